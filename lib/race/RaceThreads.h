// The two threads of a race, each as the events that lead it to the access: what a picture of their
// interleaving shows.

#pragma once

#include "lib/core/Finding.h"
#include "lib/race/Conflicts.h"
#include "lib/race/Discipline.h"
#include "lib/race/Terms.h"

#include <string>
#include <vector>

namespace maplint::race {

/// The threads of `conflict`, both of which are seen to start or to be the starter; the blamed one
/// first.
std::vector<ThreadPath> threadsOf(const Sites &sites, const Conflict &conflict);

/// The threads of `breach`, whose starts nobody sees; the one to blame first. Without an access
/// that keeps the discipline and still meets the blamed one, both do the same.
std::vector<ThreadPath> threadsOf(const Sites &sites, const Breach &breach);

/// The lock as the code that takes it writes it; empty when it has no name.
std::string lockName(const Sites &sites, const HeldLock &lock);

} // namespace maplint::race
