// Races that no thread in sight proves: what every thread shares by its nature, in code that is
// written for threads, and that nobody ever locks.

#pragma once

#include "lib/race/Discipline.h"
#include "lib/race/Strands.h"
#include "lib/race/Terms.h"

namespace maplint::race {

/// Containers that no lock guards anywhere:
///  - of static storage, filled on first use by a function whose result callers wait for;
///  - at file scope, changed by callbacks with a `void *` context, which a C library calls on
///    whatever thread it likes;
///  - members that a job, a closure that a method returns, uses beside the methods.
/// The file must include a header of threads or locks.
std::vector<Breach> presumedRaces(const Sites &sites, const std::vector<Strand> &strands);

} // namespace maplint::race
