// What it costs to fill a hash container one element at a time, by the rule its library grows by.

#pragma once

#include "lib/model/Model.h"

#include <cstdint>

namespace maplint::model {

struct GrowthCost {
  unsigned growths = 0;   ///< after the table has room for its first elements
  std::int64_t moved = 0; ///< elements moved or relinked in them
};

/// What inserting `elements` new keys one by one into an empty `container` costs beyond one
/// reservation for all of them.
GrowthCost growthCost(const Container &container, std::int64_t elements);

} // namespace maplint::model
