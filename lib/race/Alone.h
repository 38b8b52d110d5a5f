// What a program does while it has one thread only: `main` fills its tables, starts the threads,
// joins them and prints what they left.

#pragma once

#include "lib/flow/Facts.h"
#include "lib/race/Terms.h"

#include <set>

namespace maplint::race {

/// The functions that run while no thread of the program does, as far as the unit tells: every call
/// is in sight and stands, in `main` or in another such function, before the threads start or after
/// they are joined. Empty for a unit whose `main` is not seen to use threads: then who else calls
/// its functions is open.
std::set<ir::FunctionId> calledAlone(const UnitFacts &facts);

} // namespace maplint::race
