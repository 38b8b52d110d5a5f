// What is known at one point of one path through a function.

#pragma once

#include "lib/flow/Domain.h"
#include "lib/flow/Facts.h"
#include "lib/flow/FlatMap.h"

#include <utility>
#include <vector>

namespace maplint::flow {

/// A value somebody holds: in a variable, a field, or between two instructions.
struct Value {
  SymId sym = 0;
  std::uint32_t death = 0;  ///< 1 + index of what invalidated it; 0 while it is valid
  std::uint32_t origin = 0; ///< 1 + sequence number of the instruction that took the handle
  bool isKept = false;      ///< it was read from a sequence of handles
  PathId object = 0;        ///< where it was copied from, when parts of it are known apart
  friend bool operator==(const Value &, const Value &) = default;
};

/// What a branch or an instruction taught about a symbol.
struct Knowledge {
  bool truth = false;     ///< non-null, non-zero, true
  bool assumed = false;   ///< only because it was dereferenced
  bool defensive = false; ///< a callee was ready for it, without an answer that tells
  std::uint32_t by = 0;   ///< sequence number of the instruction or branch
  friend bool operator==(const Knowledge &, const Knowledge &) = default;
};

/// A lock held, and the guard variable that will release it.
struct Held {
  HeldLock lock;
  ir::VarId guard = ir::none;
  SymId owned = 0; ///< of an attempt: whether it succeeded
  friend auto operator<=>(const Held &, const Held &) = default;
};

/// What is known of a container as a whole.
struct Contents {
  Fill fill = Fill::Unknown;
  bool isBare = false;       ///< nothing was put into it since it was made or cleared
  SymId first = 0;           ///< position of begin() since the last change
  std::uint32_t movedAt = 0; ///< 1 + sequence number of the move that emptied it
  friend bool operator==(const Contents &, const Contents &) = default;
};

struct State {
  FlatMap<PathId, Value> store;
  FlatMap<ir::ValueId, Value> values;
  FlatMap<SymId, Knowledge> known;
  FlatMap<PathId, Contents> contents;
  FlatSet<std::pair<PathId, SymId>> present; ///< container, key: surely there
  /// Container and key -> the operator[] that may have made the element.
  FlatMap<std::pair<PathId, SymId>, std::uint32_t> subscripted;
  /// Container and range -> the insertion that gave it an element for each of the range.
  FlatMap<std::pair<PathId, PathId>, std::uint32_t> filledFrom;
  std::vector<Held> locks;
  /// Origin of a handle whose lock was released since -> 1 + index of that.
  FlatMap<std::uint32_t, std::uint32_t> lapsed;
  bool changedUnderLock = false;  ///< something others see, since the locks held were taken
  std::vector<At> running;        ///< threads started and not yet joined
  FlatSet<std::uint32_t> effects; ///< what this path did that callers can see
  FlatSet<std::uint32_t> touches; ///< the callers' handles it looked through
  bool ended = false;             ///< a return statement was executed
  bool isSupposed = false;        ///< a callable that some caller gives did its worst, see suppose()

  friend bool operator==(const State &, const State &) = default;

  /// True when both hold the same values; only what is known about them may differ.
  [[nodiscard]] bool sameShape(const State &other) const {
    return store == other.store && values == other.values && contents == other.contents &&
           locks == other.locks && running == other.running;
  }

  /// Keeps what both know.
  void intersect(const State &other);
};

} // namespace maplint::flow
