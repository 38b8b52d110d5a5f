// Who calls whom in a unit, as far as bodies are known.

#pragma once

#include "lib/ir/Ir.h"

#include <set>
#include <span>
#include <vector>

namespace maplint::flow {

/// The call graph of a unit. A lambda counts as called where it is made, a function where it is
/// named. Made once in time linear in the size of the unit; it keeps no reference to it.
class CallGraph {
public:
  explicit CallGraph(const ir::Unit &unit);

  /// All functions, callees before callers as far as recursion allows.
  [[nodiscard]] const std::vector<ir::FunctionId> &bottomUp() const { return bottomUp_; }

  /// What `f` calls, in the order of its instructions, each once.
  [[nodiscard]] std::span<const ir::FunctionId> callees(ir::FunctionId f) const {
    return callees_[f];
  }

  /// True for a function that may call itself, through others too.
  [[nodiscard]] bool isRecursive(ir::FunctionId f) const { return recursive_[f]; }

  /// `functions` and all that call one of them, through others too.
  [[nodiscard]] std::set<ir::FunctionId> withCallers(std::set<ir::FunctionId> functions) const;

private:
  class Components;

  std::vector<std::vector<ir::FunctionId>> callees_;
  std::vector<std::vector<ir::FunctionId>> callers_;
  std::vector<ir::FunctionId> bottomUp_;
  std::vector<bool> recursive_;
};

} // namespace maplint::flow
