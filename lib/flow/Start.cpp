#include "lib/flow/Start.h"

#include <algorithm>
#include <map>
#include <set>

namespace maplint::flow {

namespace {

/// Who calls whom in a unit, from above.
class Callers {
public:
  explicit Callers(const ir::Unit &unit);

  /// True when every chain of calls to `function` begins in `main`, as far as the unit shows.
  [[nodiscard]] bool onlyBelow(ir::FunctionId main, ir::FunctionId function) const;

private:
  std::map<ir::FunctionId, std::set<ir::FunctionId>> callers_;
  std::set<ir::FunctionId> taken_; ///< whose address goes where nobody looks
  const ir::Unit &unit_;
};

Callers::Callers(const ir::Unit &unit) : unit_(unit) {
  for (ir::FunctionId f = 0; f < unit.functions.size(); ++f) {
    std::map<ir::FunctionId, int> named; // a call names its callee first
    ir::forEach(unit.functions[f], [&](const ir::Instruction &i) {
      const bool calls = i.op == ir::Op::Call;
      if (!calls && i.op != ir::Op::Function)
        return;
      const auto body = unit.functionBySymbol.find(i.symbol);
      if (body == unit.functionBySymbol.end())
        return;
      named[body->second] += calls ? -1 : 1;
      if (calls)
        callers_[body->second].insert(f);
    });
    for (const auto &[function, more] : named)
      if (more > 0)
        taken_.insert(function);
  }
}

bool Callers::onlyBelow(ir::FunctionId main, ir::FunctionId function) const {
  std::set<ir::FunctionId> seen{function};
  std::vector<ir::FunctionId> open{function};
  while (!open.empty()) {
    const ir::FunctionId at = open.back();
    open.pop_back();
    if (at == main)
      continue;
    const ir::Function &each = unit_.functions[at];
    const auto callers = callers_.find(at);
    if (callers == callers_.end() || taken_.contains(at) || each.isMethod || each.isLambda)
      return false; // objects and closures may have been made before
    for (const ir::FunctionId caller : callers->second)
      if (seen.insert(caller).second)
        open.push_back(caller);
  }
  return true;
}

/// Function -> the globals that it may set to anything but null.
std::map<ir::SymbolId, std::set<ir::FunctionId>> settersOf(const ir::Unit &unit,
                                                           const std::set<ir::SymbolId> &globals) {
  std::map<ir::SymbolId, std::set<ir::FunctionId>> setters;
  for (ir::FunctionId f = 0; f < unit.functions.size(); ++f) {
    std::map<ir::ValueId, ir::SymbolId> places;
    ir::forEach(unit.functions[f], [&](const ir::Instruction &i) {
      if (i.op == ir::Op::Global && globals.contains(i.symbol))
        places[i.result] = i.symbol;
      const bool looks = i.op == ir::Op::Load || i.op == ir::Op::Get || i.op == ir::Op::Deref ||
                         i.op == ir::Op::Truth || i.op == ir::Op::StoreNull;
      for (const ir::ValueId operand : i.operands)
        if (const auto place = looks ? places.end() : places.find(operand); place != places.end())
          setters[place->second].insert(f);
    });
  }
  return setters;
}

} // namespace

std::vector<ir::SymbolId> nullWhenMainBegins(const ir::Unit &unit) {
  ir::FunctionId main = ir::none;
  std::size_t mains = 0;
  for (ir::FunctionId f = 0; f < unit.functions.size(); ++f)
    if (unit.functions[f].name == "main" && !unit.functions[f].isMethod) {
      main = f;
      ++mains;
    }
  std::set<ir::SymbolId> globals;
  for (ir::SymbolId id = 0; id < unit.symbols.size(); ++id) {
    const ir::Symbol &symbol = unit.symbols[id];
    const ir::Type *type = unit.type(symbol.type);
    if (symbol.kind == ir::SymbolKind::Global && symbol.isInternal && !symbol.hasInitializer &&
        !symbol.isThreadLocal && type && type->pointerLike())
      globals.insert(id);
  }
  if (mains != 1 || globals.empty())
    return {};
  const Callers callers(unit);
  std::vector<ir::SymbolId> result;
  const auto setters = settersOf(unit, globals);
  for (const ir::SymbolId global : globals) {
    const auto by = setters.find(global);
    const auto isLate = [&](ir::FunctionId f) { return callers.onlyBelow(main, f); };
    if (by == setters.end() || std::ranges::all_of(by->second, isLate))
      result.push_back(global);
  }
  return result;
}

} // namespace maplint::flow
