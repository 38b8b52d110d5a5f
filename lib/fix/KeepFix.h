// Fixes of a handle that is used after it was lost: what is still wanted of the element is kept, or
// the container keeps its place.

#pragma once

#include "lib/core/Finding.h"
#include "lib/flow/Facts.h"

namespace maplint::fix {

/// `const auto value = it->second;` in front of what loses the element, when nothing but that value
/// is wanted afterwards.
Fix byKeeping(const flow::UnitFacts &facts, const flow::InvalidUse &use);
/// Room for all elements before the loop that adds them and keeps pointers to them: nothing moves
/// then.
Fix byRoom(const flow::UnitFacts &facts, const flow::InvalidUse &use);
/// The end is asked for where it is compared with, not kept.
Fix byEndAgain(const flow::UnitFacts &facts, const flow::InvalidUse &use);

} // namespace maplint::fix
