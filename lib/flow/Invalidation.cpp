// What an operation kills.

#include "lib/flow/Engine.h"

#include <algorithm>

namespace maplint::flow {

using model::Dies;
using model::OpKind;

/// True for the value of a parameter, or of what one refers to.
static bool isGivenFromOutside(const Domain &domain, SymId sym) {
  const Sym &s = domain.symbol(sym);
  if (s.kind != SymKind::Initial)
    return false;
  const Path &root = domain[domain.root(s.a)];
  return root.kind == PathKind::Var ||
         (root.kind == PathKind::Pointee && root.a && isGivenFromOutside(domain, root.a));
}

bool Engine::elementDies(SymId element, const Effect &effect, Death &death) {
  if (!element)
    return false;
  const SymKind kind = domain_.symbol(element).kind;
  if (kind == SymKind::Stale || (effect.last && element == effect.last))
    return false;
  if (element == effect.position || element == effect.key)
    return true;
  if (!effect.matched.empty() && isFound(element, effect)) {
    death.certainElement = false;
    return true;
  }
  // The position of find(k) is known by k.
  const SymId key = effect.key ? effect.key : effect.position;
  if (key && exposed_.contains(element) && isGivenFromOutside(domain_, key)) {
    death.certainElement = false;
    return true;
  }
  const PathId place = key ? domain_.path(PathKind::Element, effect.path, element) : 0;
  if (!place || !domain_.mentions(key, place))
    return false;
  const PathId exact = effect.container->isMap ? domain_.path(PathKind::First, place) : place;
  death.keyFromElement = true;
  death.certainElement = key == domain_.sym(SymKind::Initial, exact);
  return true;
}

/// True for operations that leave the other elements whole, but perhaps elsewhere.
static bool relocates(OpKind kind) {
  return model::inserts(kind) || kind == OpKind::Reserve || kind == OpKind::Rehash ||
         kind == OpKind::EraseKey || kind == OpKind::EraseAt || kind == OpKind::EraseRange ||
         kind == OpKind::EraseIf || kind == OpKind::Extract || kind == OpKind::ExtractAt;
}

/// True when the step `path` leads to memory of its own, which moving the object around it leaves
/// where it is: an element of a vector or of an inner container.
bool Engine::isApart(PathId path) const {
  const Path &step = domain_[path];
  if (step.kind == PathKind::Element)
    return true;
  const ir::Type *type = step.kind == PathKind::Index ? typeOf(step.parent) : nullptr;
  return type && type->isHeap;
}

/// [container.reqmts]: moving a container keeps its iterators, but the end of a tree or list lies
/// in the object itself.
bool Engine::isEndInPlace(const Sym &iterator) const {
  const ir::Type *type = typeOf(iterator.a);
  return domain_.isEnd(iterator.b) && type && type->kind == ir::TypeKind::Container &&
         !type->container->isHashed && !type->container->isFlat;
}

bool Engine::partDies(const Sym &handle, const Effect &effect, Death &death) {
  const bool references = effect.dies == Dies::IteratorsAndReferences;
  bool isApartFromElement = handle.kind == SymKind::Iterator && !isEndInPlace(handle);
  for (PathId at = handle.a; at; at = domain_[at].parent) {
    const Path step = domain_[at];
    if (step.kind != PathKind::Element || step.parent != effect.path) {
      isApartFromElement |= isApart(at);
      continue;
    }
    // [container.node.overview]: an extracted element stays where it is.
    const bool extracts = effect.kind == OpKind::Extract || effect.kind == OpKind::ExtractAt;
    if (extracts && !effect.container->isFlat)
      return false;
    if (effect.dies == Dies::TheErased || (references && model::erases(effect.kind)))
      if (elementDies(step.a, effect, death))
        return true;
    return references && !(isApartFromElement && relocates(effect.kind));
  }
  return false;
}

/// The end of a tree or list is no element's place; that of an array is, and that of some tables is
/// where their buckets end.
static bool endDies(const Effect &effect) {
  const model::Container &container = *effect.container;
  if (!container.isHashed)
    return container.isFlat;
  return container.endMoves && (model::inserts(effect.kind) || effect.kind == OpKind::Reserve ||
                                effect.kind == OpKind::Rehash);
}

bool Engine::dies(const Value &value, const Effect &effect, Death &death) {
  if (!value.sym)
    return false;
  if (effect.iterator && value.sym == effect.iterator)
    return true;
  const Sym s = domain_.symbol(value.sym);
  // A closure is as good as what it has captured.
  if (s.kind == SymKind::Lambda)
    return std::ranges::any_of(
        s.operands, [&](SymId captured) { return dies({.sym = captured}, effect, death); });
  if (s.kind == SymKind::Iterator && s.a == effect.path) {
    if (effect.dies != Dies::TheErased)
      return !domain_.isEnd(s.b) || endDies(effect);
    return elementDies(s.b, effect, death);
  }
  if (s.kind != SymKind::Iterator && s.kind != SymKind::Address)
    return false;
  return partDies(s, effect, death);
}

bool Engine::growthPrevented(const State &state, const Effect &effect) {
  if (!effect.onGrowth)
    return false;
  const auto contents = state.contents.find(effect.path);
  if (contents != state.contents.end() && contents->second.fill == Fill::Reserved)
    return true;
  const Path step = domain_[effect.path];
  if (step.kind == PathKind::Field && shared_.reservedFields.contains(step.a))
    return true;
  return effect.key && isPresent(state, effect.path, *effect.container, effect.key);
}

/// The sequence or container whose element `key` is: `x` of `for (int x : xs)`.
PathId Engine::rangeWithKey(SymId key) const {
  const Sym &s = domain_.symbol(key);
  if (s.kind != SymKind::Initial)
    return 0;
  PathId at = s.a;
  if (domain_[at].kind == PathKind::First || domain_[at].kind == PathKind::Field)
    at = domain_[at].parent;
  const bool isElement =
      domain_[at].kind == PathKind::Element || domain_[at].kind == PathKind::Index;
  return isElement ? domain_[at].parent : 0;
}

bool Engine::isPresent(const State &state, PathId container, const model::Container &type,
                       SymId key) const {
  if (state.present.contains({container, key}))
    return true;
  if (const PathId range = rangeWithKey(key)) {
    const auto filled = state.filledFrom.find({container, range});
    if (filled != state.filledFrom.end() && filled->second != sequence_)
      return true;
  }
  // The key of an element that the container holds.
  const Sym &s = domain_.symbol(key);
  if (s.kind != SymKind::Initial)
    return false;
  const PathId element =
      type.isMap && domain_[s.a].kind == PathKind::First ? domain_[s.a].parent : s.a;
  return domain_[element].kind == PathKind::Element && domain_[element].parent == container;
}

Death Engine::deathBy(const Effect &effect) const {
  return {.at = at_,
          .range = effect.range,
          .path = effect.path,
          .container = effect.container,
          .kind = effect.kind,
          .dies = effect.dies,
          .onGrowth = effect.onGrowth,
          .isGuess = effect.isGuess,
          .calls = effect.calls,
          .leftBehind = {},
          .along = {}};
}

void Engine::kill(Value &value, const Effect &effect, Death &death, std::uint32_t &number) {
  death.keyFromElement = false;
  death.certainElement = true;
  if (value.death || !dies(value, effect, death))
    return;
  if (!number) {
    deaths_.push_back(death);
    number = static_cast<std::uint32_t>(deaths_.size());
  }
  value.death = number;
}

void Engine::invalidate(State &state, const Effect &effect) {
  if (effect.dies == Dies::Nothing || growthPrevented(state, effect))
    return;
  Death death = deathBy(effect);
  std::uint32_t number = 0;
  std::vector<std::pair<PathId, Value>> halves;
  for (auto &[path, value] : state.store) {
    const Sym s = value.sym ? domain_.symbol(value.sym) : Sym{};
    if (s.kind != SymKind::Pair) {
      // Of what a sequence holds only the loss of all is known.
      const bool isAny = path == anyElementFor(path);
      if (!isAny || effect.dies != Dies::TheErased)
        kill(value, effect, death, number);
      continue;
    }
    // (iterator, inserted) or (first, last): each half has a life of its own.
    for (std::size_t n = 0; n < s.operands.size(); ++n) {
      const PathId part = domain_.path(n == 0 ? PathKind::First : PathKind::Second, path);
      Value half = value;
      half.sym = s.operands[n];
      kill(half, effect, death, number);
      if (half.death && !state.store.contains(part))
        halves.emplace_back(part, half);
    }
  }
  state.store.insert(halves.begin(), halves.end());
  for (auto &[id, value] : state.values) {
    Value first = value;
    const Sym s = value.sym ? domain_.symbol(value.sym) : Sym{};
    if (s.kind == SymKind::Pair)
      first.sym = s.operands[0];
    kill(first, effect, death, number);
    value.death = first.death;
  }
  destroyOwned(state, effect);
}

/// Swapping two containers leaves every handle where it is: it belongs to the other one now.
void Engine::exchange(State &state, PathId a, PathId b) {
  if (!a || !b)
    return;
  robbed_.insert({a, b});
  const auto renamed = [&](SymId sym) {
    const SymId there = domain_.rebasedHandle(sym, a, b);
    return there == sym ? domain_.rebasedHandle(sym, b, a) : there;
  };
  for (auto &[path, value] : state.store)
    value.sym = renamed(value.sym);
  for (auto &[id, value] : state.values)
    value.sym = renamed(value.sym);
}

/// The elements of the container at `from` are those of the one at `to` now.
void Engine::rehome(State &state, PathId from, PathId to) {
  if (!from || !to || from == to)
    return;
  disown(state, from);
  for (auto &[path, value] : state.store)
    value.sym = domain_.rebasedHandle(value.sym, from, to);
  for (auto &[id, value] : state.values)
    value.sym = domain_.rebasedHandle(value.sym, from, to);
}

bool Engine::visibleToCallers(PathId path) {
  const Path root = domain_[domain_.root(path)];
  if (root.kind == PathKind::This || root.kind == PathKind::Global)
    return true;
  if (root.kind != PathKind::Pointee)
    return false;
  const Sym s = domain_.symbol(root.a);
  return s.kind == SymKind::Initial &&
         (domain_[s.a].kind == PathKind::Var || visibleToCallers(s.a));
}

void Engine::recordEffect(State &state, const Effect &effect) {
  if (state.isSupposed || !visibleToCallers(effect.path))
    return;
  noteChange(state, effect.path);
  const auto known = std::ranges::find(summary_.effects, effect);
  state.effects.insert(static_cast<std::uint32_t>(known - summary_.effects.begin()));
  if (known == summary_.effects.end())
    summary_.effects.push_back(effect);
}

} // namespace maplint::flow
