// The fix of a write through a pointer that is null, or to a map that was moved away.

#pragma once

#include "lib/core/Finding.h"
#include "lib/flow/Facts.h"

namespace maplint::fix {

/// The first repair that fits: the map is made, written before it is moved away, or brought into a
/// known state; or the write waits for a pointer that is not null. Without edits when none is
/// sound.
Fix nilWrite(const flow::UnitFacts &facts, const flow::NullWrite &write);

} // namespace maplint::fix
