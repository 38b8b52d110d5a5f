// The fix of a loop whose body erases the element it stands at, wherever and however it does so.

#pragma once

#include "lib/core/Finding.h"
#include "lib/flow/Facts.h"

namespace maplint::fix {

/// Takes the next position before the body runs; a range-for becomes a loop over iterators. Without
/// edits when more than that element can die, or the loop has another shape.
Fix byNextPosition(const flow::UnitFacts &facts, const flow::InvalidUse &use);
/// The same where callbacks of the elements take their own element out, and no copy can be made.
Fix byNextPositionOfCallbacks(const flow::UnitFacts &facts, const flow::InvalidUse &use);

} // namespace maplint::fix
