// Guards that die at the end of the statement that makes them: `std::lock_guard<std::mutex>(mu_);`.

#pragma once

#include "lib/race/Discipline.h"
#include "lib/race/Terms.h"

namespace maplint::race {

/// Accesses that follow a guard that is already gone and hold nothing else.
std::vector<Breach> unguardedByDeadGuards(const Sites &sites);

} // namespace maplint::race
