// Keys that may come again, of which the author expects that they mostly do not: the results that
// go with the new ones are given room for all.

#pragma once

#include "lib/flow/Facts.h"
#include "lib/flow/LoopGraph.h"
#include "lib/flow/Origins.h"

#include <string>

namespace maplint::flow {

/// `out.reserve(left.size() + right.size())` before a loop over one of these that does
/// `if (seen.insert(v).second) out.push_back(v)`: the number it asks for, as C++ text; empty when
/// `insertion` is no such thing.
std::string plannedNumber(const UnitFacts &facts, const At &insertion, const LoopGraph &graph,
                          const Origins &origins);

} // namespace maplint::flow
