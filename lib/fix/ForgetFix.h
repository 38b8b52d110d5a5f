// The fix of a member that points into a container and outlives the element: it is forgotten with
// it.

#pragma once

#include "lib/core/Finding.h"
#include "lib/flow/Facts.h"

namespace maplint::fix {

/// Where the element goes, the pointer to it becomes null; where all go, a sequence of pointers
/// becomes empty. Without edits when those who read the pointer do not ask whether it is null.
Fix byForgetting(const flow::UnitFacts &facts, const flow::InvalidUse &use);

} // namespace maplint::fix
