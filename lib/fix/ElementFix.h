// The fix of an iterator into a hash table of nodes that is used after the table may have grown:
// the element has stayed where it is.

#pragma once

#include "lib/core/Finding.h"
#include "lib/flow/Facts.h"

namespace maplint::fix {

/// Holds a reference to the element, which growth does not invalidate ([unord.req.general]/9), and
/// uses it behind the insertion.
Fix byReference(const flow::UnitFacts &facts, const flow::InvalidUse &use);

} // namespace maplint::fix
