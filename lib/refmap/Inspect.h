// The whole state of a map as numbers, to compare with what another runtime recorded.

#pragma once

#include "lib/refmap/Header.h"

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace refmap {

/// FNV-1a over bytes, 64 bits.
class Fnv1a {
public:
  void byte(std::uint8_t value) { hash_ = (hash_ ^ value) * 1099511628211U; }

  /// Eight bytes, the lowest first.
  void word(std::uint64_t value) {
    for (unsigned i = 0; i != 8; ++i, value >>= 8)
      byte(static_cast<std::uint8_t>(value));
  }

  void bytes(std::string_view text) {
    for (const char c : text)
      byte(static_cast<std::uint8_t>(c));
  }

  std::uint64_t value() const { return hash_; }

private:
  std::uint64_t hash_ = 14695981039346656037U;
};

inline void append(Fnv1a &digest, std::integral auto value) {
  digest.word(static_cast<std::uint64_t>(value));
}

inline void append(Fnv1a &digest, double value) {
  digest.word(std::bit_cast<std::uint64_t>(value));
}

/// A string is its length and its bytes.
inline void append(Fnv1a &digest, std::string_view text) {
  digest.word(text.size());
  digest.bytes(text);
}

/// Tophashes and live entries of every chain of a table, in order.
template <class Table>
void appendTable(Fnv1a &digest, const Table &table) {
  for (std::size_t i = 0; i != table.size(); ++i) {
    for (auto *bucket = &table[i]; bucket != nullptr; bucket = bucket->overflow) {
      for (unsigned slot = 0; slot != slotsPerBucket; ++slot) {
        digest.byte(bucket->tops[slot]);
        if (!tophash::isLive(bucket->tops[slot]))
          continue;
        append(digest, bucket->keys[slot].get());
        append(digest, bucket->elems[slot].get());
      }
      digest.byte(0xFE);
    }
    digest.byte(0xFF);
  }
}

/// The number that tells two states of a map apart: the current table, and the old one if there is.
template <class Header>
std::uint64_t digestOf(const Header &header) {
  Fnv1a digest;
  if (header.buckets != nullptr)
    appendTable(digest, *header.buckets);
  digest.byte(header.isGrowing() ? 1 : 0);
  if (header.isGrowing())
    appendTable(digest, *header.old);
  return digest.value();
}

/// How many overflow buckets hang in the chains of the current table, and the longest of them.
struct ChainStats {
  std::size_t linked = 0;
  std::size_t longest = 0; ///< with the bucket of the array
};

template <class Header>
ChainStats chainStats(const Header &header) {
  ChainStats stats;
  if (header.buckets == nullptr)
    return stats;
  for (std::size_t i = 0; i != header.buckets->size(); ++i) {
    std::size_t length = 0;
    for (const auto *bucket = &(*header.buckets)[i]; bucket != nullptr; bucket = bucket->overflow)
      ++length;
    stats.linked += length - 1;
    stats.longest = std::max(stats.longest, length);
  }
  return stats;
}

} // namespace refmap
