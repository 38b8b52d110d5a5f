// The eight tophashes of a bucket in one word.

#pragma once

#include "lib/refmap/Layout.h"

#include <cstdint>
#include <cstring>

namespace refmap {

class TopWord {
public:
  explicit TopWord(const std::uint8_t (&tops)[slotsPerBucket]) {
    static_assert(sizeof tops == sizeof word_);
    std::memcpy(&word_, tops, sizeof word_);
  }

  /// True when the tophash of some slot is `top` (Warren, Hacker's Delight, 6-1: whether some byte
  /// is zero; which one it is, this does not tell).
  [[nodiscard]] bool holds(std::uint8_t top) const {
    constexpr std::uint64_t ones = 0x0101010101010101;
    const std::uint64_t difference = word_ ^ (ones * top);
    return ((difference - ones) & ~difference & (ones << 7)) != 0;
  }

private:
  std::uint64_t word_ = 0;
};

} // namespace refmap
