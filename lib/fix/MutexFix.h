// A mutex for a map that has none: the member, a guard wherever the class touches the map, and the
// header, all in one fix.

#pragma once

#include "lib/core/Finding.h"
#include "lib/race/Races.h"

namespace maplint::fix {

/// Gives the class of an unguarded map a mutex of its own. Without edits when others than the class
/// touch the map, a guard would wait for its own thread or hold for a thread's whole life, or the
/// class has a mutex already.
Fix byNewMutex(const flow::UnitFacts &facts, const race::Race &race);

} // namespace maplint::fix
