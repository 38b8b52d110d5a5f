// Publication by an atomic flag: who has seen it set sees all that was done before it was set
// ([atomics.order]).

#pragma once

#include "lib/race/Sites.h"

namespace maplint::race {

/// `fill(table); ready.store(true);` in the function of `writer`, and in that of `reader` the flag
/// is loaded before, by a loop that waits for it or a test: the two never meet.
bool isPublished(const Sites &sites, const Site &writer, const Site &reader);

} // namespace maplint::race
