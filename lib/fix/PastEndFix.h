// A loop that steps on from what erase returned.

#pragma once

#include "lib/core/Finding.h"
#include "lib/flow/Facts.h"

namespace maplint::fix {

/// Takes the step only when nothing was erased. No edits when the loop has another shape.
Fix stepUnlessErased(const flow::UnitFacts &facts, const flow::InvalidUse &use);

} // namespace maplint::fix
