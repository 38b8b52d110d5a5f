// Which place on the way to an access is to blame for a lock that is missing there.

#pragma once

#include "lib/race/Sites.h"
#include "lib/race/Terms.h"

#include <span>
#include <utility>

namespace maplint::race {

/// A container whatever object it is in: its declaration; of one without, its path.
using ContainerName = std::pair<ir::SymbolId, PathId>;

ContainerName containerOf(const Sites &sites, PathId path);

/// Who answers for a container that is only what a parameter refers to.
enum class HandedIn : std::uint8_t {
  ByAccess, ///< whoever accesses it: threads meet there
  ByCaller  ///< whoever names it and hands it over: it is a lock of his that is missing
};

/// Where the discipline is broken by an access without a lock: the innermost step that is never
/// made under a lock.
SourceRange blame(const Sites &sites, const Site &site, HandedIn handedIn);

/// The same for an access under `locks`: of an operation that others make under the exclusive lock
/// the call under the shared one is wrong.
SourceRange blameUnder(const Sites &sites, const Site &site, std::span<const HeldLock> locks);

/// Where the access itself stands, the container is only what a parameter refers to.
bool isHandedIn(const Sites &sites, const Site &site);

} // namespace maplint::race
