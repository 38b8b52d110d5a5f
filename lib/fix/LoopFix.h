// The fix of a loop that erases what it iterates over.

#pragma once

#include "lib/core/Finding.h"
#include "lib/flow/Facts.h"

namespace maplint::fix {

/// `it = m.erase(it)` with the increment moved, or `std::erase_if` where the standard allows it
/// ([associative.general], [unord.general], C++20); else the next position before the body, a way
/// out behind what clears, or a copy to go over. Without edits when no repair is sound.
Fix loop(const flow::UnitFacts &facts, const flow::InvalidUse &use);

} // namespace maplint::fix
