#include "lib/model/Growing.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace maplint::model {

namespace {

/// A table that takes `first` elements before it grows, and about twice as many each time.
struct Rule {
  std::string_view library; ///< how the container's name begins
  std::int64_t first = 0;
};

} // namespace

// libstdc++, hashtable_c++0x.cc: the primes that twice the number of buckets lead to from 1 on;
// the load factor is 1.
static constexpr auto primes = std::to_array<std::int64_t>(
    {1,        13,       29,        59,        127,       257,       541,
     1109,     2357,     5087,      10273,     20753,     42043,     85229,
     172933,   351061,   712697,    1447153,   2938679,   5967347,   12117689,
     24607243, 49969847, 101473717, 206062531, 418450487, 849743891, 1725587117});

// DenseMap: 64 buckets at first, at most three quarters full. QHash: 128, at most half full.
// boost::unordered_flat_map: groups of 15, 7/8 full. ankerl: four fifths of a power of two.
// Abseil and phmap: 7/8 of a power of two, all of one, three or seven.
static constexpr auto rules = std::to_array<Rule>({
    {"llvm::StringMap", 12},
    {"llvm::", 47},
    {"Q", 64},
    {"boost::unordered_flat", 15},
    {"boost::unordered_node", 15},
    {"tsl::", 8},
    {"ankerl::", 6},
    {"google::", 16},
    {"absl::", 7},
    {"phmap::", 7},
    {"folly::", 6},
});

static std::int64_t firstCapacity(std::string_view name) {
  const auto rule =
      std::ranges::find_if(rules, [&](const Rule &each) { return name.starts_with(each.library); });
  return rule == rules.end() ? 8 : rule->first;
}

GrowthCost growthCost(const Container &container, std::int64_t elements) {
  GrowthCost cost;
  if (container.name.starts_with("std::")) {
    // The single bucket that an empty table begins with makes way for the first element already.
    cost.growths = elements > 0 ? 1 : 0;
    for (const std::int64_t buckets : primes)
      if (buckets > 1 && buckets < elements) {
        ++cost.growths;
        cost.moved += buckets;
      }
    return cost;
  }
  for (std::int64_t room = firstCapacity(container.name); room < elements; room *= 2) {
    ++cost.growths;
    cost.moved += room;
  }
  return cost;
}

} // namespace maplint::model
