#include "lib/flow/Analysis.h"

#include "lib/flow/Engine.h"

#include <algorithm>

namespace maplint::flow {

namespace {

/// Orders functions so that callees come before callers, as far as recursion allows.
class BottomUp {
public:
  explicit BottomUp(const ir::Unit &unit) : unit_(unit), visited_(unit.functions.size()) {
    for (ir::FunctionId f = 0; f < unit.functions.size(); ++f)
      visit(f);
  }

  std::vector<ir::FunctionId> order;

private:
  void visit(ir::FunctionId f) {
    if (visited_[f])
      return;
    visited_[f] = true;
    for (const ir::Block &block : unit_.functions[f].blocks)
      for (const ir::Instruction &i : block.instructions)
        if (const ir::FunctionId callee = calleeOf(unit_, i); callee != ir::none)
          visit(callee);
    order.push_back(f);
  }

public:
  static ir::FunctionId calleeOf(const ir::Unit &unit, const ir::Instruction &i) {
    if (i.op == ir::Op::Lambda)
      return i.index;
    if (i.op != ir::Op::Call && i.op != ir::Op::Function)
      return ir::none;
    const auto body = unit.functionBySymbol.find(i.symbol);
    return body == unit.functionBySymbol.end() ? ir::none : body->second;
  }

private:
  const ir::Unit &unit_;
  std::vector<bool> visited_;
};

/// True when `function` itself does something the analyses look at.
bool isOfInterest(const ir::Unit &unit, const ir::Function &function) {
  const ir::Type *returned = unit.type(function.returnType);
  if (function.returnsReference || (returned && returned->pointerLike()))
    return true;
  for (const ir::Block &block : function.blocks)
    for (const ir::Instruction &i : block.instructions)
      if (i.op == ir::Op::Container || i.op == ir::Op::Spawn || i.op == ir::Op::Lock ||
          i.op == ir::Op::Invoke || i.op == ir::Op::StoreNull || i.op == ir::Op::NonNull)
        return true;
  return false;
}

/// Functions worth exploring: those of interest and, transitively, their callers.
std::vector<bool> relevant(const ir::Unit &unit, const std::vector<ir::FunctionId> &order) {
  std::vector<bool> result(unit.functions.size());
  const auto callsRelevant = [&](const ir::Function &function) {
    for (const ir::Block &block : function.blocks)
      for (const ir::Instruction &i : block.instructions)
        if (const ir::FunctionId callee = BottomUp::calleeOf(unit, i);
            callee != ir::none && result[callee])
          return true;
    return false;
  };
  for (const ir::FunctionId f : order)
    result[f] = isOfInterest(unit, unit.functions[f]);
  // Recursion needs more than one round; chains of callers are settled by the order.
  for (bool changed = true; changed;) {
    changed = false;
    for (const ir::FunctionId f : order)
      if (!result[f] && callsRelevant(unit.functions[f]))
        changed = result[f] = true;
  }
  return result;
}

/// Fields that some function of the unit gives a capacity: growth there is planned for.
std::set<ir::SymbolId> reservedFields(const ir::Unit &unit) {
  std::set<ir::SymbolId> fields;
  for (const ir::Function &function : unit.functions) {
    std::map<ir::ValueId, ir::SymbolId> fieldOf;
    for (const ir::Block &block : function.blocks)
      for (const ir::Instruction &i : block.instructions) {
        if (i.op == ir::Op::Field)
          fieldOf[i.result] = i.symbol;
        if (i.op != ir::Op::Container || i.operands.empty())
          continue;
        const bool reserves = i.operation->kind == model::OpKind::Reserve ||
                              i.operation->kind == model::OpKind::Rehash;
        if (const auto field = fieldOf.find(i.operands[0]); reserves && field != fieldOf.end())
          fields.insert(field->second);
      }
  }
  return fields;
}

/// Functions that call themselves through others see their own summaries only in a second round.
bool isRecursive(const ir::Unit &unit, ir::FunctionId root) {
  std::vector<ir::FunctionId> open{root};
  std::set<ir::FunctionId> seen;
  while (!open.empty()) {
    const ir::FunctionId f = open.back();
    open.pop_back();
    for (const ir::Block &block : unit.functions[f].blocks)
      for (const ir::Instruction &i : block.instructions) {
        const ir::FunctionId callee = BottomUp::calleeOf(unit, i);
        if (callee == root)
          return true;
        if (callee != ir::none && seen.insert(callee).second)
          open.push_back(callee);
      }
  }
  return false;
}

void dropFactsOf(UnitFacts &facts, ir::FunctionId function) {
  const auto own = [&](const auto &fact) { return fact.at.function == function; };
  std::erase_if(facts.accesses, own);
  std::erase_if(facts.threads, own);
  std::erase_if(facts.nullWrites, own);
  std::erase_if(facts.nullStores, own);
  std::erase_if(facts.uncheckedWrites, own);
  std::erase_if(facts.subscriptTests, own);
  std::erase_if(facts.invalidUses,
                [&](const InvalidUse &use) { return use.use.function == function; });
}

} // namespace

UnitFacts analyse(const ir::Unit &unit) {
  auto domain = std::make_shared<Domain>(unit);
  UnitFacts facts(unit, domain);
  std::vector<Summary> summaries(unit.functions.size());
  const BottomUp bottomUp(unit);
  const std::vector<bool> wanted = relevant(unit, bottomUp.order);
  const Shared shared{
      .unit = unit, .domain = *domain, .summaries = summaries, .reservedFields = reservedFields(unit)};
  std::vector<ir::FunctionId> again;
  for (const ir::FunctionId f : bottomUp.order) {
    if (!wanted[f] || unit.functions[f].blocks.empty())
      continue;
    summaries[f] = Engine(shared, f, facts).run();
    if (isRecursive(unit, f))
      again.push_back(f);
  }
  for (int round = 0; round < 2; ++round)
    for (const ir::FunctionId f : again) {
      dropFactsOf(facts, f);
      summaries[f] = Engine(shared, f, facts).run();
    }
  facts.reachable.resize(unit.functions.size());
  for (ir::FunctionId f = 0; f < unit.functions.size(); ++f)
    facts.reachable[f] = std::move(summaries[f].accesses);
  return facts;
}

} // namespace maplint::flow
