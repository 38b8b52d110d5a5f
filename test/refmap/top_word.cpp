// The tophashes of a bucket asked all at once.

#include "lib/refmap/TopWord.h"

#include <gtest/gtest.h>

namespace refmap {
namespace {

TEST(TopWord, HoldsWhatOneSlotHolds) {
  for (unsigned slot = 0; slot != slotsPerBucket; ++slot)
    for (unsigned beside = 0; beside != 256; ++beside) {
      std::uint8_t tops[slotsPerBucket];
      for (std::uint8_t &top : tops)
        top = static_cast<std::uint8_t>(beside);
      tops[slot] = 42;
      EXPECT_TRUE(TopWord(tops).holds(42)) << slot << ' ' << beside;
      EXPECT_TRUE(TopWord(tops).holds(static_cast<std::uint8_t>(beside)));
    }
}

TEST(TopWord, HoldsNothingElse) {
  for (unsigned top = 0; top != 256; ++top)
    for (unsigned other = 0; other != 256; ++other) {
      const auto held = static_cast<std::uint8_t>(other);
      const std::uint8_t tops[slotsPerBucket] = {held, held, held, 255, held, held, 255, held};
      EXPECT_EQ(TopWord(tops).holds(static_cast<std::uint8_t>(top)), top == other || top == 255);
    }
}

} // namespace
} // namespace refmap
