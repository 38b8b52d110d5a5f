// Values, places, assignments.

#include "lib/flow/Engine.h"

#include <algorithm>

namespace maplint::flow {

void Engine::declare(const ir::Instruction &i, State &state) {
  const PathId path = variable(i.index);
  const ir::Type *type = unit_.type(function_.variables[i.index].type);
  if (type && type->kind == ir::TypeKind::Guard)
    return; // its constructor has run: it knows its mutex
  forget(state, path);
  if (!type)
    return;
  if (type->kind == ir::TypeKind::Container)
    state.contents[path] = {.fill = Fill::Empty, .isBare = true};
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
  const bool shared =
      domain_[path].kind == PathKind::Field || domain_[path].kind == PathKind::Second;
  if (shared && value.sym) {
    const Sym s = domain_.symbol(value.sym);
    const auto truth = knownTruth(state, value.sym);
    if (s.kind == SymKind::Null && s.a != id_)
      facts_.nullStores.push_back({.path = path, .at = at_, .range = i.range, .steps = {}});
    else if (truth && !*truth)
      facts_.nullStores.push_back({.path = path, .at = at_, .range = i.range, .steps = {}});
  }
  replaceOwned(state, path, value.sym);
  write(state, path, value);
}

void Engine::move(const ir::Instruction &i, State &state) {
  const PathId path = operandPath(state, i, 0);
  Value value = read(state, path);
  result(state, i, value);
  const ir::Type *moved = path ? typeOf(path) : nullptr;
  if (!moved)
    return path ? rob(path) : void();
  if (moved->kind == ir::TypeKind::Sequence) {
    value.object = domain_.path(PathKind::Temp, 0, id_, i.result);
    exchangeElements(state, path, value.object);
    result(state, i, value);
  } else if (moved->kind == ir::TypeKind::Container) {
    recordWhole(state, i, path, model::OpKind::Clear);
    state.contents[path] = {.fill = Fill::Unknown, .movedAt = sequence_ + 1};
    // [container.reqmts]: iterators and references stay valid, and belong to whoever takes it.
    value.object = domain_.path(PathKind::Temp, 0, id_, i.result);
    rehome(state, path, value.object);
    result(state, i, value);
  } else if (moved->kind == ir::TypeKind::UniquePointer ||
             moved->kind == ir::TypeKind::SharedPointer) {
    rob(path);
    write(state, path, {.sym = domain_.sym(SymKind::Null, id_, sequence_)});
  }
}

void Engine::advance(const ir::Instruction &i, State &state) {
  const PathId path = operandPath(state, i, 0);
  use(state, operand(state, i, 0), i);
  Value old = read(state, path);
  use(state, old, i, /*advances=*/true);
  old.death = 0;
  advancePastEnd(state, old, i);
  Value next;
  if (old.sym && domain_.symbol(old.sym).kind == SymKind::Iterator) {
    const PathId container = domain_.symbol(old.sym).a;
    next.sym = domain_.sym(SymKind::Iterator, container, fresh(state));
    next.origin = old.origin;
    // The old position may have been made by this very instruction, one round ago.
    if (domain_.builtFrom(old.sym, id_, sequence_))
      old.sym = domain_.sym(SymKind::Iterator, container,
                            domain_.sym(SymKind::Derived, id_, sequence_, {next.sym}));
  } else {
    next.sym = fresh(state, countsUp(i, path, old.sym) ? SymKind::NonNull : SymKind::Fresh);
  }
  if (path)
    write(state, path, next);
  result(state, i, old);
}

/// `++depth_`: a counter begins at zero, so that it is more than that now.
bool Engine::countsUp(const ir::Instruction &i, PathId place, SymId old) const {
  const ir::Type *type = place ? typeOf(place) : nullptr;
  if (!type || type->kind != ir::TypeKind::Scalar || (i.imm & ir::advancesBack) != 0)
    return false;
  const Sym s = old ? domain_.symbol(old) : Sym{};
  return s.kind != SymKind::Integer || static_cast<std::int32_t>(s.b) >= 0;
}

/// `removed += sessions.erase(id)`: nothing added leaves a count as it was; what something was
/// added to is more than nothing. 0 when that is not known.
SymId Engine::summed(const ir::Instruction &i, State &state) {
  const SymId count = operand(state, i, 0).sym;
  const SymId added = operand(state, i, 1).sym;
  const Sym s = added ? domain_.symbol(added) : Sym{};
  if (s.kind != SymKind::Integer || static_cast<std::int32_t>(s.b) < 0)
    return 0;
  if (s.a == 0 && s.b == 0)
    return count;
  const Sym before = count ? domain_.symbol(count) : Sym{};
  if (before.kind == SymKind::Integer && static_cast<std::int32_t>(before.b) < 0)
    return 0;
  return fresh(state, SymKind::NonNull);
}

/// The value of `{a, b}`, of which the parts are known.
SymId Engine::pairOf(const Value &first, const Value &second) {
  const auto own = [&](const Value &part) {
    return part.sym && !domain_.builtFrom(part.sym, id_, sequence_) ? part.sym : 0;
  };
  if (!own(first) && !own(second))
    return 0;
  return domain_.sym(SymKind::Pair, 0, 0, {own(first), own(second)});
}

/// The answer to a question that has the same one until the object asked changes.
SymId Engine::asked(const ir::Instruction &i, SymId object) {
  const Sym s = domain_.symbol(object);
  if (s.kind == SymKind::Address && domain_[s.a].kind == PathKind::Pointee)
    object = domain_[s.a].a;
  const SymId answer = domain_.sym(SymKind::Derived, askedFunction, i.index, {object});
  if (answer && i.imm == 1)
    maybeNull_.try_emplace(answer, i.range);
  return answer;
}

void Engine::memory(const ir::Instruction &i, State &state) {
  const auto place = [&](PathId path, const Value &base = {}) {
    result(state, i,
           {.sym = path ? domain_.sym(SymKind::Address, path) : 0,
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
  case ir::Op::This: return place(domain_.path(PathKind::This));
  case ir::Op::Global: return place(domain_.path(PathKind::Global, 0, i.symbol));
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
    if (const Value held = operand(state, i, 0); held.sym)
      write(state, path, held);
    return place(path);
  }
  case ir::Op::Load:
  case ir::Op::Get: {
    const Value from = operand(state, i, 0);
    use(state, from, i);
    if (from.sym && domain_.symbol(from.sym).kind == SymKind::Function)
      return result(state, i, from); // its address
    const PathId path = pathOf(from);
    recordWhole(state, i, path, model::OpKind::Snapshot);
    Value loaded = read(state, path);
    const bool hasParts = std::ranges::any_of(state.store, [&](const auto &entry) {
      return entry.first != path && domain_.isWithin(entry.first, path);
    });
    if (path && hasParts)
      loaded.object = path;
    if (i.op == ir::Op::Get && !loaded.origin)
      loaded.origin = sequence_ + 1;
    return result(state, i, loaded);
  }
  case ir::Op::Release: {
    const PathId path = operandPath(state, i, 0);
    result(state, i, read(state, path));
    rob(path);
    return write(state, path, {.sym = domain_.sym(SymKind::Null, id_, sequence_)});
  }
  case ir::Op::AddressOf:
  case ir::Op::Copy: return result(state, i, operand(state, i, 0));
  case ir::Op::Deref: return result(state, i, deref(state, i, operand(state, i, 0)));
  case ir::Op::Null: return result(state, i, {.sym = domain_.sym(SymKind::Null, id_, sequence_)});
  case ir::Op::NonNull: return result(state, i, {.sym = fresh(state, SymKind::NonNull)});
  case ir::Op::Integer:
    return result(
        state, i,
        {.sym = domain_.sym(SymKind::Integer, static_cast<std::uint32_t>(i.imm),
                            static_cast<std::uint32_t>(static_cast<std::uint64_t>(i.imm) >> 32U))});
  case ir::Op::Function: return result(state, i, {.sym = domain_.sym(SymKind::Function, i.symbol)});
  case ir::Op::Opaque: {
    if (const SymId sum = i.imm == ir::sumOfCounts ? summed(i, state) : 0)
      return result(state, i, {.sym = sum});
    std::vector<SymId> parts;
    for (unsigned n = 0; n < i.operands.size(); ++n) {
      if (((i.places >> n) & 1U) != 0)
        use(state, operandValue(state, i, n), i);
      const SymId part = operand(state, i, n).sym;
      if (part && !domain_.builtFrom(part, id_, sequence_) && domain_.symbol(part).depth < 6)
        parts.push_back(part);
    }
    noteAggregate(state, i);
    const ir::Type *made = unit_.type(i.type);
    if (made && made->record != ir::none && i.operands.size() == 2 &&
        unit_.symbols[made->record].name == "std::pair")
      return result(state, i,
                    {.sym = pairOf(operandValue(state, i, 0), operandValue(state, i, 1))});
    if (i.index != ir::none && parts.size() == 1)
      return result(state, i, {.sym = asked(i, parts.front())});
    if (inLoop())
      purge(state, sequence_);
    return result(state, i,
                  {.sym = domain_.sym(SymKind::Derived, id_, sequence_, std::move(parts))});
  }
  case ir::Op::Lambda: {
    std::vector<SymId> captured;
    for (unsigned n = 0; n < i.operands.size(); ++n)
      captured.push_back(operand(state, i, n).sym);
    return result(state, i, {.sym = domain_.sym(SymKind::Lambda, i.index, 0, std::move(captured))});
  }
  case ir::Op::Move: return move(i, state);
  case ir::Op::Declare: return declare(i, state);
  case ir::Op::Destroy: {
    releaseGuard(state, i.index, i.range);
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
  case ir::Op::StoreNull: return store(i, state);
  case ir::Op::Advance: return advance(i, state);
  case ir::Op::IteratorNext: {
    const Value from = operand(state, i, 0);
    use(state, from, i, /*advances=*/true);
    if (!from.sym || domain_.symbol(from.sym).kind != SymKind::Iterator)
      return result(state, i, {.sym = fresh(state)});
    const PathId container = domain_.symbol(from.sym).a;
    return result(
        state, i,
        {.sym = domain_.sym(SymKind::Iterator, container, fresh(state)), .origin = sequence_ + 1});
  }
  default: return;
  }
}

} // namespace maplint::flow
