// Member arrays of pointers to maps into which nobody ever puts one.

#pragma once

#include "lib/flow/Facts.h"

namespace maplint::flow {

/// Writes through elements of a private array that no function of its class sets, while every
/// function that could is in sight. A function that looks at an element first is spared.
std::vector<NullWrite> writesThroughUnsetArrays(const UnitFacts &facts);

} // namespace maplint::flow
