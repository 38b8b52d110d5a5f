#include "lib/flow/CallGraph.h"

#include <gtest/gtest.h>

namespace maplint::flow {
namespace {

using ir::FunctionId;

/// A unit whose functions call what `calls` says, by number.
ir::Unit unitOf(const std::vector<std::vector<FunctionId>> &calls) {
  ir::Unit unit;
  for (FunctionId f = 0; f < calls.size(); ++f) {
    ir::Function function;
    function.symbol = f;
    function.blocks.emplace_back();
    for (const FunctionId callee : calls[f]) {
      ir::Instruction call;
      call.op = ir::Op::Call;
      call.symbol = callee;
      function.blocks.back().instructions.push_back(call);
    }
    unit.functionBySymbol.emplace(f, f);
    unit.functions.push_back(std::move(function));
  }
  return unit;
}

TEST(CallGraph, ComesToCalleesBeforeCallers) {
  const CallGraph graph(unitOf({{2, 1}, {3}, {1, 3}, {}}));
  EXPECT_EQ(graph.bottomUp(), (std::vector<FunctionId>{3, 1, 2, 0}));
}

TEST(CallGraph, KnowsCyclesThroughOthers) {
  const CallGraph graph(unitOf({{1}, {2, 4}, {3}, {1}, {4}, {0}}));
  const std::vector<bool> expected{false, true, true, true, true, false};
  for (FunctionId f = 0; f < expected.size(); ++f)
    EXPECT_EQ(graph.isRecursive(f), expected[f]) << f;
}

TEST(CallGraph, KnowsTwoCyclesThatShareAFunction) {
  const CallGraph graph(unitOf({{1, 2}, {0}, {0, 3}, {}}));
  EXPECT_TRUE(graph.isRecursive(0) && graph.isRecursive(1) && graph.isRecursive(2));
  EXPECT_FALSE(graph.isRecursive(3));
}

TEST(CallGraph, FindsCallersAtAnyDistance) {
  const CallGraph graph(unitOf({{1}, {2}, {}, {2}, {}}));
  EXPECT_EQ(graph.withCallers({2}), (std::set<FunctionId>{0, 1, 2, 3}));
  EXPECT_EQ(graph.withCallers({4}), (std::set<FunctionId>{4}));
}

TEST(CallGraph, CalleesAreNamedOnce) {
  const CallGraph graph(unitOf({{1, 1, 1}, {}}));
  EXPECT_EQ(graph.callees(0).size(), 1U);
}

TEST(CallGraph, FollowsChainsDeeperThanTheStack) {
  static constexpr FunctionId deep = 300'000;
  std::vector<std::vector<FunctionId>> calls(deep);
  for (FunctionId f = 0; f + 1 < deep; ++f)
    calls[f] = {f + 1};
  const CallGraph graph(unitOf(calls));
  EXPECT_EQ(graph.bottomUp().front(), deep - 1);
  EXPECT_EQ(graph.withCallers({deep - 1}).size(), deep);
}

} // namespace
} // namespace maplint::flow
