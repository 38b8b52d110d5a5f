// Iterators, references and pointers that outlive the lock they were taken under, while others
// erase from the container under that lock.

#pragma once

#include "lib/race/Discipline.h"
#include "lib/race/Terms.h"

namespace maplint::race {

/// One breach for each such use; `site` is an access of the same function under the lock.
std::vector<Breach> outlivingHandles(const Sites &sites);

} // namespace maplint::race
