#include "lib/flow/Distinct.h"

#include <algorithm>
#include <set>

namespace maplint::flow {

using ir::Op;
using model::OpKind;

namespace {

/// Follows the result of an insertion to where it ends.
class ResultUse {
public:
  ResultUse(const ir::Function &function, const LoopGraph &graph, bool mayReturn = false)
      : function_(function), graph_(graph), mayReturn_(mayReturn) {}

  /// True when nothing but assertions looks at `value`.
  bool isOnlyAsserted(ir::ValueId value);

private:
  bool isHarmless(const ir::Instruction &use, ir::ValueId value);
  bool isOnlyAsserted(const ir::Instruction &from, ir::VarId variable);
  [[nodiscard]] bool isAssertion(const ir::Block &block) const;

  const ir::Function &function_;
  const LoopGraph &graph_;
  bool mayReturn_;
  std::set<ir::ValueId> seen_;
};

} // namespace

/// True when one side of the branch ends the program.
bool ResultUse::isAssertion(const ir::Block &block) const {
  return std::ranges::any_of(
      block.successors, [&](ir::BlockId next) { return next != ir::none && graph_.aborts(next); });
}

bool ResultUse::isOnlyAsserted(ir::ValueId value) {
  if (!value || !seen_.insert(value).second)
    return true;
  for (const ir::Block &block : function_.blocks) {
    if (block.condition == value && !isAssertion(block))
      return false;
    for (const ir::Instruction &i : block.instructions)
      if (std::ranges::find(i.operands, value) != i.operands.end() && !isHarmless(i, value))
        return false;
  }
  return true;
}

/// Every other mention of a variable that holds the result.
bool ResultUse::isOnlyAsserted(const ir::Instruction &place, ir::VarId variable) {
  for (const ir::Block &block : function_.blocks)
    for (const ir::Instruction &i : block.instructions)
      if (i.op == Op::Var && i.index == variable && i.result != place.result &&
          !isOnlyAsserted(i.result))
        return false;
  return true;
}

bool ResultUse::isHarmless(const ir::Instruction &use, ir::ValueId value) {
  switch (use.op) {
  case Op::First:
  case Op::Second:
  case Op::Load:
  case Op::Truth:
  case Op::Not:
  case Op::Temporary:
  case Op::Copy:
  case Op::Compare: return isOnlyAsserted(use.result);
  case Op::Return: return mayReturn_;
  case Op::Store:
    if (use.operands.size() < 2 || use.operands[1] != value)
      return false;
    break;
  default: return false;
  }
  for (const ir::Block &block : function_.blocks)
    for (const ir::Instruction &i : block.instructions)
      if (i.op == Op::Var && i.result == use.operands[0])
        return isOnlyAsserted(i, i.index);
  return false;
}

/// `m[k] = v`, and nothing else is done with the element. Who writes `m[k];` only makes sure that
/// the key is there: it may well come again.
static bool isOnlyAssigned(const ir::Function &function, ir::ValueId element) {
  bool isAssigned = false;
  for (const ir::Block &block : function.blocks) {
    if (block.condition == element)
      return false;
    for (const ir::Instruction &i : block.instructions) {
      if (std::ranges::find(i.operands, element) == i.operands.end())
        continue;
      const bool isTarget =
          i.operands[0] == element && std::ranges::count(i.operands, element) == 1;
      const bool replaces = i.op == Op::Container && (i.operation->kind == OpKind::Replace ||
                                                      i.operation->kind == OpKind::Clear);
      if (!isTarget || (i.op != Op::Store && i.op != Op::StoreNull && !replaces))
        return false;
      isAssigned = true;
    }
  }
  return isAssigned;
}

bool isOnlyAsserted(const ir::Function &function, const LoopGraph &graph, ir::ValueId result) {
  return ResultUse(function, graph).isOnlyAsserted(result);
}

bool isOnlyReturned(const ir::Function &function, const LoopGraph &graph, ir::ValueId result) {
  return ResultUse(function, graph, /*mayReturn=*/true).isOnlyAsserted(result);
}

bool expectsNewKey(const ir::Function &function, const LoopGraph &graph,
                   const ir::Instruction &insertion) {
  if (insertion.operation->kind == OpKind::Subscript)
    return isOnlyAssigned(function, insertion.result);
  return isOnlyAsserted(function, graph, insertion.result);
}

bool keyVaries(const Origins &origins, const ir::Instruction &insertion, ir::LoopId loop) {
  const auto first = static_cast<std::size_t>(insertion.operation->keyArgument) + 1;
  ir::ValueId key = insertion.operands[first];
  const ir::Instruction *made = origins.definition(key);
  // emplace(piecewise_construct, key arguments, value arguments)
  if (made && made->op == Op::Global && first + 1 < insertion.operands.size())
    return origins.varies(insertion.operands[first + 1], loop) || origins.varies(key, loop);
  // The element holds the key in front: {key, value}, make_pair(key, value).
  const bool isElement = insertion.container->isMap && insertion.operands.size() == first + 1 &&
                         insertion.operation->kind != OpKind::Subscript;
  for (int steps = 0; isElement && made && steps < 4; ++steps) {
    const bool isPair = made->op == Op::Opaque && made->operands.size() == 2;
    const bool isCall = made->op == Op::Call && made->operands.size() == 3;
    const bool isWrapper =
        made->op == Op::Temporary || (made->op == Op::Opaque && made->operands.size() == 1);
    if (isPair || isCall)
      return origins.varies(made->operands[isCall ? 1 : 0], loop);
    if (!isWrapper)
      break;
    key = made->operands[0];
    made = origins.definition(key);
  }
  return origins.varies(key, loop);
}

} // namespace maplint::flow
