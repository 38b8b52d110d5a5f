// What a function finds when it begins.

#include "lib/flow/Engine.h"

#include <algorithm>

namespace maplint::flow {

/// True for a constructor that hands over to another one of its class, which sets the members.
static bool delegates(const ir::Unit &unit, const ir::Function &constructor) {
  return std::ranges::any_of(constructor.blocks, [&](const ir::Block &block) {
    return std::ranges::any_of(block.instructions, [&](const ir::Instruction &i) {
      const ir::Symbol *callee = i.op == ir::Op::Call ? unit.symbol(i.symbol) : nullptr;
      return callee && callee->owner == constructor.record && !i.operands.empty() &&
             i.operands[0] == 0;
    });
  });
}

/// A member as a constructor finds it: empty, or a pointer that points nowhere until it is set,
/// here or `isSetElsewhere`.
void Engine::beginField(State &state, ir::SymbolId field, bool isSetElsewhere) {
  const ir::Symbol &symbol = unit_.symbols[field];
  const ir::Type *type = unit_.type(symbol.type);
  const PathId path = domain_.path(PathKind::Field, domain_.path(PathKind::This), field);
  if (!type || symbol.isReference)
    return;
  if (type->kind == ir::TypeKind::Container)
    state.contents[path] = {.fill = Fill::Empty, .isBare = true};
  if (type->kind == ir::TypeKind::Pointer && !symbol.hasInitializer && !isSetElsewhere)
    state.store[path] = {.sym = domain_.sym(SymKind::Null, id_, neverMade)};
}

/// A program begins with the globals that nobody has set.
void Engine::beginGlobals(State &state) {
  if (function_.name != "main" || function_.isMethod || function_.isLambda)
    return;
  for (const ir::SymbolId global : shared_.nullAtStart) {
    const PathId path = domain_.path(PathKind::Global, 0, global);
    const SymId place = domain_.sym(SymKind::Address, path);
    state.store[path] = {.sym = domain_.sym(SymKind::Null, id_, neverMade, {place})};
  }
}

State Engine::initial() {
  State state;
  // A constructor finds the containers of its own object empty.
  if (const ir::Record *record =
          function_.isConstructor ? unit_.record(function_.record) : nullptr) {
    const bool isSetElsewhere = delegates(unit_, function_);
    for (const ir::SymbolId field : record->fields)
      beginField(state, field, isSetElsewhere);
  }
  beginGlobals(state);
  for (const Resting &seed : seeds_) {
    Value held{.sym = seed.handle};
    if (seed.isDead) {
      deaths_.push_back(seed.death);
      held.death = static_cast<std::uint32_t>(deaths_.size());
      for (const auto &[member, sym] : seed.along)
        state.store.try_emplace(member, Value{.sym = sym});
    }
    state.store[seed.member] = held;
  }
  return state;
}

} // namespace maplint::flow
