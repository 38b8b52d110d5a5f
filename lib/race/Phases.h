// What a function does with a container before its threads start or after they have ended.

#pragma once

#include "lib/race/Guarded.h"
#include "lib/race/Terms.h"

namespace maplint::race {

/// True when no thread that keeps to `guard` runs at the access of `member`: the function has
/// waited for the threads of its object by then, or only threads that it starts itself use the lock
/// and none of them runs there.
bool runsApart(const Sites &sites, const Member &member, const Group &group, const Chain &guard);

} // namespace maplint::race
