// The places at which a schedule may stop one thread and let another go on.

#pragma once

#include <cstdint>
#include <string_view>

namespace refmap {

/// Where a thread is, as far as a schedule cares. A map passes the points of an operation in the
/// order in which they are listed here.
enum class Point : std::uint8_t {
  ThreadStart,    ///< before the first statement of a thread
  AssignEnter,    ///< before the write flag is looked at
  AssignFlagSet,  ///< the write flag is on, nothing else happened
  AssignInserted, ///< the entry is in its slot, the write flag still on
  EraseEnter,
  EraseFlagSet,
  EraseRemoved,
  ClearEnter,
  ClearFlagSet,
  GrowStart,    ///< a table is about to be replaced by a larger or a fresh one
  EvacuateStep, ///< one old bucket is about to be moved
  LookupEnter,  ///< before the write flag is looked at
  LookupStep,   ///< after that, before the buckets are read
  IterateStart,
  IterateStep, ///< before the write flag is looked at
  Spawn,       ///< a thread was started
  Join,        ///< a thread is about to be waited for
  Lock,        ///< a lock is about to be taken
  Unlock,      ///< a lock was released
  Wait,        ///< a condition variable is about to be waited for
  Notify,      ///< a condition variable was notified
  Atomic,      ///< an atomic is about to be read or written
  Sleep,       ///< time passes; how much means nothing to a schedule
  User,        ///< whatever a test says
};

/// The point's name in traces: `assign-flag-set`.
inline std::string_view name(Point point) {
  switch (point) {
  case Point::ThreadStart: return "thread-start";
  case Point::AssignEnter: return "assign-enter";
  case Point::AssignFlagSet: return "assign-flag-set";
  case Point::AssignInserted: return "assign-inserted";
  case Point::EraseEnter: return "erase-enter";
  case Point::EraseFlagSet: return "erase-flag-set";
  case Point::EraseRemoved: return "erase-removed";
  case Point::ClearEnter: return "clear-enter";
  case Point::ClearFlagSet: return "clear-flag-set";
  case Point::GrowStart: return "grow-start";
  case Point::EvacuateStep: return "evacuate-step";
  case Point::LookupEnter: return "lookup-enter";
  case Point::LookupStep: return "lookup-step";
  case Point::IterateStart: return "iterate-start";
  case Point::IterateStep: return "iterate-step";
  case Point::Spawn: return "spawn";
  case Point::Join: return "join";
  case Point::Lock: return "lock";
  case Point::Unlock: return "unlock";
  case Point::Wait: return "wait";
  case Point::Notify: return "notify";
  case Point::Atomic: return "atomic";
  case Point::Sleep: return "sleep";
  case Point::User: return "user";
  }
  return "";
}

/// True at the points a thread passes while the write flag of some map is on because of it.
constexpr bool isInsideWrite(Point point) {
  switch (point) {
  case Point::AssignFlagSet:
  case Point::AssignInserted:
  case Point::EraseFlagSet:
  case Point::EraseRemoved:
  case Point::ClearFlagSet:
  case Point::GrowStart:
  case Point::EvacuateStep: return true;
  default: return false;
  }
}

/// True at the points from which a thread goes on to look at a map.
constexpr bool isBeforeRead(Point point) {
  return point == Point::LookupEnter || point == Point::LookupStep ||
         point == Point::IterateStart || point == Point::IterateStep;
}

/// True at the points at which a thread may only be waiting in circles.
constexpr bool isIdle(Point point) {
  return point == Point::Atomic || point == Point::Sleep;
}

} // namespace refmap
