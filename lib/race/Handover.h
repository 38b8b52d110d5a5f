// Protocols in which a flag, set under the lock, takes the place of the lock afterwards.

#pragma once

#include "lib/race/Guarded.h"
#include "lib/race/Terms.h"

namespace maplint::race {

/// `if (!ready_) { lock; fill; ready_ = true; }` and then reads without the lock: nobody writes
/// once the flag is set. `read` and the members of `group` are accesses of one container that
/// `guard` guards elsewhere.
bool readsWhatIsReady(const Sites &sites, const Member &read, const Group &group,
                      const Chain &guard);

/// `{ lock; busy_ = true; }`, the access, `busy_ = false`, and who takes the lock looks at the flag
/// first: while it is set the container belongs to the function of `member`.
bool isHandedOver(const Sites &sites, const Member &member, const Chain &guard);

} // namespace maplint::race
