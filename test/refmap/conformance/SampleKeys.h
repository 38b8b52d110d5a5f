// Structs as keys.

#pragma once

#include "lib/refmap/Map.h"

#include <cstdint>

namespace refmap::conformance {

/// A struct with padding between its members; which bytes lie there is no part of the key.
struct Padded {
  std::uint64_t a;
  std::uint8_t b;
  std::uint64_t c;

  bool operator==(const Padded &) const = default;
};

inline std::uint64_t hashOf(const Padded &key, std::uint64_t seed) {
  return hashValue(key.c, hashValue(key.b, hashValue(key.a, seed)));
}

/// A struct that holds a float is as little reflexive as the float.
struct WithFloat {
  double x;
  int y;

  bool operator==(const WithFloat &) const = default;
};

inline std::uint64_t hashOf(const WithFloat &key, std::uint64_t seed) {
  return hashValue(key.y, hashValue(key.x, seed));
}

struct Nothing {
  bool operator==(const Nothing &) const = default;
};

/// The ordinary hooks, for the structs above.
template <class Key>
struct StructTraits : DefaultTraits<Key> {
  std::uint64_t hash(const Key &key, std::uint32_t seed) const { return hashOf(key, seed); }
};

} // namespace refmap::conformance

template <>
struct refmap::GoType<refmap::conformance::WithFloat> {
  static constexpr TypeInfo info{.size = 16, .isReflexive = false, .needsKeyUpdate = true};
};
