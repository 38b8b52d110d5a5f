// The fix of loops whose body changes the container in a way that the loop cannot follow: they go
// over a copy.

#pragma once

#include "lib/core/Finding.h"
#include "lib/flow/Facts.h"

namespace maplint::fix {

/// A loop that only reads its elements goes over a copy, while the body adds to the container or
/// the elements take themselves out.
Fix bySnapshot(const flow::UnitFacts &facts, const flow::InvalidUse &use);

} // namespace maplint::fix
