// The eight tophashes of a bucket in one word.

#pragma once

#include "lib/refmap/Layout.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace refmap {

/// Some slots of a bucket, the topmost bit of a byte for each.
class SlotSet {
public:
  explicit SlotSet(std::uint64_t bits) : bits_(bits) {}

  [[nodiscard]] bool empty() const { return bits_ == 0; }

  /// One of them; which one comes first is up to the machine's order of bytes.
  [[nodiscard]] unsigned first() const {
    const auto byte = static_cast<unsigned>(std::countr_zero(bits_)) / 8;
    return std::endian::native == std::endian::little ? byte : slotsPerBucket - 1 - byte;
  }

  void dropFirst() { bits_ &= bits_ - 1; }

private:
  std::uint64_t bits_;
};

class TopWord {
public:
  explicit TopWord(const std::uint8_t (&tops)[slotsPerBucket]) {
    static_assert(sizeof tops == sizeof word_);
    std::memcpy(&word_, tops, sizeof word_);
  }

  /// All slots whose tophash is `top`, and none if there is none. Beside one that is, there may be
  /// others that are not (Warren, Hacker's Delight, 6-1: the borrow of a zero byte).
  [[nodiscard]] SlotSet equalTo(std::uint8_t top) const {
    constexpr std::uint64_t ones = 0x0101010101010101;
    const std::uint64_t difference = word_ ^ (ones * top);
    return SlotSet((difference - ones) & ~difference & (ones << 7));
  }

private:
  std::uint64_t word_ = 0;
};

} // namespace refmap
