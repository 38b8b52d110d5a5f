// What a function may do while a thread that it has started still runs.

#pragma once

#include "lib/flow/Facts.h"

#include <set>

namespace maplint::flow {

/// The instructions of one function that can follow the start of one thread before it is joined.
///
/// Joined means: a join of its handle or of a handle nobody can tell apart from it, the end of a
/// handle that was never detached, or a call that sounds like waiting. In doubt a thread is joined.
class Overlap {
public:
  Overlap(const UnitFacts &facts, const ThreadStart &start);
  /// Of a thread that something outside the unit starts and joins.
  static Overlap ofUnseenStart(const UnitFacts &facts, const ThreadStart &start);

  [[nodiscard]] bool contains(const At &at) const { return reached_.contains(at); }

  [[nodiscard]] const std::set<At> &reached() const { return reached_; }

  /// The thread is started again before it is joined.
  [[nodiscard]] bool repeats() const { return contains(start_.at); }

  /// The same with variable `v` alive: no new `v` is made between the two starts.
  [[nodiscard]] bool repeatsWith(ir::VarId v) const;

  /// Control can leave the function with the thread running.
  [[nodiscard]] bool outlives() const { return outlives_; }

private:
  struct Unseen {};

  Overlap(const UnitFacts &facts, const ThreadStart &start, Unseen)
      : facts_(facts), function_(facts.function(start.at)), start_(start), outlives_(true) {}

  void scan(std::set<At> &reached, bool &leaves, ir::VarId fresh) const;
  [[nodiscard]] bool ends(const ir::Instruction &instruction) const;
  [[nodiscard]] bool isJoinOf(ir::ValueId handle) const;
  [[nodiscard]] std::set<ir::VarId> variablesBehind(ir::ValueId value) const;
  [[nodiscard]] bool handleLeaves() const; ///< detached, moved or stored elsewhere
  void findJoinLoops();
  [[nodiscard]] bool dropsHandle(const ir::Instruction &call) const;
  [[nodiscard]] bool waits(const ir::Instruction &call) const;

  const UnitFacts &facts_;
  const ir::Function &function_;
  const ThreadStart &start_;
  ir::VarId handle_ = ir::none;
  bool handleLeaves_ = false;
  std::set<ir::LoopId> joinLoops_; ///< loops that join: behind them nothing runs any more
  std::set<At> reached_;
  bool outlives_ = false;
};

/// True when the function itself waits for some thread; waiting for the tasks of a team is not
/// that.
bool joins(const ir::Function &function);

/// The same, or something it calls does: `stop()` for a destructor that begins with it.
bool joinsOrCallsJoin(const ir::Unit &unit, const ir::Function &function);

} // namespace maplint::flow
