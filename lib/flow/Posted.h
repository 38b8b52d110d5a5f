// Confinement to one thread: every access is handed to an executor, except one.

#pragma once

#include "lib/flow/Discipline.h"
#include "lib/flow/Strands.h"

namespace maplint::flow {

/// Accesses made directly to containers that otherwise only posted tasks use.
std::vector<Breach> unpostedAccesses(const Sites &sites, const std::vector<Strand> &strands);

} // namespace maplint::flow
