#include "lib/flow/CallGraph.h"

#include <algorithm>
#include <utility>

namespace maplint::flow {

static ir::FunctionId calleeOf(const ir::Unit &unit, const ir::Instruction &i) {
  if (i.op == ir::Op::Lambda)
    return i.index;
  if (i.op != ir::Op::Call && i.op != ir::Op::Function)
    return ir::none;
  const auto body = unit.functionBySymbol.find(i.symbol);
  return body == unit.functionBySymbol.end() ? ir::none : body->second;
}

/// Tarjan's strongly connected components ("Depth-first search and linear graph algorithms", 1972),
/// with a stack of its own: generated code calls deeper than the machine's stack allows.
class CallGraph::Components {
public:
  explicit Components(CallGraph &graph)
      : graph_(graph), number_(graph.callees_.size()), lowest_(graph.callees_.size()),
        isOpen_(graph.callees_.size()) {
    for (ir::FunctionId f = 0; f < graph.callees_.size(); ++f)
      if (!number_[f])
        visit(f);
  }

private:
  struct Frame {
    ir::FunctionId function;
    std::size_t next = 0; ///< the callee to look at
  };

  void enter(ir::FunctionId f) {
    number_[f] = lowest_[f] = ++last_;
    isOpen_[f] = true;
    component_.push_back(f);
    frames_.push_back({.function = f});
  }

  void visit(ir::FunctionId root) {
    enter(root);
    while (!frames_.empty()) {
      const ir::FunctionId f = frames_.back().function;
      const std::span<const ir::FunctionId> callees = graph_.callees(f);
      if (frames_.back().next == callees.size()) {
        leave(f);
        continue;
      }
      const ir::FunctionId callee = callees[frames_.back().next++];
      if (!number_[callee])
        enter(callee);
      else if (isOpen_[callee])
        lowest_[f] = std::min(lowest_[f], number_[callee]);
    }
  }

  void leave(ir::FunctionId f) {
    frames_.pop_back();
    if (!frames_.empty())
      lowest_[frames_.back().function] = std::min(lowest_[frames_.back().function], lowest_[f]);
    graph_.bottomUp_.push_back(f);
    if (lowest_[f] == number_[f])
      close(f);
  }

  /// Takes the component that was entered through `first` off the open ones.
  void close(ir::FunctionId first) {
    const auto begin = std::ranges::find(component_.rbegin(), component_.rend(), first).base() - 1;
    const bool isCycle = component_.end() - begin > 1;
    for (auto each = begin; each != component_.end(); ++each) {
      isOpen_[*each] = false;
      if (isCycle)
        graph_.recursive_[*each] = true;
    }
    component_.erase(begin, component_.end());
  }

  CallGraph &graph_;
  std::vector<std::uint32_t> number_; ///< by function, in the order of discovery from 1; 0: unseen
  std::vector<std::uint32_t> lowest_; ///< the lowest number of an open function that it reaches
  std::vector<bool> isOpen_;
  std::vector<ir::FunctionId> component_; ///< the open functions
  std::vector<Frame> frames_;
  std::uint32_t last_ = 0;
};

CallGraph::CallGraph(const ir::Unit &unit)
    : callees_(unit.functions.size()), callers_(unit.functions.size()),
      recursive_(unit.functions.size()) {
  std::vector<ir::FunctionId> seenIn(unit.functions.size(), ir::none);
  for (ir::FunctionId f = 0; f < unit.functions.size(); ++f) {
    const ir::Function &function = unit.functions[f];
    recursive_[f] = std::ranges::any_of(function.variables, &ir::Variable::isSelf);
    ir::forEach(function, [&](const ir::Instruction &i) {
      const ir::FunctionId callee = calleeOf(unit, i);
      if (callee == ir::none || std::exchange(seenIn[callee], f) == f)
        return;
      if (callee == f)
        recursive_[f] = true;
      callees_[f].push_back(callee);
      callers_[callee].push_back(f);
    });
  }
  Components components(*this);
}

std::set<ir::FunctionId> CallGraph::withCallers(std::set<ir::FunctionId> functions) const {
  std::vector<ir::FunctionId> open(functions.begin(), functions.end());
  while (!open.empty()) {
    const ir::FunctionId f = open.back();
    open.pop_back();
    for (const ir::FunctionId caller : callers_[f])
      if (functions.insert(caller).second)
        open.push_back(caller);
  }
  return functions;
}

} // namespace maplint::flow
