// The fix of a race: the lock that the other accesses take.

#pragma once

#include "lib/core/Finding.h"
#include "lib/race/Races.h"

namespace maplint::fix {

/// Takes the lock before the access, in the words that another access uses, or gives the guard that
/// dies at once a name; without edits when neither can be written with certainty.
Fix byGuard(const flow::UnitFacts &facts, const race::Race &race);

} // namespace maplint::fix
