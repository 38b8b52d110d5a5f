// Event loops that several threads serve: what is posted to them runs beside itself.

#pragma once

#include "lib/race/Conflicts.h"
#include "lib/race/Terms.h"

namespace maplint::race {

/// Conflicts between handlers that are posted to one event loop whose run() is seen to be called by
/// more than one thread. What goes through a strand is not posted to the loop itself.
std::vector<Conflict> conflictsOfHandlers(const Sites &sites, const std::vector<Strand> &strands);

} // namespace maplint::race
