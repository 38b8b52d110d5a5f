// Classes whose methods several threads call by what the project's configuration says: services,
// request handlers, whatever a framework runs on a pool.

#pragma once

#include "lib/race/Discipline.h"
#include "lib/race/Terms.h"

namespace maplint::race {

/// Accesses of handler classes that a call of another method, or of the same one, can run into.
/// One a container at most.
std::vector<Breach> unguardedInHandlers(const Sites &sites);

} // namespace maplint::race
