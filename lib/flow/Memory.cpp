// Values, places, assignments.

#include "lib/flow/Engine.h"

#include <algorithm>

namespace maplint::flow {

Value Engine::operand(const State &state, const ir::Instruction &i, unsigned n) const {
  if (n >= i.operands.size() || i.operands[n] == 0)
    return {};
  const auto found = state.values.find(i.operands[n]);
  return found == state.values.end() ? Value{} : found->second;
}

PathId Engine::pathOf(const Value &place) {
  if (!place.sym)
    return 0;
  const Sym s = domain_.symbol(place.sym);
  return s.kind == SymKind::Address ? s.a : domain_.path(PathKind::Pointee, 0, place.sym);
}

PathId Engine::operandPath(const State &state, const ir::Instruction &i, unsigned n) {
  return pathOf(operand(state, i, n));
}

Value Engine::operandValue(State &state, const ir::Instruction &i, unsigned n) {
  const Value value = operand(state, i, n);
  const bool isPlace = n < 32 && ((i.places >> n) & 1U) != 0;
  if (!isPlace)
    return value;
  const PathId path = pathOf(value);
  if (!path)
    return {};
  Value loaded = read(state, path);
  if (!loaded.death)
    loaded.death = value.death;
  return loaded;
}

PathId Engine::variable(ir::VarId id) { return domain_.path(PathKind::Var, 0, id_, id); }

Value Engine::read(const State &state, PathId path) {
  if (!path)
    return {};
  const auto stored = state.store.find(path);
  if (stored != state.store.end())
    return stored->second;
  const Path step = domain_[path];
  if (step.parent) {
    // A part of something that was copied as a whole has the value it had in the original.
    const auto whole = state.store.find(step.parent);
    if (whole != state.store.end() && whole->second.sym) {
      const Sym s = domain_.symbol(whole->second.sym);
      const bool half = step.kind == PathKind::First || step.kind == PathKind::Second;
      if (s.kind == SymKind::Pair && half) {
        Value part = whole->second;
        part.sym = s.operands[step.kind == PathKind::First ? 0 : 1];
        return part;
      }
      if (s.kind == SymKind::Initial) {
        if (const PathId original = domain_.path(step.kind, s.a, step.a, step.b))
          return {.sym = domain_.sym(SymKind::Initial, original)};
        return {};
      }
      if (s.kind != SymKind::Pair)
        return {};
    }
  }
  return {.sym = domain_.sym(SymKind::Initial, path)};
}

void Engine::erase(State &state, PathId path) {
  std::erase_if(state.store, [&](const auto &entry) { return domain_.isWithin(entry.first, path); });
}

void Engine::write(State &state, PathId path, Value value) {
  if (!path)
    return;
  erase(state, path);
  if (!value.sym)
    value.sym = fresh(state);
  state.store[path] = value;
}

SymId Engine::stale(SymId sym) {
  const Sym s = domain_.symbol(sym);
  if (s.kind == SymKind::Iterator && !domain_.pathBuiltFrom(s.a, id_, sequence_))
    return domain_.sym(SymKind::Iterator, s.a, domain_.sym(SymKind::Stale, id_, sequence_));
  return 0;
}

void Engine::purge(State &state, std::uint32_t sequence) {
  const auto made = [&](SymId sym) { return domain_.builtFrom(sym, id_, sequence); };
  std::erase_if(state.store,
                [&](const auto &entry) { return domain_.pathBuiltFrom(entry.first, id_, sequence); });
  for (auto &[path, value] : state.store)
    if (made(value.sym))
      value.sym = stale(value.sym);
  for (auto &[id, value] : state.values)
    if (made(value.sym))
      value.sym = stale(value.sym);
  std::erase_if(state.known, [&](const auto &entry) { return made(entry.first); });
  const auto gone = [&](const auto &entry) {
    return domain_.pathBuiltFrom(entry.first, id_, sequence) || made(entry.second);
  };
  std::erase_if(state.present, gone);
  std::erase_if(state.subscripted, [&](const auto &entry) { return gone(entry.first); });
  std::erase_if(state.contents, [&](const auto &entry) {
    return domain_.pathBuiltFrom(entry.first, id_, sequence);
  });
}

SymId Engine::fresh(State &state, SymKind kind) {
  if (inLoop())
    purge(state, sequence_);
  return domain_.sym(kind, id_, sequence_);
}

void Engine::result(State &state, const ir::Instruction &i, Value value) {
  if (i.result)
    state.values[i.result] = value;
}

void Engine::forget(State &state, PathId path) {
  erase(state, path);
  for (auto &[place, value] : state.store)
    if (domain_.mentions(value.sym, path) && domain_.symbol(value.sym).kind == SymKind::Initial)
      value.sym = 0;
  std::erase_if(state.known, [&](const auto &e) { return domain_.mentions(e.first, path); });
  std::erase_if(state.contents, [&](const auto &e) { return domain_.isWithin(e.first, path); });
  const auto inside = [&](const auto &e) { return domain_.isWithin(e.first, path); };
  std::erase_if(state.present, inside);
  std::erase_if(state.subscripted, [&](const auto &e) { return inside(e.first); });
}

void Engine::detach(State &state, PathId path) {
  const auto pointsInto = [&](SymId sym) {
    const Sym s = sym ? domain_.symbol(sym) : Sym{};
    if (s.kind == SymKind::Iterator)
      return domain_.isWithin(s.a, path);
    return s.kind == SymKind::Address && s.a != path && domain_.isWithin(s.a, path);
  };
  for (auto &[place, value] : state.store)
    if (pointsInto(value.sym))
      value = {};
  for (auto &[id, value] : state.values)
    if (pointsInto(value.sym))
      value = {};
}

void Engine::havoc(State &state, PathId path) {
  if (!path)
    return;
  for (auto entry = state.store.begin(); entry != state.store.end();) {
    const bool inside = domain_.isWithin(entry->first, path);
    // A reference stays bound to what it was bound to.
    entry = inside ? state.store.erase(entry) : std::next(entry);
  }
  state.store[path] = {.sym = domain_.sym(SymKind::Derived, id_, sequence_, {})};
  std::erase_if(state.contents, [&](const auto &e) { return domain_.isWithin(e.first, path); });
  const auto inside = [&](const auto &e) { return domain_.isWithin(e.first, path); };
  std::erase_if(state.present, inside);
  std::erase_if(state.subscripted, [&](const auto &e) { return inside(e.first); });
}

std::string Engine::holderOf(const State &state, const Value &value, ir::VarId *variable) const {
  const auto search = [&](bool bySymbol) {
    ir::VarId last = ir::none; // the copy that was made last is the one in use
    for (const auto &[path, held] : state.store) {
      const Path &step = domain_[path];
      const bool same = bySymbol ? held.sym == value.sym : held.origin == value.origin;
      if (step.kind != PathKind::Var || held.death != value.death || !same)
        continue;
      const ir::Variable &variable = function_.variables[step.b];
      if (!variable.isImplicit || !variable.bindings.empty())
        last = step.b;
    }
    return last;
  };
  ir::VarId found = search(true);
  if (found == ir::none)
    found = search(false);
  if (found == ir::none)
    return {};
  *variable = found;
  const ir::Variable &declared = function_.variables[found];
  if (declared.bindings.size() == 2)
    return declared.bindings[value.sym && throughSecond(value.sym) ? 1 : 0];
  return declared.isImplicit ? std::string() : declared.name;
}

bool Engine::throughSecond(SymId sym) const {
  const Sym &s = domain_.symbol(sym);
  if (s.kind != SymKind::Address)
    return false;
  for (PathId at = s.a; at; at = domain_[at].parent)
    if (domain_[at].kind == PathKind::Second)
      return true;
  return false;
}

void Engine::use(State &state, const Value &value, const ir::Instruction &i, bool advances) {
  if (!value.death)
    return;
  const Death &death = deaths_[value.death - 1];
  InvalidUse found;
  const SymKind kind = value.sym ? domain_.symbol(value.sym).kind : SymKind::Fresh;
  found.handle =
      kind == SymKind::Iterator ? InvalidUse::Handle::Iterator : InvalidUse::Handle::Reference;
  found.use = at_;
  found.invalidation = death.at;
  found.useRange = i.range;
  found.invalidationRange = death.range;
  if (value.origin)
    found.originRange = rangeOf_[value.origin - 1];
  found.holder = holderOf(state, value, &found.holderVar);
  if (found.holderVar != ir::none) {
    const ir::Variable &holder = function_.variables[found.holderVar];
    const ir::Type *type = unit_.type(holder.type);
    if (!holder.isReference && type && type->kind == ir::TypeKind::Pointer &&
        found.handle == InvalidUse::Handle::Reference)
      found.handle = InvalidUse::Handle::Pointer;
  }
  found.path = death.path;
  found.container = death.container;
  found.kind = death.kind;
  found.dies = death.dies;
  found.onGrowth = death.onGrowth;
  found.keyFromElement = death.keyFromElement;
  found.certainElement = death.certainElement;
  found.calls = death.calls;
  const auto inside = [&](ir::LoopId loop, ir::BlockId block) {
    for (ir::LoopId at = function_.blocks[block].loop; at != ir::none; at = function_.loops[at].parent)
      if (at == loop)
        return true;
    return false;
  };
  if (advances)
    for (ir::LoopId loop = function_.blocks[at_.block].loop; loop != ir::none;
         loop = function_.loops[loop].parent)
      if (found.continuedLoop == ir::none && inside(loop, death.at.block))
        found.continuedLoop = loop;
  facts_.invalidUses.push_back(std::move(found));
  // One finding a death: the path goes on as if nothing had happened.
  const std::uint32_t reported = value.death;
  for (auto &[path, held] : state.store)
    if (held.death == reported)
      held.death = 0;
  for (auto &[id, held] : state.values)
    if (held.death == reported)
      held.death = 0;
}

Value Engine::deref(State &state, const ir::Instruction &i, Value pointer) {
  if (!pointer.sym)
    return pointer;
  const Sym s = domain_.symbol(pointer.sym);
  if (s.kind == SymKind::Iterator) {
    use(state, pointer, i);
    pointer.death = 0;
    pointer.sym = domain_.sym(SymKind::Address, domain_.path(PathKind::Element, s.a, s.b));
    pointer.origin = sequence_ + 1;
    return pointer;
  }
  if (s.kind == SymKind::Address)
    return pointer;
  const PathId target = domain_.path(PathKind::Pointee, 0, pointer.sym);
  pointer.sym = target ? domain_.sym(SymKind::Address, target) : 0;
  return pointer;
}

void Engine::declare(const ir::Instruction &i, State &state) {
  const PathId path = variable(i.index);
  forget(state, path);
  const ir::Type *type = unit_.type(function_.variables[i.index].type);
  if (!type)
    return;
  if (type->kind == ir::TypeKind::Container)
    state.contents[path] = {.fill = Fill::Empty};
  const bool unset = i.imm == 1 && type->kind == ir::TypeKind::Pointer;
  if (unset)
    state.store[path] = {.sym = domain_.sym(SymKind::Null, id_, sequence_)};
}

void Engine::store(const ir::Instruction &i, State &state) {
  const Value place = operand(state, i, 0);
  use(state, place, i);
  const PathId path = pathOf(place);
  if (!path)
    return;
  Value value = i.op == ir::Op::StoreNull ? Value{.sym = domain_.sym(SymKind::Null, id_, sequence_)}
                                          : operand(state, i, 1);
  const auto contents = state.contents.find(path);
  if (contents != state.contents.end())
    contents->second = {};
  // What is put into containers and fields, and may be null there, concerns other functions.
  const bool shared = domain_[path].kind == PathKind::Field || domain_[path].kind == PathKind::Second;
  if (shared && value.sym) {
    const Sym s = domain_.symbol(value.sym);
    const auto truth = knownTruth(state, value.sym);
    if (s.kind == SymKind::Null && s.a != id_)
      facts_.nullStores.push_back({.path = path, .at = at_, .range = i.range, .steps = {}});
    else if (truth && !*truth)
      facts_.nullStores.push_back({.path = path, .at = at_, .range = i.range, .steps = {}});
  }
  write(state, path, value);
}

void Engine::move(const ir::Instruction &i, State &state) {
  const PathId path = operandPath(state, i, 0);
  const Value value = read(state, path);
  result(state, i, value);
  if (!path)
    return;
  const Path step = domain_[path];
  const auto movedContainer = [&] {
    Contents &contents = state.contents[path];
    contents = {.fill = Fill::Unknown, .movedAt = sequence_ + 1};
  };
  ir::TypeId type = ir::none;
  if (step.kind == PathKind::Var)
    type = function_.variables[step.b].type;
  else if (step.kind == PathKind::Field || step.kind == PathKind::Global)
    type = unit_.symbols[step.a].type;
  else if (step.kind == PathKind::Pointee) {
    const Sym s = domain_.symbol(step.a);
    const bool parameter = s.kind == SymKind::Initial && domain_[s.a].kind == PathKind::Var &&
                           function_.variables[domain_[s.a].b].isReference;
    if (parameter)
      type = function_.variables[domain_[s.a].b].type;
  }
  const ir::Type *moved = unit_.type(type);
  if (!moved)
    return;
  if (moved->kind == ir::TypeKind::Container) {
    movedContainer();
    detach(state, path);
  }
  else if (moved->kind == ir::TypeKind::UniquePointer || moved->kind == ir::TypeKind::SharedPointer)
    write(state, path, {.sym = domain_.sym(SymKind::Null, id_, sequence_)});
}

void Engine::advance(const ir::Instruction &i, State &state) {
  const PathId path = operandPath(state, i, 0);
  Value old = read(state, path);
  use(state, old, i, /*advances=*/true);
  old.death = 0;
  Value next;
  if (old.sym && domain_.symbol(old.sym).kind == SymKind::Iterator) {
    const PathId container = domain_.symbol(old.sym).a;
    next.sym = domain_.sym(SymKind::Iterator, container, fresh(state));
    next.origin = old.origin;
    // The old position may have been made by this very instruction, one round ago.
    if (domain_.builtFrom(old.sym, id_, sequence_))
      old.sym = domain_.sym(SymKind::Iterator, container, domain_.sym(SymKind::Derived, id_, sequence_, {next.sym}));
  } else {
    next.sym = fresh(state);
  }
  if (path)
    write(state, path, next);
  result(state, i, old);
}

void Engine::memory(const ir::Instruction &i, State &state) {
  const auto place = [&](PathId path, const Value &base = {}) {
    result(state, i, {.sym = path ? domain_.sym(SymKind::Address, path) : 0,
                      .death = base.death,
                      .origin = base.origin});
  };
  switch (i.op) {
  case ir::Op::Var: {
    const PathId path = variable(i.index);
    if (function_.variables[i.index].isReference)
      result(state, i, read(state, path));
    else
      place(path);
    return;
  }
  case ir::Op::This:
    return place(domain_.path(PathKind::This));
  case ir::Op::Global:
    return place(domain_.path(PathKind::Global, 0, i.symbol));
  case ir::Op::Field:
  case ir::Op::First:
  case ir::Op::Second: {
    const Value base = operand(state, i, 0);
    const PathId object = pathOf(base);
    const PathKind kind = i.op == ir::Op::Field   ? PathKind::Field
                          : i.op == ir::Op::First ? PathKind::First
                                                  : PathKind::Second;
    const std::uint32_t a = i.op == ir::Op::Field ? i.symbol : 0;
    return place(object ? domain_.path(kind, object, a) : 0, base);
  }
  case ir::Op::Index: {
    const Value base = operand(state, i, 0);
    const PathId object = pathOf(base);
    SymId index = operand(state, i, 1).sym;
    if (!index)
      index = fresh(state);
    return place(object ? domain_.path(PathKind::Index, object, index) : 0, base);
  }
  case ir::Op::Temporary: {
    const PathId path = domain_.path(PathKind::Temp, 0, id_, i.result);
    erase(state, path);
    const Value held = operand(state, i, 0);
    if (held.sym)
      state.store[path] = held;
    return place(path);
  }
  case ir::Op::Load:
  case ir::Op::Get: {
    const Value from = operand(state, i, 0);
    use(state, from, i);
    return result(state, i, read(state, pathOf(from)));
  }
  case ir::Op::Release: {
    const PathId path = operandPath(state, i, 0);
    result(state, i, read(state, path));
    return write(state, path, {.sym = domain_.sym(SymKind::Null, id_, sequence_)});
  }
  case ir::Op::AddressOf:
  case ir::Op::Copy:
    return result(state, i, operand(state, i, 0));
  case ir::Op::Deref:
    return result(state, i, deref(state, i, operand(state, i, 0)));
  case ir::Op::Null:
    return result(state, i, {.sym = domain_.sym(SymKind::Null, id_, sequence_)});
  case ir::Op::NonNull:
    return result(state, i, {.sym = fresh(state, SymKind::NonNull)});
  case ir::Op::Integer:
    return result(state, i,
                  {.sym = domain_.sym(SymKind::Integer, static_cast<std::uint32_t>(i.imm),
                                      static_cast<std::uint32_t>(static_cast<std::uint64_t>(i.imm) >> 32U))});
  case ir::Op::Function:
    return result(state, i, {.sym = domain_.sym(SymKind::Function, i.symbol)});
  case ir::Op::Opaque: {
    std::vector<SymId> parts;
    for (unsigned n = 0; n < i.operands.size(); ++n) {
      const SymId part = operand(state, i, n).sym;
      if (part && !domain_.builtFrom(part, id_, sequence_) && domain_.symbol(part).depth < 6)
        parts.push_back(part);
    }
    if (inLoop())
      purge(state, sequence_);
    return result(state, i, {.sym = domain_.sym(SymKind::Derived, id_, sequence_, std::move(parts))});
  }
  case ir::Op::Lambda: {
    std::vector<SymId> captured;
    for (unsigned n = 0; n < i.operands.size(); ++n)
      captured.push_back(operand(state, i, n).sym);
    return result(state, i, {.sym = domain_.sym(SymKind::Lambda, i.index, 0, std::move(captured))});
  }
  case ir::Op::Move:
    return move(i, state);
  case ir::Op::Declare:
    return declare(i, state);
  case ir::Op::Destroy: {
    std::erase_if(state.locks, [&](const Held &held) { return held.guard == i.index; });
    erase(state, variable(i.index));
    return;
  }
  case ir::Op::Bind: {
    Value target = operand(state, i, 0);
    if (!target.sym)
      target.sym = fresh(state);
    if (!target.origin)
      target.origin = sequence_ + 1;
    state.store[variable(i.index)] = target;
    return;
  }
  case ir::Op::Store:
  case ir::Op::StoreNull:
    return store(i, state);
  case ir::Op::Advance:
    return advance(i, state);
  case ir::Op::IteratorNext: {
    const Value from = operand(state, i, 0);
    use(state, from, i, /*advances=*/true);
    if (!from.sym || domain_.symbol(from.sym).kind != SymKind::Iterator)
      return result(state, i, {.sym = fresh(state)});
    const PathId container = domain_.symbol(from.sym).a;
    return result(state, i, {.sym = domain_.sym(SymKind::Iterator, container, fresh(state)),
                             .origin = sequence_ + 1});
  }
  default:
    return;
  }
}

} // namespace maplint::flow
