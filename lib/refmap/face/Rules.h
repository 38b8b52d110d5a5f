// What kind of container it is: what its operations end is decided by these alone.

#pragma once

#include <cstdint>

namespace refmap::face {

/// What dies when an element is erased, besides it.
enum class Erasure : std::uint8_t {
  Alone,  ///< nothing
  Behind, ///< what lies behind it in the array
  All,    ///< everything: the elements close up
};

struct Rules {
  bool ordered = false; ///< sorted by key, and never rehashed
  bool multi = false;   ///< several elements may have the same key
  bool stable = true;   ///< elements never move: references survive growth
  Erasure erasure = Erasure::Alone;
  bool roomFirst = false; ///< a full table grows before the new value is made of the arguments

  constexpr bool isArray() const { return ordered && !stable; }

  constexpr bool grows() const { return !ordered || !stable; }
};

} // namespace refmap::face
