// What a map asks about its types, and the three hooks through which a test decides what is random:
// the hash, the seed, the start of an iteration.

#pragma once

#include "lib/refmap/Any.h"
#include "lib/refmap/Hash.h"
#include "lib/refmap/Layout.h"

#include <array>
#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace refmap {

/// The Go type that a C++ type stands for. Specialise it for structs that hold floats, strings or
/// interfaces; what is said here for the others: their own size, and pointers unless they can be
/// copied bit by bit.
template <class T>
struct GoType {
  static constexpr TypeInfo info{.size = std::is_empty_v<T> ? 0 : sizeof(T),
                                 .hasPointers =
                                     std::is_pointer_v<T> || !std::is_trivially_copyable_v<T>};
};

template <std::floating_point T>
struct GoType<T> {
  static constexpr TypeInfo info{.size = sizeof(T), .isReflexive = false, .needsKeyUpdate = true};
};

template <class T>
struct GoType<std::complex<T>> {
  static constexpr TypeInfo info{
      .size = sizeof(std::complex<T>), .isReflexive = false, .needsKeyUpdate = true};
};

/// Go's string is a pointer and a length, whatever C++'s is.
template <>
struct GoType<std::string> {
  static constexpr TypeInfo info{.size = 16, .hasPointers = true, .needsKeyUpdate = true};
};

template <>
struct GoType<std::string_view> : GoType<std::string> {};

template <>
struct GoType<Any> {
  static constexpr TypeInfo info{.size = 16,
                                 .hasPointers = true,
                                 .isReflexive = false,
                                 .needsKeyUpdate = true,
                                 .hashMightPanic = true};
};

template <class T, std::size_t N>
struct GoType<std::array<T, N>> {
  static constexpr TypeInfo info = [] {
    TypeInfo whole = GoType<T>::info;
    whole.size *= N;
    return whole;
  }();
};

/// The hooks of a map, in ordinary use. A test brings its own class with the same members; a map
/// keeps one object of it, so that it may have state.
template <class Key>
struct DefaultTraits {
  std::uint64_t hash(const Key &key, std::uint32_t seed) const { return hashValue(key, seed); }

  /// As in Go, strings that share their text are equal without a look at it.
  bool equal(const Key &left, const Key &right) const {
    if constexpr (std::is_same_v<Key, std::string_view>)
      if (left.data() == right.data() && left.size() == right.size())
        return true;
    return left == right;
  }

  /// The seed of a new map, and of one that has been emptied.
  std::uint32_t drawSeed() const { return static_cast<std::uint32_t>(drawRandom()); }

  /// Where an iteration begins: the low B bits are the bucket, the next three the slot.
  std::uint64_t drawStart() const { return drawRandom(); }

  /// For counting overflow buckets of large maps by sampling.
  std::uint32_t drawSample() const { return static_cast<std::uint32_t>(drawRandom()); }
};

} // namespace refmap
