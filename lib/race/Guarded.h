// The accesses to one container whatever object it lies in, each with the locks that guard it told
// in terms of that object: what a lock discipline is read from.

#pragma once

#include "lib/race/Sites.h"
#include "lib/race/Terms.h"

#include <map>
#include <string>

namespace maplint::race {

/// A lock in terms of the object that owns the container too, or of the whole program.
struct Guard {
  Chain name;
  HeldLock lock;
};

/// A site of one container with what guards it.
struct Member {
  const Site *site = nullptr;
  PathId owner = 0; ///< the object that the container is told from; 0 for globals
  std::vector<Guard> guards;
  bool unclear = false;     ///< under a lock of something else: neither kept nor broken
  bool wrongObject = false; ///< under the lock of another object of the class
  bool judged = false;      ///< of an entry point: nobody else can have taken the lock for it

  [[nodiscard]] const Guard *guard(const Chain &name) const;
  [[nodiscard]] bool exclusive(const Chain &name) const;
};

using Group = std::vector<Member>;

/// The groups of a unit by container. A container below several objects (`service.table_.rows_`) is
/// in one group for each of them, because each may be the one that has the mutex.
std::map<Chain, Group> groupsOf(const Sites &sites);

/// A closure of some class that an object of another class keeps: it may call it at any time.
bool isKeptByAnother(const Sites &sites, ir::FunctionId closure);

/// The call under `lock` through which the access of `site` is reached: the outermost one in the
/// function that takes the lock. Null when the lock is taken where the operation stands.
const Step *callUnderLock(const Sites &sites, const Site &site, const HeldLock &lock);

/// The lock `name` of `member`'s object, as it is written in the function of that site; empty when
/// it cannot be written there.
std::string spelled(const Sites &sites, const Member &member, const Chain &name);

} // namespace maplint::race
