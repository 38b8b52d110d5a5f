// Confinement to one thread: every access is handed to an executor, except one.

#pragma once

#include "lib/race/Discipline.h"
#include "lib/race/Strands.h"
#include "lib/race/Terms.h"

namespace maplint::race {

/// Accesses made directly to containers that otherwise only posted tasks use.
std::vector<Breach> unpostedAccesses(const Sites &sites, const std::vector<Strand> &strands);

} // namespace maplint::race
