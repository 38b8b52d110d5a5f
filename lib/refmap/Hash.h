// The hash functions of ordinary use, and the randomness a map draws. Go's own hash is seeded per
// process; nothing about a map depends on which it is, as long as it is good.

#pragma once

#include "lib/refmap/Any.h"

#include <array>
#include <bit>
#include <chrono>
#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace refmap {

/// The finaliser of SplitMix64 (Stafford's variant 13): every bit of x decides every bit of the
/// result.
constexpr std::uint64_t mix64(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

/// Each call another number; each thread has its own sequence.
inline std::uint64_t drawRandom() {
  constinit thread_local std::uint64_t state = 0;
  if (state == 0)
    state = mix64(static_cast<std::uint64_t>(
                      std::chrono::steady_clock::now().time_since_epoch().count()) ^
                  reinterpret_cast<std::uintptr_t>(&state)) |
            1;
  return mix64(state += 0x9e3779b97f4a7c15);
}

namespace detail {

inline constexpr std::uint64_t golden = 0x9e3779b97f4a7c15;

/// `Word` read from anywhere.
template <class Word>
std::uint64_t readWord(const char *from) {
  Word word{};
  std::memcpy(&word, from, sizeof word);
  return word;
}

/// The last bytes of a text, at most eight, as a number; a longer text has been read up to them.
/// Reads of fixed size that overlap are faster than one of just the right size.
inline std::uint64_t readEnd(std::string_view text) {
  const char *const data = text.data();
  const std::size_t size = text.size();
  if (size >= 8)
    return readWord<std::uint64_t>(data + size - 8);
  if (size >= 4)
    return readWord<std::uint32_t>(data) << 32 | readWord<std::uint32_t>(data + size - 4);
  if (size == 0)
    return 0;
  const auto byte = [&](std::size_t i) {
    return std::uint64_t{static_cast<unsigned char>(data[i])};
  };
  return byte(0) << 16 | byte(size / 2) << 8 | byte(size - 1);
}

} // namespace detail

template <class T>
requires std::integral<T> || std::is_enum_v<T>

constexpr std::uint64_t hashValue(T value, std::uint64_t seed) {
  return mix64(static_cast<std::uint64_t>(value) + seed * detail::golden);
}

template <class T>
std::uint64_t hashValue(const T *value, std::uint64_t seed) {
  return hashValue(reinterpret_cast<std::uintptr_t>(value), seed);
}

/// Zeros of either sign are equal, so they hash alike; a NaN equals nothing, so that every hash
/// will do, and a random one keeps them from piling up in one bucket.
template <std::floating_point T>
std::uint64_t hashValue(T value, std::uint64_t seed) {
  if (value != value)
    return drawRandom();
  const auto wide = static_cast<double>(value);
  return hashValue(wide == 0 ? std::uint64_t{0} : std::bit_cast<std::uint64_t>(wide), seed);
}

inline std::uint64_t hashValue(std::string_view text, std::uint64_t seed) {
  std::uint64_t hash = seed * detail::golden + text.size();
  for (std::size_t at = 0; at + 8 < text.size(); at += 8) {
    hash = (hash ^ detail::readWord<std::uint64_t>(text.data() + at)) * 0xbf58476d1ce4e5b9;
    hash ^= hash >> 32;
  }
  return mix64(hash ^ detail::readEnd(text));
}

inline std::uint64_t hashValue(const std::string &text, std::uint64_t seed) {
  return hashValue(std::string_view(text), seed);
}

template <class T>
std::uint64_t hashValue(const std::complex<T> &value, std::uint64_t seed) {
  return hashValue(value.imag(), hashValue(value.real(), seed));
}

template <class T, std::size_t N>
std::uint64_t hashValue(const std::array<T, N> &values, std::uint64_t seed) {
  for (const T &value : values)
    seed = hashValue(value, seed);
  return seed;
}

template <class T>
requires std::is_empty_v<T>

constexpr std::uint64_t hashValue(const T &, std::uint64_t seed) {
  return mix64(seed);
}

/// The dynamic type is hashed with the value; what has no hash is a panic.
inline std::uint64_t hashValue(const Any &any, std::uint64_t seed) {
  requireHashable(any);
  const std::uint64_t typed = hashValue(any.type(), seed);
  return std::visit(
      [typed]<class T>(const T &value) {
        if constexpr (std::is_same_v<T, std::vector<Any>>) {
          std::uint64_t hash = typed;
          for (const Any &part : value)
            hash = hashValue(part, hash);
          return hash;
        } else {
          return hashValue(value, typed);
        }
      },
      any.value());
}

} // namespace refmap
