// What a function does to the world of its callers.

#pragma once

#include "lib/flow/Facts.h"

#include <map>
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
  SourceRange range;  ///< of the operation itself
  std::vector<Step> calls;
  friend bool operator==(const Effect &a, const Effect &b) {
    return a.path == b.path && a.kind == b.kind && a.key == b.key && a.position == b.position &&
           a.range == b.range;
  }
};

/// How a path through the function ends, as far as callers can tell paths apart.
enum class Ending : std::uint8_t { Other, True, False, Null, NonNull };

/// All paths that end alike.
struct Outcome {
  Ending ending = Ending::Other;
  SymId result = 0;                    ///< 0 when the paths differ or it is unknown
  std::vector<std::uint32_t> effects;  ///< indices into Summary::effects
  std::map<PathId, SymId> stored;      ///< places of the caller that were set; 0: to something
  std::map<PathId, Fill> fills;
  SourceRange returned;                ///< the return statement, for notes
};

/// A callable parameter that the function calls.
struct Invoked {
  std::uint32_t parameter = 0;
  std::vector<HeldLock> locks; ///< held at each of the calls
};

struct Summary {
  bool computed = false;
  std::vector<Effect> effects;
  std::vector<Outcome> outcomes;
  std::vector<Access> accesses;        ///< its own and its callees'
  std::vector<Invoked> invoked;        ///< parameters that are called
  friend bool sameEffects(const Summary &a, const Summary &b) {
    return a.effects == b.effects && a.outcomes.size() == b.outcomes.size();
  }
};

} // namespace maplint::flow
