// A key together with the place of the call. operator[] has no room for a second parameter, but an
// argument that is converted to this type brings its own place along.

#pragma once

#include "lib/refmap/face/Death.h"

#include <concepts>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace refmap::face {

template <class Key>
class Located {
public:
  /// Converts from whatever the key converts from.
  template <class From>

  requires(std::convertible_to<From &&, Key> && !std::same_as<std::remove_cvref_t<From>, Located>)
      Located(From &&from, const std::source_location &at = std::source_location::current())
      : place_(at) {
    if constexpr (std::same_as<std::remove_cvref_t<From>, Key>) {
      key_ = std::addressof(const_cast<Key &>(static_cast<const Key &>(from)));
      movable_ = !std::is_lvalue_reference_v<From> && !std::is_const_v<From>;
    } else {
      key_ = &made_.emplace(std::forward<From>(from));
      movable_ = true;
    }
  }

  /// `m[{a, b}]`: the braces make the key, and the place stays unknown.
  template <class First, class Second, class... More>

  requires(std::constructible_from<Key, First, Second, More...> &&
           !std::same_as<std::remove_cvref_t<Second>, std::source_location>)
      Located(First &&first, Second &&second, More &&...more)
      : key_(&made_.emplace(std::forward<First>(first), std::forward<Second>(second),
                            std::forward<More>(more)...)),
        movable_(true) {}

  Located() : key_(&made_.emplace()), movable_(true) {}

  Located(const Located &) = delete;
  Located &operator=(const Located &) = delete;

  const Key &key() const { return *key_; }

  const Place &place() const { return place_; }

  /// Calls with the key as the caller gave it: to move from, or only to look at.
  template <class Action>
  decltype(auto) pass(Action &&action) {
    if constexpr (std::copy_constructible<Key>)
      if (!movable_)
        return action(static_cast<const Key &>(*key_));
    return action(std::move(*key_));
  }

private:
  std::optional<Key> made_;
  Key *key_ = nullptr;
  bool movable_ = false;
  Place place_;
};

} // namespace refmap::face
