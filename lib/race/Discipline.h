// The lock discipline of a class or file: which mutex is taken for a container, and who forgets it.
//
// No thread needs to be in sight: that a class owns a mutex and takes it for a map says that
// several threads use the map.

#pragma once

#include "lib/race/Races.h"
#include "lib/race/Sites.h"
#include "lib/race/Terms.h"

namespace maplint::race {

/// An access that breaks what the rest keep to.
struct Breach {
  Race::Kind kind = Race::Kind::Forgotten;
  const Site *site = nullptr;
  const Site *guarded = nullptr; ///< an access that keeps the discipline; null without one
  HeldLock lock;                 ///< the lock that access holds
  SourceRange deadGuard;
  std::string mutex;
  std::string
      mutexHere{}; ///< the same lock as the blamed function would write it; empty if unknown
  const Lapse *lapse = nullptr; ///< of a handle that outlives the lock: how
  std::vector<Step> reasons;    ///< why the container is taken to be shared or guarded
  Confidence confidence = Confidence::Low;
};

/// One breach a container at most.
std::vector<Breach> breachesOf(const Sites &sites);

} // namespace maplint::race
