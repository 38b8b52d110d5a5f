// The fix of a loop that fills a container nobody gave room.

#pragma once

#include "lib/core/Finding.h"
#include "lib/flow/Growth.h"

#include <string>

namespace maplint::fix {

/// The number of elements as a reader writes it: without the casts that a fix needs.
std::string plainCount(const flow::Growth &growth);

/// The container as the reader writes it: `index`, `*index`; empty when it has no name.
std::string nameOf(const flow::UnitFacts &facts, const flow::Growth &growth);

/// `index.reserve(names.size());` on a line of its own before the loop; without edits when there is
/// no room for a statement, a macro is involved, or the number cannot be written there.
Fix byReserve(const flow::UnitFacts &facts, const flow::Growth &growth);

} // namespace maplint::fix
