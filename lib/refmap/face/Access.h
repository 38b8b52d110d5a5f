// What the current thread is doing to a container, told before the container itself is touched: if
// there is none, because the program went through a null pointer, this is all that is known.

#pragma once

#include <cstdint>

namespace refmap::face {

enum class Access : std::uint8_t { None, Read, Write };

namespace detail {

inline Access &accessUnderWay() {
  static thread_local Access access = Access::None;
  return access;
}

} // namespace detail

/// Says so for the length of a scope.
class Announced {
public:
  explicit Announced(Access access) : before_(detail::accessUnderWay()) {
    detail::accessUnderWay() = access;
  }

  ~Announced() { detail::accessUnderWay() = before_; }

  Announced(const Announced &) = delete;
  Announced &operator=(const Announced &) = delete;

private:
  Access before_;
};

} // namespace refmap::face
