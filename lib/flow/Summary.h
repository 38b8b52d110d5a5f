// What a function does to the world of its callers.

#pragma once

#include "lib/flow/Facts.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace maplint::flow {

/// An operation on a container that a caller can name, in the callee's terms.
struct Effect {
  PathId path = 0;
  const model::Container *container = nullptr;
  model::OpKind kind = model::OpKind::Query;
  model::Dies dies = model::Dies::Nothing;
  bool onGrowth = false;
  SymId key = 0;      ///< key of a keyed operation
  SymId position = 0; ///< position of an operation at an iterator
  SymId iterator = 0; ///< that iterator, when only the caller knows where it stands
  SymId last = 0;     ///< position behind an erased range, which is not part of it
  PathId other = 0;   ///< the second container of a swap
  /// What a search compared before it chose the element: a part of it, and what that was equal to.
  std::vector<std::pair<PathId, SymId>> matched;
  bool sparesOwned = false; ///< what the elements own was, or may have been, moved out of them
  bool isGuess = false;     ///< which object a callback works on was inferred from its class
  SourceRange range;        ///< of the operation itself
  std::vector<Step> calls;

  friend bool operator==(const Effect &a, const Effect &b) {
    return a.path == b.path && a.kind == b.kind && a.key == b.key && a.position == b.position &&
           a.iterator == b.iterator && a.range == b.range;
  }
};

/// A handle of the caller's that the function looks through, after `after` has happened.
struct Touch {
  SymId handle = 0;                 ///< the initial value of a parameter or member
  std::vector<std::uint32_t> after; ///< indices into Summary::effects
  SourceRange range;                ///< of the use
  std::vector<Step> calls;          ///< that lead there, outermost first

  friend bool operator==(const Touch &a, const Touch &b) {
    return a.handle == b.handle && a.after == b.after;
  }
};

/// A write through a pointer, and the calls that lead to it.
struct Writing {
  SourceRange range;
  std::string name; ///< of the pointer where the write stands
  std::vector<Step> calls;
};

/// How a path through the function ends, as far as callers can tell paths apart.
enum class Ending : std::uint8_t { Other, True, False, Null, NonNull };

/// All paths that end alike.
struct Outcome {
  Ending ending = Ending::Other;
  SymId result = 0;                   ///< 0 when the paths differ or it is unknown
  std::vector<std::uint32_t> effects; ///< indices into Summary::effects
  std::vector<std::uint32_t> touches; ///< indices into Summary::touches
  std::map<SymId, bool> assumed;      ///< what tests of the caller's values said on the way
  std::map<SymId, Writing> demands;   ///< pointers of the caller's that must not be null
  std::map<PathId, SymId> stored;     ///< places of the caller that were set; 0: to something
  std::pair<PathId, SymId> presence;  ///< the result says whether this container has this key
  SourceRange returned;               ///< the return statement, for notes
};

/// A callable parameter that the function calls.
struct Invoked {
  std::uint32_t parameter = 0;
  std::vector<HeldLock> locks;  ///< held at each of the calls
  std::vector<SymId> arguments; ///< what each of the calls gives it, 0 where they differ
  std::uint32_t places = 0;     ///< bit n set: argument n is a place
};

/// A callable that some call in the program gives a function for one of its parameters, with what
/// it has captured in that function's terms; 0 where the function has no word for it.
struct Given {
  ir::FunctionId body = ir::none;
  std::vector<SymId> captures;
  bool ownsThis = false; ///< `this` of the callable is the object the function is called on
  friend auto operator<=>(const Given &, const Given &) = default;
};

/// A callable parameter that the function starts a thread with.
struct Started {
  std::uint32_t parameter = 0;
  ir::SpawnKind kind = ir::SpawnKind::Thread;
  bool many = false; ///< more than one before it waits for the first of them
  friend auto operator<=>(const Started &, const Started &) = default;
};

struct Summary {
  bool computed = false;
  std::vector<Effect> effects;
  std::vector<Touch> touches;
  std::vector<Outcome> outcomes;
  std::vector<Access> accesses;  ///< its own and its callees'
  std::vector<Invoked> invoked;  ///< parameters that are called
  std::set<Started> started;     ///< parameters that threads are started with
  std::vector<ThreadStart> left; ///< threads that run on when it returns
  /// Parameters that are put into a field, to be called later.
  std::set<std::pair<std::uint32_t, ir::SymbolId>> kept;
  std::set<PathId> robbed; ///< unique pointers it moves from, or the containers they lie in

  /// True when a caller cannot tell the two apart.
  friend bool saysTheSame(const Summary &a, const Summary &b) {
    return a.computed == b.computed && a.effects == b.effects && a.touches == b.touches &&
           a.kept == b.kept && a.robbed == b.robbed && a.accesses.size() == b.accesses.size() &&
           a.invoked.size() == b.invoked.size() && a.started == b.started &&
           a.left.size() == b.left.size() &&
           std::ranges::equal(a.outcomes, b.outcomes, [](const Outcome &x, const Outcome &y) {
             return x.ending == y.ending && x.result == y.result && x.effects == y.effects &&
                    x.touches == y.touches && x.stored == y.stored && x.presence == y.presence;
           });
  }
};

} // namespace maplint::flow
