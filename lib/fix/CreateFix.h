// The fix of a write through a null pointer: the object is made first.

#pragma once

#include "lib/core/Finding.h"
#include "lib/flow/Facts.h"

namespace maplint::fix {

/// Creates the map on the line before the write; without edits when it is not clear how.
Fix byCreation(const flow::UnitFacts &facts, const flow::NullWrite &write);

} // namespace maplint::fix
