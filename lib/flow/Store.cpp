// What is held where: reading, writing, forgetting.

#include "lib/flow/Engine.h"

#include <algorithm>
#include <utility>

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

PathId Engine::variable(ir::VarId id) {
  return domain_.path(PathKind::Var, 0, id_, id);
}

Value Engine::read(const State &state, PathId path) {
  if (!path)
    return {};
  const auto stored = state.store.find(path);
  if (stored != state.store.end())
    return stored->second;
  const Path step = domain_[path];
  if (const auto one = state.store.find(anyElementFor(path)); one != state.store.end())
    return anyOf(one->second);
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

PathId Engine::anyElement(PathId sequence) {
  return domain_.path(PathKind::Element, sequence, domain_.sym(SymKind::Fresh, anyPosition));
}

/// `path` with the innermost element it leads through replaced by what may be any of them.
PathId Engine::anyElementFor(PathId path) {
  for (PathId at = path; at; at = domain_[at].parent) {
    const Path step = domain_[at];
    if (step.kind == PathKind::Element || step.kind == PathKind::Index)
      return domain_.rebased(path, at, anyElement(step.parent));
  }
  return 0;
}

bool Engine::isHandle(SymId sym) const {
  if (!sym)
    return false;
  const Sym &s = domain_.symbol(sym);
  if (s.kind == SymKind::Iterator)
    return true;
  return s.kind == SymKind::Address && domain_.leadsThrough(s.a, PathKind::Element);
}

SymId Engine::atUnknown(Domain &domain, SymId handle, SymId position) {
  const Sym s = domain.symbol(handle);
  if (s.kind == SymKind::Iterator)
    return domain.sym(SymKind::Iterator, s.a, position);
  if (s.kind == SymKind::Lambda) {
    std::vector<SymId> captured;
    for (const SymId each : s.operands)
      captured.push_back(each ? atUnknown(domain, each, position) : 0);
    return domain.sym(s.kind, s.a, s.b, captured);
  }
  for (PathId at = s.a; at; at = domain[at].parent)
    if (domain[at].kind == PathKind::Element) {
      const PathId unknown = domain.path(PathKind::Element, domain[at].parent, position);
      return s.kind == SymKind::Initial
                 ? domain.sym(SymKind::Initial, domain.rebased(s.a, at, unknown))
                 : domain.rebasedHandle(handle, at, unknown);
    }
  return handle;
}

/// What is read from a place that stands for many: a handle into the same container, but nobody
/// knows to which of its elements.
Value Engine::anyOf(Value held) {
  held.isKept = true;
  if (!held.death && isHandle(held.sym))
    held.sym =
        atUnknown(domain_, held.sym, domain_.sym(SymKind::Derived, id_, sequence_, {held.sym}));
  return held;
}

void Engine::addElement(State &state, PathId sequence, Value value) {
  const PathId slot = anyElement(sequence);
  if (!slot)
    return;
  const auto place = [&](PathId path, const Value &held) {
    const auto known = state.store.find(path);
    // One that is already there and no longer valid stays there.
    const bool isClosure = held.sym && domain_.symbol(held.sym).kind == SymKind::Lambda;
    const bool isThere = known != state.store.end();
    if ((isHandle(held.sym) || isClosure) && (!isThere || !known->second.death))
      state.store[path] = held;
    else if (isThere && domain_.symbol(known->second.sym).kind == SymKind::Stale)
      state.store.erase(known); // it is no longer empty
  };
  const PathId object = value.object;
  value.object = 0;
  place(slot, value);
  if (!object)
    return;
  const auto before = state.store;
  for (const auto &[path, held] : before)
    if (path != object && domain_.isWithin(path, object))
      if (const PathId part = domain_.rebased(path, object, slot))
        place(part, held);
}

const ir::Type *Engine::typeOf(PathId path) const {
  const Path &step = domain_[path];
  const auto pointee = [&](const ir::Type *type) {
    return type ? unit_.type(type->pointee) : nullptr;
  };
  switch (step.kind) {
  case PathKind::Var: return unit_.type(unit_.functions[step.a].variables[step.b].type);
  case PathKind::Field:
  case PathKind::Global: return unit_.type(unit_.symbols[step.a].type);
  case PathKind::Pointee: {
    const Sym &pointer = domain_.symbol(step.a);
    if (pointer.kind != SymKind::Initial)
      return nullptr;
    // The type of a reference is that of what it is bound to.
    const Path &holder = domain_[pointer.a];
    const bool isReference =
        (holder.kind == PathKind::Var &&
         unit_.functions[holder.a].variables[holder.b].isReference) ||
        (holder.kind == PathKind::Field && unit_.symbols[holder.a].isReference);
    const ir::Type *type = typeOf(pointer.a);
    return isReference ? type : pointee(type);
  }
  case PathKind::Index: return pointee(typeOf(step.parent));
  case PathKind::Second: {
    const Path &element = domain_[step.parent];
    return element.kind == PathKind::Element ? pointee(typeOf(element.parent)) : nullptr;
  }
  case PathKind::Element: {
    const ir::Type *holder = typeOf(step.parent);
    return holder && holder->kind == ir::TypeKind::Sequence ? pointee(holder) : nullptr;
  }
  default: return nullptr;
  }
}

void Engine::erase(State &state, PathId path) {
  erase_if(state.store, [&](const auto &entry) { return domain_.isWithin(entry.first, path); });
}

void Engine::write(State &state, PathId path, Value value) {
  if (!path)
    return;
  noteChange(state, path);
  std::vector<std::pair<PathId, Value>> parts;
  if (value.object && value.object != path)
    for (const auto &[part, held] : state.store)
      if (part != value.object && domain_.isWithin(part, value.object))
        if (const PathId target = domain_.rebased(part, value.object, path))
          parts.emplace_back(target, held);
  rehome(state, std::exchange(value.object, 0), path);
  forgetAnswers(state, path);
  erase(state, path);
  if (!value.sym)
    value.sym = fresh(state);
  state.store[path] = value;
  state.store.insert(parts.begin(), parts.end());
  noteCallback(path, value.sym);
  if (const Path step = domain_[path]; isHandle(value.sym) && step.parent)
    for (PathId at = path; at; at = domain_[at].parent)
      if (domain_[at].kind == PathKind::Element || domain_[at].kind == PathKind::Index) {
        const PathId any = domain_.rebased(path, at, anyElement(domain_[at].parent));
        const auto known = state.store.find(any);
        if (any && any != path && (known == state.store.end() || !known->second.death))
          state.store[any] = value;
        break;
      }
}

SymId Engine::stale(SymId sym) {
  const Sym s = domain_.symbol(sym);
  if (s.kind == SymKind::Iterator && !domain_.pathBuiltFrom(s.a, id_, sequence_))
    return domain_.sym(SymKind::Iterator, s.a, domain_.sym(SymKind::Stale, id_, sequence_));
  return 0;
}

void Engine::purge(State &state, std::uint32_t sequence) {
  const auto made = [&](SymId sym) { return domain_.builtFrom(sym, id_, sequence); };
  erase_if(state.store,
           [&](const auto &entry) { return domain_.pathBuiltFrom(entry.first, id_, sequence); });
  for (auto &[path, value] : state.store)
    if (made(value.sym))
      value.sym = stale(value.sym);
  for (auto &[id, value] : state.values)
    if (made(value.sym))
      value.sym = stale(value.sym);
  erase_if(state.known, [&](const auto &entry) { return made(entry.first); });
  for (auto &[path, contents] : state.contents)
    if (made(contents.first))
      contents.first = 0;
  const auto gone = [&](const auto &entry) {
    return domain_.pathBuiltFrom(entry.first, id_, sequence) || made(entry.second);
  };
  erase_if(state.present, gone);
  erase_if(state.subscripted, [&](const auto &entry) { return gone(entry.first); });
  erase_if(state.contents,
           [&](const auto &entry) { return domain_.pathBuiltFrom(entry.first, id_, sequence); });
}

SymId Engine::fresh(State &state, SymKind kind) {
  if (inLoop())
    purge(state, sequence_);
  return domain_.sym(kind, id_, sequence_);
}

void Engine::result(State &state, const ir::Instruction &i, Value value) {
  if (!i.result)
    return;
  state.values[i.result] = value;
  if (value.origin == sequence_ + 1)
    renew(state, value.origin);
}

void Engine::forget(State &state, PathId path) {
  erase(state, path);
  for (auto &[place, value] : state.store)
    if (domain_.mentions(value.sym, path) && domain_.symbol(value.sym).kind == SymKind::Initial)
      value.sym = 0;
  erase_if(state.known, [&](const auto &e) { return domain_.mentions(e.first, path); });
  erase_if(state.contents, [&](const auto &e) { return domain_.isWithin(e.first, path); });
  const auto inside = [&](const auto &e) { return domain_.isWithin(e.first, path); };
  erase_if(state.present, inside);
  erase_if(state.subscripted, [&](const auto &e) { return inside(e.first); });
}

void Engine::forgetAnswers(State &state, PathId path) {
  erase_if(state.known, [&](const auto &entry) {
    const Sym &s = domain_.symbol(entry.first);
    return s.kind == SymKind::Derived && s.a == askedFunction &&
           domain_.mentions(entry.first, path);
  });
}

void Engine::havoc(State &state, PathId path) {
  if (!path)
    return;
  noteChange(state, path);
  forgetAnswers(state, path);
  for (auto entry = state.store.begin(); entry != state.store.end();) {
    const bool inside = domain_.isWithin(entry->first, path);
    // A reference stays bound to what it was bound to.
    entry = inside ? state.store.erase(entry) : std::next(entry);
  }
  state.store[path] = {.sym = domain_.sym(SymKind::Derived, id_, sequence_, {})};
  erase_if(state.contents, [&](const auto &e) { return domain_.isWithin(e.first, path); });
  const auto inside = [&](const auto &e) { return domain_.isWithin(e.first, path); };
  erase_if(state.present, inside);
  erase_if(state.subscripted, [&](const auto &e) { return inside(e.first); });
}

} // namespace maplint::flow
