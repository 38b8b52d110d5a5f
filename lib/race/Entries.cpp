#include "lib/race/Entries.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace maplint::race {

const ir::Instruction *makerOf(const ir::Function &function, ir::ValueId value) {
  for (const ir::Block &block : function.blocks)
    for (const ir::Instruction &i : block.instructions)
      if (i.result == value && value)
        return &i;
  return nullptr;
}

/// The lambdas that anybody puts into the member `place`: each may be what is called there.
static std::set<ir::FunctionId> keptIn(const UnitFacts &facts, const ir::Instruction *place) {
  std::set<ir::FunctionId> found;
  if (!place || place->op != ir::Op::Field)
    return found;
  if (const auto kept = facts.callbacks.find(place->symbol); kept != facts.callbacks.end())
    std::ranges::copy_if(kept->second, std::inserter(found, found.end()),
                         [&](ir::FunctionId f) { return facts.unit().functions[f].isLambda; });
  return found;
}

/// The lambdas that a function may return.
static std::set<ir::FunctionId> returnedBy(const ir::Function &body) {
  std::set<ir::FunctionId> found;
  std::vector<ir::ValueId> returned;
  forEach(body, [&](const ir::Instruction &i) {
    if (i.op == ir::Op::Return)
      returned.insert(returned.end(), i.operands.begin(), i.operands.end());
  });
  for (std::size_t n = 0; n < returned.size() && n < 32; ++n)
    forEach(body, [&](const ir::Instruction &i) {
      if (i.result != returned[n])
        return;
      if (i.op == ir::Op::Lambda && i.index != ir::none)
        found.insert(i.index);
      else if (i.op == ir::Op::Load || i.op == ir::Op::Temporary || i.op == ir::Op::Copy)
        returned.insert(returned.end(), i.operands.begin(), i.operands.end());
    });
  return found;
}

std::set<ir::FunctionId> entriesOf(const UnitFacts &facts, const ThreadStart &start) {
  if (start.entry != ir::none)
    return {start.entry};
  const ir::Instruction &spawn = facts.instruction(start.at);
  const ir::Function &starter = facts.function(start.at);
  const ir::Instruction *made =
      spawn.operands.empty() ? nullptr : makerOf(starter, spawn.operands[0]);
  if (made && made->op == ir::Op::Load && !made->operands.empty())
    return keptIn(facts, makerOf(starter, made->operands[0]));
  const ir::Function *body =
      made && made->op == ir::Op::Call ? facts.unit().body(made->symbol) : nullptr;
  return body ? returnedBy(*body) : std::set<ir::FunctionId>();
}

/// `entry`, the lambdas made there, and all that these call.
static std::set<ir::FunctionId> reachableFrom(const ir::Unit &unit, ir::FunctionId entry) {
  std::set<ir::FunctionId> seen{entry};
  std::vector<ir::FunctionId> open{entry};
  while (!open.empty()) {
    const ir::FunctionId f = open.back();
    open.pop_back();
    forEach(unit.functions[f], [&](const ir::Instruction &i) {
      ir::FunctionId next = i.op == ir::Op::Lambda ? i.index : ir::none;
      if (i.op == ir::Op::Call)
        if (const auto body = unit.functionBySymbol.find(i.symbol);
            body != unit.functionBySymbol.end())
          next = body->second;
      if (next != ir::none && seen.insert(next).second)
        open.push_back(next);
    });
  }
  return seen;
}

std::set<std::size_t> pointerCalls(const ir::Unit &unit, ir::FunctionId entry) {
  std::set<std::size_t> counts;
  for (const ir::FunctionId f : reachableFrom(unit, entry))
    forEach(unit.functions[f], [&](const ir::Instruction &i) {
      if (i.op != ir::Op::Invoke || i.operands.empty())
        return;
      // An object that is called is a place; a function pointer has been loaded.
      const ir::Instruction *callable = makerOf(unit.functions[f], i.operands[0]);
      if (callable && callable->op == ir::Op::Load)
        counts.insert(i.operands.size() - 1);
    });
  return counts;
}

std::set<ir::FunctionId> keptCalls(const UnitFacts &facts, ir::FunctionId entry) {
  std::set<ir::FunctionId> found;
  if (facts.callbacks.empty())
    return found;
  const ir::Unit &unit = facts.unit();
  for (const ir::FunctionId f : reachableFrom(unit, entry))
    forEach(unit.functions[f], [&](const ir::Instruction &i) {
      if (i.op != ir::Op::Invoke || i.operands.empty())
        return;
      const ir::Instruction *place = makerOf(unit.functions[f], i.operands[0]);
      if (place && place->op == ir::Op::Load && !place->operands.empty())
        place = makerOf(unit.functions[f], place->operands[0]);
      for (const ir::FunctionId closure : keptIn(facts, place)) {
        const ir::SymbolId record = unit.functions[closure].record;
        if (record != ir::none && record != unit.symbols[place->symbol].owner)
          found.insert(closure);
      }
    });
  return found;
}

} // namespace maplint::race
