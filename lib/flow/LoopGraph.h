// The control flow of loops: where their rounds begin and what every round passes through.

#pragma once

#include "lib/ir/Ir.h"

#include <set>
#include <vector>

namespace maplint::flow {

class LoopGraph {
public:
  explicit LoopGraph(const ir::Function &function);

  /// True when `block` belongs to `loop` or to a loop in it.
  [[nodiscard]] bool isInside(ir::BlockId block, ir::LoopId loop) const;

  /// The block each round begins with: where control enters from outside. `none` when there are
  /// several, or none that can be reached.
  [[nodiscard]] ir::BlockId header(ir::LoopId loop) const { return headers_[loop]; }

  /// True when each round passes through one of `blocks` and only the loop's own test ends it.
  /// A function that does not return ends the program, not the loop.
  [[nodiscard]] bool isEveryRound(ir::LoopId loop, const std::set<ir::BlockId> &blocks) const;
  /// True when no way from the entry to the end of the function leads around `block`.
  [[nodiscard]] bool isOnEveryWay(ir::BlockId block) const;
  /// True when `to` can be reached after `from` has been left.
  [[nodiscard]] bool reaches(ir::BlockId from, ir::BlockId to) const;
  /// True when `block` ends the program, now or after a few more steps that nothing turns aside.
  [[nodiscard]] bool aborts(ir::BlockId block) const;

private:
  [[nodiscard]] bool isPassage(ir::BlockId block) const;
  [[nodiscard]] ir::BlockId behindPassages(ir::BlockId block) const;
  [[nodiscard]] bool leavesElsewhere(ir::LoopId loop) const;
  [[nodiscard]] std::set<ir::BlockId> reachableFrom(ir::BlockId block) const;
  void findHeaders();

  const ir::Function &function_;
  std::vector<std::vector<ir::BlockId>> next_; ///< by block, passages skipped
  std::set<ir::BlockId> reachable_;            ///< from the entry
  std::vector<ir::BlockId> headers_;           ///< by loop
};

/// True when `inner` is `outer` or lies in it.
bool isWithin(const ir::Function &function, ir::LoopId inner, ir::LoopId outer);

} // namespace maplint::flow
