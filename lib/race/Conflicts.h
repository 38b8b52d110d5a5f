// Conflicts between threads that this unit starts: both accesses and their concurrency are seen.

#pragma once

#include "lib/core/CheckInfo.h"
#include "lib/race/Strands.h"
#include "lib/race/Terms.h"

namespace maplint::race {

/// Two accesses that may happen at the same time, one of which writes, with no lock in common.
struct Conflict {
  PathId path = 0; ///< the container
  const Site *blamed = nullptr;
  std::vector<HeldLock> blamedLocks;
  const Site *other = nullptr;
  std::vector<HeldLock> otherLocks;
  HeldLock ownLock{};             ///< one the blamed access holds that keeps no other thread out
  const Strand *strand = nullptr; ///< the thread that takes part
  const Strand *second = nullptr; ///< the other one, unless the rest of the program is
  bool withItself = false;        ///< two runs of the same thread
  Confidence confidence = Confidence::High;
};

std::vector<Conflict> conflictsOf(const Sites &sites, const std::vector<Strand> &strands);

/// How much an access is to blame for a race; less is more: a write without a lock comes first.
unsigned blameOrder(bool writes, std::span<const HeldLock> locks);

} // namespace maplint::race
