// Operations on containers: what they return, what they prove.

#include "lib/flow/Engine.h"

#include <algorithm>

namespace maplint::flow {

using model::OpKind;
using model::ResultKind;

SymId Engine::keyOf(State &state, const ir::Instruction &i) {
  const int argument = i.operation->keyArgument;
  if (argument < 0 || i.operands.size() <= static_cast<unsigned>(argument) + 1)
    return 0;
  const SymId key = operandValue(state, i, static_cast<unsigned>(argument) + 1).sym;
  // insert(value_type): the argument holds the key, it is not the key.
  const bool isPair = key && domain_.symbol(key).kind == SymKind::Pair;
  const bool isElement =
      i.container->isMap && i.operands.size() == static_cast<unsigned>(argument) + 2;
  return !isPair ? key : isElement ? domain_.symbol(key).operands[0] : 0;
}

Value Engine::positionResult(State &state, const ir::Instruction &i, PathId container, SymId key) {
  const auto iterator = [&](SymId position) {
    return domain_.sym(SymKind::Iterator, container, position);
  };
  const std::string_view method = i.operation->method;
  const bool bound = method.ends_with("_bound") || method.ends_with("Bound");
  SymId position = bound ? 0 : key;
  switch (i.operation->kind) {
  case OpKind::End: position = domain_.sym(SymKind::Fresh, endPosition); break;
  case OpKind::Begin:
    // The same element until the container changes.
    position = method == "begin" || method == "cbegin" ? state.contents[container].first : 0;
    break;
  case OpKind::EraseAt:
  case OpKind::EraseRange: position = 0; break;
  default: break;
  }
  if (!position)
    position = fresh(state);
  if (i.operation->kind == OpKind::Begin && (method == "begin" || method == "cbegin"))
    state.contents[container].first = position;
  Value value{.sym = iterator(position), .origin = sequence_ + 1};
  if (i.operation->result == ResultKind::IteratorAndBool) {
    const SymId inserted = domain_.sym(SymKind::Derived, id_, sequence_, {value.sym});
    value.sym = domain_.sym(SymKind::Pair, 0, 0, {value.sym, inserted});
  } else if (i.operation->result == ResultKind::IteratorPair) {
    const SymId last = domain_.sym(SymKind::Derived, id_, sequence_, {position});
    value.sym = domain_.sym(SymKind::Pair, 0, 0, {value.sym, iterator(last)});
  }
  return value;
}

void Engine::updateContents(State &state, PathId path, OpKind kind, SymId key) {
  const auto dropElements = [&] {
    erase_if(state.present, [&](const auto &key) { return key.first == path; });
    erase_if(state.filledFrom, [&](const auto &entry) { return entry.first.first == path; });
    erase_if(state.subscripted, [&](const auto &entry) { return entry.first.first == path; });
    erase_if(state.store, [&](const auto &entry) {
      return entry.first != path && domain_.isWithin(entry.first, path) &&
             domain_[entry.first].kind != PathKind::Var;
    });
  };
  Contents &contents = state.contents[path];
  if (model::writes(kind))
    contents.first = 0;
  contents.isBare &= !model::writes(kind) || kind == OpKind::Reserve || kind == OpKind::Rehash;
  switch (kind) {
  case OpKind::Clear:
    contents = {.fill = Fill::Empty, .isBare = true};
    dropElements();
    break;
  case OpKind::Reserve:
  case OpKind::Rehash:
  case OpKind::Replace:
  case OpKind::Swap:
    contents = {.fill = Fill::Reserved, .isBare = contents.isBare};
    if (kind == OpKind::Replace || kind == OpKind::Swap)
      dropElements();
    break;
  case OpKind::InsertRange:
  case OpKind::Merge:
    contents.fill = contents.fill == Fill::Empty ? Fill::Unknown : contents.fill;
    break;
  case OpKind::EraseKey:
  case OpKind::EraseAt:
  case OpKind::Extract:
  case OpKind::ExtractAt:
  case OpKind::EraseRange:
  case OpKind::EraseIf: dropElements(); break;
  case OpKind::Subscript:
  case OpKind::Insert:
  case OpKind::Assign:
  case OpKind::At:
    if (key)
      state.present.insert({path, key});
    break;
  default: break;
  }
}

void Engine::recordAccess(State &state, const ir::Instruction &i, PathId path, SymId key) {
  record(state, {.path = path,
                 .container = i.container,
                 .operation = i.operation,
                 .kind = i.operation->kind,
                 .key = key,
                 .range = i.range});
}

/// A container is copied or moved from as a whole: who copies reads all of it.
void Engine::recordWhole(State &state, const ir::Instruction &i, PathId path, OpKind kind) {
  const ir::Type *type = path && visibleToCallers(path) ? typeOf(path) : nullptr;
  if (type && type->kind == ir::TypeKind::Container)
    record(state, {.path = path, .container = type->container, .kind = kind, .range = i.range});
}

void Engine::record(State &state, Access access) {
  access.at = at_;
  access.locks = heldAt(state, access.range);
  access.running = state.running;
  access.keyPresent = access.kind == OpKind::Subscript && access.key &&
                      isPresent(state, access.path, *access.container, access.key);
  const auto contents = state.contents.find(access.path);
  if (contents != state.contents.end())
    access.fill = contents->second.fill;
  noteGuarded(access);
  if (state.isSupposed || !recorded_.emplace(at_, access.path, access.locks, access.fill).second)
    return;
  facts_.accesses.push_back(access);
  summary_.accesses.push_back(std::move(access));
}

/// A table that makes room first and reads its arguments then: `m.emplace(k, m.at(j))`.
void Engine::lateArguments(State &state, const ir::Instruction &i, const Effect &effect) {
  if (!i.container->readsArgumentsLate || !model::inserts(effect.kind) ||
      effect.kind == OpKind::Subscript || growthPrevented(state, effect))
    return;
  for (unsigned n = 1; n < i.operands.size(); ++n) {
    Value argument = operand(state, i, n);
    Death death = deathBy(effect);
    if (((i.places >> n) & 1U) == 0 || argument.death || !dies(argument, effect, death))
      continue;
    deaths_.push_back(death);
    argument.death = static_cast<std::uint32_t>(deaths_.size());
    use(state, argument, i);
    return;
  }
}

/// Whether an operation may do nothing, depending on what is there, and somebody looks at its
/// result.
bool Engine::mayHaveNoEffect(const ir::Instruction &i) const {
  const bool erases = i.operation->kind == OpKind::EraseKey;
  const bool inserts =
      i.operation->kind == OpKind::Insert && i.operation->result == ResultKind::IteratorAndBool;
  return (erases || inserts) && i.operation->dies != model::Dies::Nothing && i.result &&
         used_[i.result];
}

/// erase(k) of a key that is not there, insert(k) of one that is: nothing happens, and the result
/// says so. Not looked at when nothing hangs on it.
Engine::Happens Engine::withoutEffect(const ir::Instruction &i, State &state) {
  const bool erases = i.operation->kind == OpKind::EraseKey;
  const PathId path = operandPath(state, i, 0);
  if (!path)
    return Happens::Unknown;
  const Owners owners = ownersIn(state);
  const auto isInto = [&](SymId sym) {
    return (isHandle(sym) && domain_.isWithin(domain_.symbol(sym).a, path)) ||
           ownsWithin(state, owners, path, sym);
  };
  const SymId key = keyOf(state, i);
  if (erases && key && isPresent(state, path, *i.container, key))
    return Happens::Surely;
  const bool hasHandles =
      visibleToCallers(path) ||
      std::ranges::any_of(state.store, [&](const auto &entry) { return isInto(entry.second.sym); });
  if (!hasHandles || (!erases && !key))
    return Happens::Unknown;
  if (erases) {
    result(state, i, {.sym = domain_.sym(SymKind::Integer, 0)});
    return Happens::Perhaps;
  }
  Value there = positionResult(state, i, path, key);
  const Sym pair = domain_.symbol(there.sym);
  if (pair.kind != SymKind::Pair)
    return Happens::Unknown; // nested too deeply to be named
  there.sym =
      domain_.sym(SymKind::Pair, 0, 0, {pair.operands[0], domain_.sym(SymKind::Integer, 0)});
  state.present.insert({path, key});
  result(state, i, there);
  return Happens::Perhaps;
}

/// The other half of withoutEffect(): the result says that it happened. How many equal keys there
/// were is not followed: one stands for all.
void Engine::tookEffect(const ir::Instruction &i, State &state) {
  const SymId yes = domain_.sym(SymKind::Integer, 1);
  const Value given = state.values[i.result];
  const Sym s = given.sym ? domain_.symbol(given.sym) : Sym{};
  if (i.operation->kind == OpKind::EraseKey)
    result(state, i, {.sym = yes});
  else if (s.kind == SymKind::Pair)
    result(state, i,
           {.sym = domain_.sym(SymKind::Pair, 0, 0, {s.operands[0], yes}),
            .death = given.death,
            .origin = given.origin});
}

void Engine::containerOperation(const ir::Instruction &i, State &state) {
  const Value place = operand(state, i, 0);
  use(state, place, i);
  const PathId path = pathOf(place);
  const OpKind kind = i.operation->kind;
  if (!path) {
    result(state, i, {});
    return;
  }
  const SymId object = givenObject(state, i);
  for (unsigned n = 1; n < i.operands.size(); ++n) {
    const Value argument = operand(state, i, n);
    use(state, argument, i);
    const bool isPlace = ((i.places >> n) & 1U) != 0;
    if (isPlace && kind != OpKind::Swap)
      use(state, read(state, pathOf(argument)), i);
    if (isPlace)
      take(state, pathOf(argument));
  }
  const SymId key = keyOf(state, i);
  Effect effect{.path = path,
                .container = i.container,
                .kind = kind,
                .dies = i.operation->dies,
                .onGrowth = i.operation->onGrowth,
                .key = key,
                .range = i.range};
  if ((kind == OpKind::EraseAt || kind == OpKind::ExtractAt || kind == OpKind::EraseRange) &&
      i.operands.size() > 1) {
    const SymId at = operandValue(state, i, 1).sym;
    if (at && domain_.symbol(at).kind == SymKind::Iterator) {
      effect.position = domain_.symbol(at).b;
      effect.matched = searchedBy(state, path, effect.position);
    } else if (kind != OpKind::EraseRange)
      effect.iterator = at;
    effect.key = 0;
  }
  if (kind == OpKind::EraseRange && i.operands.size() > 2)
    if (const SymId behind = operandValue(state, i, 2).sym;
        behind && domain_.symbol(behind).kind == SymKind::Iterator)
      effect.last = domain_.symbol(behind).b;
  if (kind == OpKind::Swap)
    effect.other = operandPath(state, i, 1);
  const auto contents = state.contents.find(path);
  const bool wasBare = contents != state.contents.end() && contents->second.isBare;
  if (contents != state.contents.end() && contents->second.movedAt && model::inserts(kind)) {
    const std::uint32_t moved = contents->second.movedAt - 1;
    nullWrite({.range = i.range, .name = {}, .calls = {}}, NullWrite::Cause::MovedContainer, path,
              {{.range = rangeOf_[moved], .message = "moved"}});
    contents->second.movedAt = 0;
  }
  checkNull(state, i, path, kind);
  recordAccess(state, i, path, key);
  if (effect.other)
    recordAccess(state, i, effect.other, 0);
  if (kind == OpKind::Replace)
    recordWhole(state, i, operandPath(state, i, 1), OpKind::Snapshot);
  const bool wasPresent = key && state.present.contains({path, key});
  const bool wasLast = kind == OpKind::EraseAt && mayBeLast(state, path, effect.position);
  if (model::writes(kind)) {
    lateArguments(state, i, effect);
    recordEffect(state, effect);
    invalidate(state, effect);
  }
  updateContents(state, path, kind, key);
  if (key && model::inserts(kind))
    if (const PathId range = rangeWithKey(key); range && range != path)
      state.filledFrom.try_emplace({path, range}, sequence_);
  insertOwned(state, i, path, key, object);
  if (model::inserts(kind))
    noteInserted(state, i, path);
  if (kind == OpKind::Merge)
    robbed_.insert(operandPath(state, i, 1));
  if (kind == OpKind::Swap) {
    exchange(state, path, effect.other);
    if (effect.other)
      updateContents(state, effect.other, kind, 0);
  }
  if (kind == OpKind::Replace)
    rehome(state, operand(state, i, 1).object, path);
  switch (i.operation->result) {
  case ResultKind::Iterator:
  case ResultKind::IteratorAndBool:
  case ResultKind::IteratorPair: {
    const Value position = positionResult(state, i, path, effect.key);
    if (wasLast)
      afterErase_.try_emplace(position.sym, at_, sequence_);
    return result(state, i, position);
  }
  case ResultKind::MappedReference:
  case ResultKind::ElementReference:
  case ResultKind::MappedPointer: {
    SymId element = key;
    if (!element)
      element = fresh(state);
    if (kind == OpKind::Subscript && !wasPresent)
      state.subscripted.try_emplace({path, element}, sequence_);
    PathId target = domain_.path(PathKind::Element, path, element);
    if (target && i.operation->result != ResultKind::ElementReference)
      target = domain_.path(PathKind::Second, target);
    // [unord.map.elem]: the value is value-initialised: null, for a pointer.
    const ir::Type *mapped = unit_.type(i.type);
    if (kind == OpKind::Subscript && wasBare && target && mapped && mapped->pointerLike())
      write(state, target, {.sym = domain_.sym(SymKind::Null, id_, sequence_)});
    result(state, i,
           {.sym = target ? domain_.sym(SymKind::Address, target) : 0, .origin = sequence_ + 1});
    return;
  }
  case ResultKind::None:
  case ResultKind::Plain: break;
  }
  std::vector<SymId> parts;
  if (key && !domain_.builtFrom(key, id_, sequence_))
    parts.push_back(key);
  if (inLoop())
    purge(state, sequence_);
  const SymId plain = domain_.sym(SymKind::Derived, id_, sequence_, std::move(parts));
  if (key && kind == OpKind::Query) {
    presenceTests_[plain] = {path, key};
    if (wasPresent)
      state.known[plain] = {.truth = true, .assumed = false, .by = sequence_};
  }
  result(state, i, {.sym = plain});
}

} // namespace maplint::flow
