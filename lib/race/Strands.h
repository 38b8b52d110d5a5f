// What runs beside what: each thread a unit starts, with the accesses it makes in the terms of the
// function that starts it.

#pragma once

#include "lib/flow/Overlap.h"
#include "lib/race/Sharing.h"
#include "lib/race/Sites.h"
#include "lib/race/Terms.h"

#include <memory>

namespace maplint::race {

/// An access of a thread, translated.
struct Seen {
  const Site *site = nullptr;
  PathId path = 0; ///< in terms of the starter
  std::vector<HeldLock> locks;
  /// One that keeps the thread's own copies apart no more than a lock of each: it lies in an object
  /// of which each start was given another.
  HeldLock ownLock{};
  bool indirect = false; ///< through a function pointer: one of those that may be called
};

/// A thread, task or parallel region.
struct Strand {
  const ThreadStart *start = nullptr;
  ir::FunctionId entry = ir::none; ///< none for a region
  flow::Overlap overlap;
  std::vector<Seen> seen;
  /// Of a task: what the function does until the task is surely done.
  std::vector<Seen> beside;
  /// The callable was made by a method of some object: `*this` is that one, not the starter's.
  bool ofOtherObject = false;
  bool kept = false; ///< a callback that lies in a member which the thread calls
  /// Of a method that a library runs on a thread: nothing in the unit starts it.
  std::shared_ptr<const ThreadStart> implied;

  /// The strand's own copies run at the same time when they touch `path`.
  [[nodiscard]] bool besideItself(const Sites &sites, PathId path) const;
};

std::vector<Strand> strandsOf(const Sites &sites, Domain &domain);

} // namespace maplint::race
