// The tophashes of a bucket compared all at once.

#include "lib/refmap/TopWord.h"

#include <gtest/gtest.h>

#include <set>

namespace refmap {
namespace {

std::set<unsigned> slotsOf(const std::uint8_t (&tops)[slotsPerBucket], std::uint8_t top) {
  std::set<unsigned> slots;
  for (SlotSet found = TopWord(tops).equalTo(top); !found.empty(); found.dropFirst())
    slots.insert(found.first());
  return slots;
}

TEST(TopWord, FindsEverySlotOfATop) {
  const std::uint8_t tops[slotsPerBucket] = {7, 200, 7, 5, 255, 7, 0, 0};
  EXPECT_EQ(slotsOf(tops, 7), (std::set<unsigned>{0, 2, 5}));
  EXPECT_EQ(slotsOf(tops, 200), (std::set<unsigned>{1}));
  EXPECT_EQ(slotsOf(tops, 255), (std::set<unsigned>{4}));
  EXPECT_EQ(slotsOf(tops, 0), (std::set<unsigned>{6, 7}));
}

TEST(TopWord, FindsNothingWhereThereIsNothing) {
  const std::uint8_t tops[slotsPerBucket] = {6, 8, 135, 0, 1, 255, 128, 127};
  EXPECT_TRUE(TopWord(tops).equalTo(7).empty());
}

// Next to a slot that is equal, one whose tophash differs in the lowest bit may come along.
TEST(TopWord, MissesNoSlotWhateverLiesBesideIt) {
  for (unsigned slot = 0; slot != slotsPerBucket; ++slot)
    for (unsigned beside = 0; beside != 256; ++beside) {
      std::uint8_t tops[slotsPerBucket] = {};
      for (std::uint8_t &top : tops)
        top = static_cast<std::uint8_t>(beside);
      tops[slot] = 42;
      EXPECT_TRUE(slotsOf(tops, 42).contains(slot)) << slot << ' ' << beside;
    }
}

} // namespace
} // namespace refmap
