// An element outside of any container ([container.node]).

#pragma once

#include "lib/refmap/face/Element.h"

#include <memory>
#include <utility>

namespace refmap::face {

template <class Traits>
class Storage;
template <class Traits>
class Container;

template <class Traits>
class NodeHandle {
public:
  using key_type = typename Traits::key_type;
  using value_type = typename Traits::value_type;

  NodeHandle() = default;

  NodeHandle(NodeHandle &&other) noexcept : element_(std::exchange(other.element_, nullptr)) {}

  NodeHandle &operator=(NodeHandle &&other) noexcept {
    std::swap(element_, other.element_);
    return *this;
  }

  ~NodeHandle() {
    if (element_)
      element_->destroy({Cause::Destruction});
  }

  [[nodiscard]] bool empty() const { return !element_; }

  explicit operator bool() const { return !empty(); }

  value_type &value() const requires Traits::isSet { return *element_->value; }

  /// May be changed: no container looks for it here.
  key_type &key() const requires(!Traits::isSet) {
    return const_cast<key_type &>(element_->value->first);
  }

  auto &mapped() const requires(!Traits::isSet) { return element_->value->second; }

private:
  friend class Storage<Traits>;
  friend class Container<Traits>;

  using ElemPtr = std::shared_ptr<Element<value_type>>;

  explicit NodeHandle(ElemPtr element) : element_(std::move(element)) {}

  ElemPtr element_;
};

} // namespace refmap::face
