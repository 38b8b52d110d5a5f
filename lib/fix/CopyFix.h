// The fix of a reference that outlives what it refers to: a copy.

#pragma once

#include "lib/core/Finding.h"
#include "lib/flow/Facts.h"

namespace maplint::fix {

/// Turns a reference that nothing is written through into a copy, or copies the right side of an
/// assignment before the left side inserts; without edits when a copy would change the meaning.
Fix byCopy(const flow::UnitFacts &facts, const flow::InvalidUse &use);

} // namespace maplint::fix
