// The write flag of Go's map on C++'s containers: [container.requirements.dataraces] says which
// operations only read. Two operations that overlap, one of them writing, are a fault, and a
// scheduler can make them overlap, because each operation can be interrupted inside.

#pragma once

#include "lib/refmap/Schedule.h"
#include "lib/refmap/face/Access.h"
#include "lib/refmap/face/Element.h"

#include <string_view>

namespace refmap::face {

namespace detail {

inline void yieldPoint(Point point, bool nothrow) {
  Schedule *const schedule = Schedule::current();
  if (!schedule) [[likely]]
    return;
  nothrow ? schedule->yieldNothrow(point) : schedule->yield(point);
}

[[noreturn]] inline void raiseRace(std::string_view text) {
  raise({.kind = FaultKind::Fatal, .text = std::string(text)});
}

} // namespace detail

/// The points an operation passes that changes a container.
struct Operation {
  Point enter;
  Point flagSet;
  Point done;
  bool nothrow = false; ///< its function says noexcept
};

inline constexpr Operation assigning{Point::AssignEnter, Point::AssignFlagSet,
                                     Point::AssignInserted};
inline constexpr Operation erasing{Point::EraseEnter, Point::EraseFlagSet, Point::EraseRemoved};
inline constexpr Operation clearing{Point::ClearEnter, Point::ClearFlagSet, Point::ClearFlagSet};
/// Both sides of a move.
inline constexpr Operation moving{Point::AssignEnter, Point::AssignFlagSet, Point::AssignInserted,
                                  true};

/// An operation that may change the container, for the length of a scope. `holder` is what the
/// container holds its contents with: behind a null pointer there is none.
class Writing {
public:
  template <class Holder>
  Writing(const Holder &holder, const Operation &operation)
      : announced_(Access::Write), done_(operation.done) {
    auto *const contents = holder.get();
    detail::yieldPoint(operation.enter, operation.nothrow);
    if (contents->writing.exchange(true))
      detail::raiseRace("concurrent map writes");
    flag_ = &contents->writing;
    detail::yieldPoint(operation.flagSet, operation.nothrow);
  }

  ~Writing() {
    detail::yieldPoint(done_, true);
    flag_->store(false);
  }

  Writing(const Writing &) = delete;
  Writing &operator=(const Writing &) = delete;

private:
  Announced announced_;
  Point done_;
  std::atomic<bool> *flag_ = nullptr;
};

/// An operation that only reads. It looks for a writer twice, because one may come in between.
class Reading {
public:
  template <class Holder>
  explicit Reading(const Holder &holder) : announced_(Access::Read) {
    look(*holder, Point::LookupEnter, "concurrent map read and map write");
    look(*holder, Point::LookupStep, "concurrent map read and map write");
  }

private:
  template <class Contents>
  static void look(const Contents &contents, Point point, std::string_view race) {
    yieldPoint(point);
    if (contents.writing.load())
      detail::raiseRace(race);
  }

  Announced announced_;
};

/// The start and each step of an iteration.
template <class Contents>
void iterating(const Contents &contents, Point point) {
  yieldPoint(point);
  if (contents.writing.load())
    detail::raiseRace("concurrent map iteration and map write");
}

} // namespace refmap::face
