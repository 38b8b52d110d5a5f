// The fix of loops over a container that their body clears.

#pragma once

#include "lib/core/Finding.h"
#include "lib/flow/Facts.h"

namespace maplint::fix {

/// `break` behind a clear() that ends the round anyway: nothing is left to go on with.
Fix byLeaving(const flow::UnitFacts &facts, const flow::InvalidUse &use);

} // namespace maplint::fix
