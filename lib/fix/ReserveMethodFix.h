// The fix of a missing reserve in a class around the container: it gets a method that makes room.

#pragma once

#include "lib/core/Finding.h"
#include "lib/flow/Facts.h"
#include "lib/flow/Wrapped.h"

namespace maplint::fix {

/// Adds `reserve` to the class and calls it before the loop; without edits when the method that
/// adds an element is not written in the class, or the object is not the caller's own.
Fix byReserveMethod(const flow::UnitFacts &facts, const flow::WrappedGrowth &growth);

} // namespace maplint::fix
