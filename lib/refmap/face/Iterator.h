// An iterator that knows whether it may still be used.

#pragma once

#include "lib/refmap/face/Guard.h"

#include <cstddef>
#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>

namespace refmap::face {

template <class Traits>
class Storage;

/// `Ordered` iterators walk in both directions.
template <class Value, bool Const, bool Ordered>
class Iterator {
  using Elem = Element<Value>;
  using Home = Contents<Value>;

public:
  using iterator_category =
      std::conditional_t<Ordered, std::bidirectional_iterator_tag, std::forward_iterator_tag>;
  using value_type = Value;
  using difference_type = std::ptrdiff_t;
  using pointer = std::conditional_t<Const, const Value *, Value *>;
  using reference = std::conditional_t<Const, const Value &, Value &>;

  Iterator() = default;

  /// To a constant iterator.
  template <bool Other>

  requires(Const && !Other) Iterator(const Iterator<Value, Other, Ordered> &other)
      : home_(other.home_), element_(other.element_), age_(other.age_) {}

  reference operator*() const { return *dereferenced(); }

  pointer operator->() const { return dereferenced(); }

  Iterator &operator++() {
    const auto at = std::next(position());
    settleAt(homeNow().skipGone(at));
    return *this;
  }

  Iterator operator++(int) {
    const Iterator before = *this;
    ++*this;
    return before;
  }

  Iterator &operator--() requires Ordered {
    check();
    Home &home = homeNow();
    auto at = element_ ? element_->at : home.sequence.end();
    do {
      if (at == home.sequence.begin())
        raiseMisuse("iterator is moved before the first element");
      --at;
    } while ((*at)->gone);
    settleAt(at);
    return *this;
  }

  Iterator operator--(int) requires Ordered {
    const Iterator before = *this;
    --*this;
    return before;
  }

  /// Comparing is a use as well.
  friend bool operator==(const Iterator &a, const Iterator &b) {
    a.check();
    b.check();
    return a.element_ == b.element_ && (a.element_ || a.home_ == b.home_);
  }

private:
  template <class, bool, bool>
  friend class Iterator;
  template <class>
  friend class Storage;

  Iterator(std::shared_ptr<Home> home, typename Home::Sequence::iterator at)
      : home_(std::move(home)) {
    settleAt(at);
  }

  void settleAt(typename Home::Sequence::iterator at) {
    Home &home = homeNow();
    element_ = at == home.sequence.end() ? nullptr : *at;
    age_ = element_ ? element_->deaths.size() : home.endDeaths.size();
  }

  /// The element's container now: it may have been merged into another.
  Home &homeNow() const { return element_ && element_->home ? *element_->home : *home_; }

  void check() const {
    if (!home_)
      return;
    const auto &deaths = element_ ? element_->deaths : home_->endDeaths;
    if (deaths.size() > age_)
      raiseUseOf("iterator", deaths[age_]);
  }

  Value *dereferenced() const {
    yieldPoint(Point::IterateStep);
    check();
    if (!element_)
      raiseMisuse("iterator without an element is dereferenced");
    return element_->value;
  }

  typename Home::Sequence::iterator position() const {
    if (!home_)
      raiseMisuse("iterator without an element is advanced");
    iterating(homeNow(), Point::IterateStep);
    check();
    if (!element_)
      raiseMisuse("iterator is moved behind the end");
    return element_->at;
  }

  std::shared_ptr<Home> home_;
  std::shared_ptr<Elem> element_; ///< null: past the end
  std::size_t age_ = 0;
};

} // namespace refmap::face
