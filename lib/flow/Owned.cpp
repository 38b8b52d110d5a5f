// What unique pointers in a container own: it goes with its element, unless somebody took it away
// before.

#include "lib/flow/Engine.h"

#include <algorithm>
#include <array>

namespace maplint::flow {

using model::OpKind;

/// Owners within owners that are looked through.
static constexpr unsigned mostOwners = 4;

/// The pointer that `sym` is, or leads through; 0 when it leads through none.
static SymId pointerOf(const Domain &domain, SymId sym) {
  const Sym &s = domain.symbol(sym);
  switch (s.kind) {
  case SymKind::Address:
  case SymKind::Iterator: {
    const Path &root = domain[domain.root(s.a)];
    return root.kind == PathKind::Pointee ? root.a : 0;
  }
  case SymKind::Initial:
  case SymKind::NonNull:
  case SymKind::Fresh: return sym;
  default: return 0;
  }
}

bool Engine::isUnique(PathId place) const {
  const ir::Type *type = typeOf(place);
  return type && type->kind == ir::TypeKind::UniquePointer;
}

/// The container that the element at or around `place` belongs to; 0 when there is none.
PathId Engine::containerAround(PathId place) const {
  for (PathId at = place; at; at = domain_[at].parent)
    if (domain_[at].kind == PathKind::Element) {
      const ir::Type *type = typeOf(domain_[at].parent);
      if (type && type->kind == ir::TypeKind::Container)
        return domain_[at].parent;
    }
  return 0;
}

/// Asked once for an operation that looks at many pointers.
Engine::Owners Engine::ownersIn(const State &state) const {
  Owners owners;
  for (const auto &[place, held] : state.store)
    if (held.sym && containerAround(place) && isUnique(place))
      owners.try_emplace(held.sym, place);
  return owners;
}

/// The unique pointer that holds `pointer` now, as it did from the start, or in a container; 0 when
/// there is none.
PathId Engine::ownerOf(const State &state, const Owners &owners, SymId pointer) const {
  const Sym &s = domain_.symbol(pointer);
  if (s.kind == SymKind::Initial && !state.store.contains(s.a) && isUnique(s.a))
    return s.a;
  const auto owner = owners.find(pointer);
  return owner == owners.end() ? 0 : owner->second;
}

/// True for a pointer, or what leads through one, that an element of `container` owns.
bool Engine::ownsWithin(const State &state, const Owners &owners, PathId container,
                        SymId sym) const {
  const SymId pointer = sym ? pointerOf(domain_, sym) : 0;
  const PathId owner = pointer ? ownerOf(state, owners, pointer) : 0;
  return owner && owner != container && domain_.isWithin(owner, container);
}

/// True for the pointer that an element of one of the containers of `object` owned all along.
bool Engine::isOwned(SymId sym, PathId object) const {
  const Sym &s = domain_.symbol(sym);
  return s.kind == SymKind::Initial && domain_.isWithin(s.a, object) && isUnique(s.a) &&
         containerAround(s.a);
}

bool Engine::ownedDies(const State &state, const Owners &owners, SymId sym, const Effect &effect,
                       Death &death) {
  SymId pointer = sym ? pointerOf(domain_, sym) : 0;
  for (unsigned n = 0; pointer && n < mostOwners; ++n) {
    const auto known = state.known.find(pointer);
    const PathId owner = ownerOf(state, owners, pointer);
    if (!owner || (known != state.known.end() && !known->second.truth))
      return false;
    PathId at = owner;
    for (; domain_[at].parent; at = domain_[at].parent)
      if (domain_[at].kind == PathKind::Element && domain_[at].parent == effect.path)
        return effect.kind == OpKind::Clear || effect.kind == OpKind::Replace ||
               elementDies(domain_[at].a, effect, death);
    pointer = domain_[at].kind == PathKind::Pointee ? domain_[at].a : 0;
  }
  return false;
}

/// The elements that an operation destroys take with them what they own.
void Engine::destroyOwned(State &state, const Effect &effect) {
  static constexpr auto destroying =
      std::to_array<OpKind>({OpKind::EraseKey, OpKind::EraseAt, OpKind::Clear, OpKind::Replace});
  if (effect.sparesOwned || isRobbed(effect.path) ||
      std::ranges::find(destroying, effect.kind) == destroying.end())
    return;
  Death death = deathBy(effect);
  death.isOwned = true;
  std::uint32_t number = 0;
  const Owners owners = ownersIn(state);
  const auto kill = [&](Value &value) {
    death.keyFromElement = false;
    death.certainElement = true;
    if (value.death || !ownedDies(state, owners, value.sym, effect, death))
      return;
    if (!number) {
      deaths_.push_back(death);
      number = static_cast<std::uint32_t>(deaths_.size());
    }
    value.death = number;
  };
  for (auto &[path, value] : state.store)
    kill(value);
  for (auto &[id, value] : state.values)
    kill(value);
}

/// A unique pointer in a container gets another object: the one it had is gone.
void Engine::replaceOwned(State &state, PathId place, SymId next) {
  const PathId container = isUnique(place) ? containerAround(place) : 0;
  const SymId old = container ? read(state, place).sym : 0;
  if (!old || old == next || !pointerOf(domain_, old) ||
      ownerOf(state, ownersIn(state), old) != place)
    return;
  const auto known = state.known.find(old);
  if (known != state.known.end() && !known->second.truth)
    return;
  Death death{.at = at_,
              .range = rangeOf_[sequence_],
              .path = container,
              .container = typeOf(container)->container,
              .kind = OpKind::At,
              .isOwned = true,
              .calls = {},
              .leftBehind = {},
              .along = {}};
  deaths_.push_back(std::move(death));
  const auto number = static_cast<std::uint32_t>(deaths_.size());
  const auto kill = [&](Value &value) {
    if (!value.death && value.sym && pointerOf(domain_, value.sym) == old)
      value.death = number;
  };
  for (auto &[path, value] : state.store)
    kill(value);
  for (auto &[id, value] : state.values)
    kill(value);
}

/// What `m.emplace(key, std::move(object))` or `m.insert({key, std::move(object)})` is given.
SymId Engine::givenObject(State &state, const ir::Instruction &i) {
  const OpKind kind = i.operation->kind;
  const std::size_t given = i.operands.size();
  if (given < 2 || given > 3 || (kind != OpKind::Assign && kind != OpKind::Insert))
    return 0;
  const SymId made = operandValue(state, i, static_cast<unsigned>(given) - 1).sym;
  if (!made || given == 3)
    return made;
  const Sym pair = domain_.symbol(made);
  return pair.kind == SymKind::Pair ? pair.operands[1] : 0;
}

/// The element owns `object` now, unless it is gone altogether.
void Engine::insertOwned(State &state, const ir::Instruction &i, PathId container, SymId key,
                         SymId object) {
  const PathId element = key ? domain_.path(PathKind::Element, container, key) : 0;
  const PathId place = element ? domain_.path(PathKind::Second, element) : 0;
  if (!place || !isUnique(place))
    return;
  if (i.operation->kind == OpKind::Assign)
    replaceOwned(state, place, object);
  if (!object)
    return;
  const Sym made = domain_.symbol(object);
  const bool wasGiven =
      made.kind == SymKind::Initial && domain_[made.a].kind == PathKind::Var && isUnique(made.a);
  if (made.kind == SymKind::NonNull || wasGiven)
    write(state, place, {.sym = object});
}

/// Something is moved out of `place`. On another path it may stay where it is, but whoever moves
/// from elements knows about them: nothing more is said of what its container destroys.
void Engine::rob(PathId place) {
  const PathId container = containerAround(place);
  const Path &root = domain_[domain_.root(place)];
  if (container || root.kind == PathKind::Pointee)
    robbed_.insert(container);
  if (visibleToCallers(place))
    summary_.robbed.insert(place);
}

void Engine::robAsIn(const Summary &summary, Binding &binding) {
  for (const PathId place : summary.robbed)
    if (const PathId here = binding.path(place))
      rob(here);
}

bool Engine::isRobbed(PathId container) const {
  return robbed_.contains(container) || robbed_.contains(0);
}

/// What was found on the way, seen from the end.
void Engine::spareRobbed() {
  for (Effect &effect : summary_.effects)
    effect.sparesOwned |= isRobbed(effect.path);
  std::erase_if(facts_.invalidUses, [&](const InvalidUse &use) {
    return use.use.function == id_ && use.isOwned && isRobbed(use.path);
  });
  std::erase_if(leaves_, [&](const Resting &left) {
    return left.isDead && left.death.isOwned && isRobbed(left.death.path);
  });
}

/// A call is given a unique pointer that it may move from.
void Engine::take(State &state, PathId place) {
  if (!place || !isUnique(place))
    return;
  rob(place);
  disown(state, place);
}

/// Somebody may have taken what unique pointers at or below `path` own.
void Engine::disown(State &state, PathId path) {
  std::vector<PathId> places;
  const auto note = [&](SymId sym) {
    const SymId pointer = sym ? pointerOf(domain_, sym) : 0;
    if (!pointer)
      return;
    const Sym &s = domain_.symbol(pointer);
    if (s.kind == SymKind::Initial && domain_.isWithin(s.a, path) && isUnique(s.a) &&
        !state.store.contains(s.a))
      places.push_back(s.a);
  };
  for (const auto &[place, value] : state.store) {
    note(value.sym);
    const bool isPointer = value.sym && pointerOf(domain_, value.sym) == value.sym;
    if (isPointer && domain_.isWithin(place, path) && isUnique(place) && containerAround(place))
      places.push_back(place);
  }
  for (const auto &[id, value] : state.values)
    note(value.sym);
  for (const PathId place : places)
    state.store[place] = {.sym = domain_.sym(SymKind::Derived, id_, sequence_, {})};
}

} // namespace maplint::flow
