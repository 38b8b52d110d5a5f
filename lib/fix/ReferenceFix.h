// The fix of a handle that is used after what it stands for was lost or moved.

#pragma once

#include "lib/core/Finding.h"
#include "lib/flow/Facts.h"

namespace maplint::fix {

/// The first repair that fits: a copy; behind an insertion the element taken or looked up again;
/// before an erasure the value taken, or the erasure put last. Without edits when none is sound.
Fix reference(const flow::UnitFacts &facts, const flow::InvalidUse &use);

} // namespace maplint::fix
