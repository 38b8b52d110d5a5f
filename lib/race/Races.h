// Races on containers: what two threads can reach without a common lock, and what breaks the
// discipline that the rest of a class or file keeps.
//
//   UnitFacts -> Sites -> Strands    -> conflicts that threads of this unit can have
//                      -> Discipline -> accesses without the lock that guards the others
//             -> Race: one for each container, at the access to blame

#pragma once

#include "lib/core/Finding.h"
#include "lib/flow/Facts.h"
#include "lib/race/Terms.h"

#include <string>
#include <vector>

namespace maplint::race {

/// A container that threads can corrupt.
struct Race {
  enum class Kind : std::uint8_t {
    Unguarded,   ///< no lock is ever taken for it
    Forgotten,   ///< not under the lock that guards it elsewhere
    SharedWrite, ///< written under a lock that others may hold at the same time
    DeadGuard,   ///< the guard is gone before the access
    OwnLock,     ///< under a lock of which each thread has its own
    Outlives,    ///< a handle taken under the lock is used after that was released
    Unposted,    ///< every other access is posted to one thread
  } kind = Kind::Unguarded;
  SourceRange range;                   ///< the access to blame, or the call that leads to it
  ir::FunctionId function = ir::none;  ///< in which the range stands
  std::string container;               ///< as the reader writes it
  ir::SymbolId declaration = ir::none; ///< of the container, whatever object it is in
  std::string mutex;                   ///< what guards it elsewhere; empty when nothing does
  std::string mutexHere;               ///< as the blamed function would write it; empty if unknown
  bool writes = false;
  Confidence confidence = Confidence::Low;
  std::vector<Step> notes;
  std::vector<ThreadPath> threads; ///< the two that meet, the one to blame first
  SourceRange guard;               ///< where another access takes the lock, for a fix
  bool guardShared = false;        ///< it is taken shared there
  SourceRange deadGuard;           ///< the guard that dies at once
  std::string handle;              ///< of a handle that outlives the lock: its name, if it has one
};

/// The races of a unit, one a container, in the order of their places.
std::vector<Race> findRaces(const UnitFacts &facts);

} // namespace maplint::race
