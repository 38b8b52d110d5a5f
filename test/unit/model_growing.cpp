// What filling a hash container costs, counted on the container itself where it is at hand.

#include "lib/model/Growing.h"

#include "gtest/gtest.h"

#include <unordered_map>
#include <unordered_set>

using namespace maplint::model;

/// Fills `table` with `elements` keys; counts how often its number of buckets changes, and what it
/// held then.
template <class Table> static GrowthCost observed(Table table, std::int64_t elements) {
  GrowthCost cost;
  std::size_t buckets = table.bucket_count();
  for (std::int64_t n = 0; n < elements; ++n) {
    const std::size_t held = table.size();
    table.insert(typename Table::value_type(static_cast<int>(n)));
    if (table.bucket_count() == buckets)
      continue;
    buckets = table.bucket_count();
    // The single bucket of an empty table makes way for the first real ones.
    ++cost.growths;
    cost.moved += static_cast<std::int64_t>(held);
  }
  return cost;
}

TEST(Growing, StandardTablesGrowByThePrimesOfTheLibrary) {
#ifdef __GLIBCXX__
  const Model model;
  const Container &set = *model.container("std::unordered_set");
  for (const std::int64_t elements : {1, 13, 14, 100, 1000, 12345}) {
    const GrowthCost expected = observed(std::unordered_set<int>(), elements);
    const GrowthCost cost = growthCost(set, elements);
    EXPECT_EQ(cost.growths, expected.growths) << elements;
    EXPECT_EQ(cost.moved, expected.moved) << elements;
  }
#endif
}

TEST(Growing, AReservationSavesThemAll) {
  const Model model;
  for (const Container &container : model.containers()) {
    if (!container.isHashed)
      continue;
    EXPECT_LE(growthCost(container, 4).growths, 2U) << container.name;
    const GrowthCost many = growthCost(container, 1'000'000);
    EXPECT_GE(many.growths, 12U) << container.name;
    EXPECT_LE(many.moved, 2'000'000) << container.name;
  }
}
