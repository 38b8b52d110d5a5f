// Objects that point back to the one that keeps them, and callables that are put into containers.

#include "lib/flow/Engine.h"

#include <algorithm>

namespace maplint::flow {

/// The member container whose element `object` is, or is owned or pointed to by; 0 for none.
PathId Engine::keptIn(PathId object) const {
  for (PathId at = object; at;) {
    if (const PathId container = containerAround(at))
      return domain_[container].kind == PathKind::Field ? container : 0;
    const Path &root = domain_[domain_.root(at)];
    const bool isGiven =
        root.kind == PathKind::Pointee && domain_.symbol(root.a).kind == SymKind::Initial;
    at = isGiven ? domain_.symbol(root.a).a : 0;
  }
  return 0;
}

/// An element that refers to an object of the class it is kept in mostly refers to its keeper: what
/// its method does through such a member is done to that one.
void Engine::aliasKeeper(Binding &binding, ir::FunctionId callee, PathId self) {
  const PathId container = isGuessing_ || !self ? 0 : keptIn(self);
  if (!container)
    return;
  const ir::SymbolId keeper = unit_.symbols[domain_[container].a].owner;
  if (keeper != ir::none && unit_.functions[callee].record != keeper)
    binding.assumeSelf(unit_, keeper, domain_[container].parent, self);
}

/// `jobs_.emplace(id, std::move(job))`: whoever calls what lies in the container may call this.
void Engine::noteInserted(const State &state, const ir::Instruction &i, PathId container) {
  for (unsigned n = 1; n < i.operands.size(); ++n) {
    const Value argument = operand(state, i, n);
    const bool isPlace = ((i.places >> n) & 1U) != 0;
    noteCallback(container, isPlace ? read(state, pathOf(argument)).sym : argument.sym);
  }
}

/// `Timer{period, std::move(action)}`: the callable lies in the only member that can hold it.
void Engine::noteAggregate(const State &state, const ir::Instruction &i) {
  const ir::Type *made = unit_.type(i.type);
  const ir::Record *record = made && made->record != ir::none && !i.operands.empty()
                                 ? unit_.record(made->record)
                                 : nullptr;
  if (!record)
    return;
  const auto holdsCallable = [&](ir::SymbolId field) {
    const ir::Type *type = unit_.type(unit_.symbols[field].type);
    return type && type->kind == ir::TypeKind::Callable;
  };
  if (std::ranges::count_if(record->fields, holdsCallable) != 1)
    return;
  const ir::SymbolId field = *std::ranges::find_if(record->fields, holdsCallable);
  for (unsigned n = 0; n < i.operands.size(); ++n)
    noteCallback(domain_.path(PathKind::Field, domain_.path(PathKind::This), field),
                 operand(state, i, n).sym);
}

/// The element of a container that `place` belongs to; 0 when there is none.
PathId Engine::elementAround(PathId place) const {
  for (PathId at = place; at; at = domain_[at].parent)
    if (domain_[at].kind == PathKind::Element)
      return at;
  return 0;
}

/// `hooks_["warmup"] = [this] { hooks_.erase("warmup"); }`: what lies in an element and erases from
/// the container by a key of its own, a constant or one that it has captured, means that element.
void Engine::eraseItself(const Effect &inner, ir::FunctionId callee, Effect &effect) const {
  if (!running_ || domain_[running_].parent != effect.path || !model::erases(effect.kind))
    return;
  const auto isOwn = [&](SymId sym) {
    const Sym s = sym ? domain_.symbol(sym) : Sym{};
    if (sym && s.kind == SymKind::Integer)
      return true;
    const Path root = sym && s.kind == SymKind::Initial ? domain_[domain_.root(s.a)] : Path{};
    return root.kind == PathKind::Var && root.a == callee &&
           root.b >= unit_.functions[callee].parameters;
  };
  if (isOwn(inner.key) || isOwn(inner.position) || isOwn(inner.iterator))
    effect.position = domain_[running_].a;
}

} // namespace maplint::flow
