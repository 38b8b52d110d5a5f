// The fix of a handle that an insertion invalidated: the element is still there, and found again.

#pragma once

#include "lib/core/Finding.h"
#include "lib/flow/Facts.h"

namespace maplint::fix {

/// An iterator or pointer is taken again before its use; what a reference named is written by its
/// key behind the insertion. Without edits when the key may be another one by then.
Fix byLookingUp(const flow::UnitFacts &facts, const flow::InvalidUse &use);

} // namespace maplint::fix
