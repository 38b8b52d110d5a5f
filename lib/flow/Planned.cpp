#include "lib/flow/Planned.h"

#include "lib/flow/Wording.h"

#include <algorithm>
#include <set>

namespace maplint::flow {

using ir::Op;

/// The values that a test of `result` is made of: whether the key was new.
static std::set<ir::ValueId> answersOf(const ir::Function &function, ir::ValueId result) {
  std::set<ir::ValueId> answers{result};
  std::set<ir::VarId> named;
  for (bool changed = true; changed;) {
    changed = false;
    const ir::Instruction *last = nullptr;
    ir::forEach(function, [&](const ir::Instruction &i) {
      // `const bool isNew = ...`: the place comes right before what is put there.
      if (i.op == Op::Store && last && last->op == Op::Var && last->result == i.operands[0] &&
          answers.contains(i.operands[1]))
        changed |= named.insert(last->index).second;
      if (i.op == Op::Var && named.contains(i.index))
        changed |= answers.insert(i.result).second;
      last = &i;
      const bool passesOn = i.op == Op::Second || i.op == Op::Load || i.op == Op::Truth ||
                            i.op == Op::Not || i.op == Op::Temporary;
      if (passesOn && i.result && answers.contains(i.operands[0]))
        changed |= answers.insert(i.result).second;
    });
  }
  return answers;
}

/// The local sequences that a method called one of `names` is called on in `block`.
static std::set<ir::VarId> calledOn(const UnitFacts &facts, const ir::Block &block,
                                    const Origins &origins,
                                    std::initializer_list<std::string_view> names,
                                    const ir::Instruction **call = nullptr) {
  std::set<ir::VarId> found;
  for (const ir::Instruction &i : block.instructions) {
    const ir::Symbol *callee = i.op == Op::Call ? facts.unit().symbol(i.symbol) : nullptr;
    if (!callee || !callee->inSystemHeader || i.operands.size() < 2 ||
        std::ranges::find(names, lastName(callee->name)) == names.end())
      continue;
    if (const ir::VarId variable = origins.variableOf(i.operands[0]); variable != ir::none) {
      found.insert(variable);
      if (call)
        *call = &i;
    }
  }
  return found;
}

/// What stands between the parentheses of `out.reserve(...)`.
static std::string argumentOf(std::string_view call) {
  const auto begin = call.find("reserve(");
  if (begin == std::string_view::npos || !call.ends_with(')') ||
      call.find('\n') != std::string_view::npos)
    return {};
  const auto from = begin + std::string_view("reserve(").size();
  return std::string(call.substr(from, call.size() - from - 1));
}

std::string plannedNumber(const UnitFacts &facts, const At &insertion, const LoopGraph &graph,
                          const Origins &origins) {
  const ir::Function &function = facts.function(insertion);
  const ir::LoopId loop = function.blocks[insertion.block].loop;
  const std::string &rounds = function.loops[loop].trip.expression;
  const auto answers = answersOf(function, facts.instruction(insertion).result);
  std::set<ir::VarId> results;
  for (const ir::Block &block : function.blocks)
    if (answers.contains(block.condition))
      for (const ir::BlockId next : block.successors)
        if (next != ir::none && graph.isInside(next, loop))
          results.merge(
              calledOn(facts, function.blocks[next], origins, {"push_back", "emplace_back"}));
  if (rounds.empty() || results.empty())
    return {};
  for (ir::BlockId b = 0; b < function.blocks.size(); ++b) {
    const ir::Instruction *reserve = nullptr;
    const auto given = calledOn(facts, function.blocks[b], origins, {"reserve"}, &reserve);
    const bool isFor =
        std::ranges::any_of(given, [&](auto each) { return results.contains(each); });
    if (!isFor || graph.isInside(b, loop) || !graph.reaches(b, graph.header(loop)))
      continue;
    if (std::string number = argumentOf(facts.text(reserve->range));
        number.find(rounds) != std::string::npos)
      return number;
  }
  return {};
}

} // namespace maplint::flow
