// How a function ends, as its callers see it.

#include "lib/flow/Engine.h"

#include <algorithm>

namespace maplint::flow {

/// Endings told apart by what happened; beyond that, paths with the same result are one.
static constexpr std::size_t mostOutcomes = 8;

/// True when a caller can say what the value is: it is made of what the function was given.
bool Engine::isGiven(SymId sym) {
  if (!sym)
    return false;
  const Sym s = domain_.symbol(sym);
  switch (s.kind) {
  case SymKind::Integer:
  case SymKind::Null: return true;
  case SymKind::Initial: {
    const Path at = domain_[s.a];
    return (at.kind == PathKind::Var && at.b < function_.parameters + function_.captures) ||
           (at.kind != PathKind::Var && visibleToCallers(s.a));
  }
  case SymKind::Fresh: return s.a == endPosition;
  case SymKind::Iterator: return visibleToCallers(s.a) && isGiven(s.b);
  case SymKind::Compare:
  case SymKind::Not:
  case SymKind::Truth:
  case SymKind::Both:
  case SymKind::Either:
    return std::ranges::all_of(s.operands, [&](SymId each) { return isGiven(each); });
  default: return false;
  }
}

static std::vector<std::uint32_t> listed(const FlatSet<std::uint32_t> &set) {
  return {set.begin(), set.end()};
}

Outcome Engine::outcomeOf(const State &state, Ending ending, SymId result) {
  Outcome outcome{.ending = ending,
                  .result = result,
                  .effects = listed(state.effects),
                  .touches = listed(state.touches)};
  for (const auto &[sym, knowledge] : state.known)
    if (!knowledge.assumed && isGiven(sym))
      outcome.assumed[sym] = knowledge.truth;
  for (const auto &[sym, knowledge] : state.known)
    if (const auto demand = demands_.find(knowledge.by);
        knowledge.assumed && isGiven(sym) && demand != demands_.end()) {
      Writing writing = demand->second;
      if (writing.name.empty())
        writing.name = domain_.symText(sym);
      outcome.demands.emplace(sym, std::move(writing));
    }
  for (const auto &[path, held] : state.store)
    if (domain_[path].kind != PathKind::Var && visibleToCallers(path))
      outcome.stored[path] = held.sym;
  if (const auto test = presenceTests_.find(result); test != presenceTests_.end())
    outcome.presence = test->second;
  return outcome;
}

/// Joins `other` into `outcome`: what both agree on stays.
static void joinInto(Outcome &outcome, const Outcome &other) {
  const auto add = [](std::vector<std::uint32_t> &to, const std::vector<std::uint32_t> &from) {
    for (const std::uint32_t each : from)
      if (std::ranges::find(to, each) == to.end())
        to.push_back(each);
  };
  add(outcome.effects, other.effects);
  add(outcome.touches, other.touches);
  outcome.demands.insert(other.demands.begin(), other.demands.end());
  if (outcome.result != other.result)
    outcome.result = 0;
  if (outcome.presence != other.presence)
    outcome.presence = {};
  std::erase_if(outcome.assumed, [&](const auto &entry) {
    const auto found = other.assumed.find(entry.first);
    return found == other.assumed.end() || found->second != entry.second;
  });
  for (auto &[path, sym] : outcome.stored)
    if (const auto found = other.stored.find(path);
        found == other.stored.end() || found->second != sym)
      sym = 0;
  for (const auto &[path, sym] : other.stored)
    outcome.stored.try_emplace(path, 0);
}

void Engine::addOutcome(Outcome outcome) {
  const auto isAlike = [&](const Outcome &other) {
    return other.ending == outcome.ending && other.effects == outcome.effects &&
           other.stored == outcome.stored;
  };
  const auto endsAlike = [&](const Outcome &other) { return other.ending == outcome.ending; };
  auto known = std::ranges::find_if(summary_.outcomes, isAlike);
  if (known == summary_.outcomes.end() && summary_.outcomes.size() >= mostOutcomes)
    known = std::ranges::find_if(summary_.outcomes, endsAlike);
  if (known == summary_.outcomes.end())
    summary_.outcomes.push_back(std::move(outcome));
  else
    joinInto(*known, outcome);
}

/// False when what the callee found out on this way contradicts what is known here.
bool Engine::agrees(State &state, const Outcome &outcome, Binding &binding) {
  for (const auto &[sym, truth] : outcome.assumed) {
    SymId here = binding.sym(sym);
    if (here)
      here = current(state, here);
    const auto known = here ? knownTruth(state, here) : std::nullopt;
    if (known && *known != truth)
      return false;
    if (here && !known && !assume(state, here, truth, sequence_))
      return false;
  }
  // Who asks `if (has())` wants to know; who calls what bears a null has not said that there is
  // one.
  if (outcome.ending != Ending::True && outcome.ending != Ending::False)
    for (auto &[sym, knowledge] : state.known)
      knowledge.defensive |= knowledge.by == sequence_ && !knowledge.truth;
  return true;
}

/// The value that a place, whose value at some earlier time `sym` names, has now.
SymId Engine::current(const State &state, SymId sym) {
  const Sym s = domain_.symbol(sym);
  if (s.kind == SymKind::Initial) {
    const SymId now = read(state, s.a).sym;
    return now ? now : sym;
  }
  if (s.operands.empty())
    return sym;
  std::vector<SymId> operands;
  for (const SymId each : s.operands)
    operands.push_back(each ? current(state, each) : 0);
  if (std::ranges::equal(operands, s.operands))
    return sym;
  if (s.kind == SymKind::Compare)
    return compared(static_cast<ir::ComparePredicate>(s.a), operands[0], operands[1]);
  if (s.kind == SymKind::Truth)
    return truthOf(operands[0]);
  return domain_.sym(s.kind, s.a, s.b, operands);
}

/// True for what lies in another object, to which a reference in `object` has been bound for good.
bool Engine::liesBehind(PathId path, PathId object) const {
  const Path &root = domain_[domain_.root(path)];
  const Sym pointer = root.kind == PathKind::Pointee ? domain_.symbol(root.a) : Sym{};
  const Path &holder = domain_[pointer.a];
  return pointer.kind == SymKind::Initial && holder.kind == PathKind::Field &&
         unit_.symbols[holder.a].isReference && domain_.isWithin(pointer.a, object);
}

/// True for a handle into a container of `object`, and for a closure that has captured one.
bool Engine::leadsInto(SymId sym, PathId object) const {
  const Sym &s = domain_.symbol(sym);
  if (s.kind == SymKind::Lambda)
    return std::ranges::any_of(
        s.operands, [&](SymId captured) { return captured && leadsInto(captured, object); });
  return isHandle(sym) && (domain_.isWithin(s.a, object) || liesBehind(s.a, object));
}

/// The handles into the object's own containers that lie in its members now.
void Engine::noteLeaving(const State &state) {
  const PathId self = domain_.path(PathKind::This);
  std::map<PathId, SymId> along;
  for (const auto &[path, held] : state.store)
    if (domain_.isWithin(path, self) && path != self)
      along[path] = held.sym;
  for (const auto &[path, held] : state.store) {
    // Of a handle that was taken rounds ago only its death may be left.
    const PathId lost = held.death && !held.sym ? deaths_[held.death - 1].path : 0;
    if (!domain_.isWithin(path, self) || path == self || (!held.sym && !lost))
      continue;
    const bool isOwn = lost ? domain_.isWithin(lost, self) || liesBehind(lost, self)
                            : leadsInto(held.sym, self) || isOwned(held.sym, self);
    Resting left{.member = path, .handle = isOwn ? held.sym : 0, .isDead = false, .along = along};
    if (isOwn && held.death) {
      left.isDead = true;
      left.death = deaths_[held.death - 1];
    }
    const SymKind kind = held.sym ? domain_.symbol(held.sym).kind : SymKind::Null;
    const bool isNothing = kind == SymKind::Null || kind == SymKind::Stale;
    if (isOwn || !isNothing)
      leaves_.insert(std::move(left));
  }
}

void Engine::returned(const ir::Instruction &i, State &state) {
  const Value value = operand(state, i, 0);
  const bool isPassedOn = function_.returnsReference ||
                          (value.sym && domain_.symbol(value.sym).kind == SymKind::Iterator);
  if (isPassedOn)
    use(state, value, i);
  Ending ending = Ending::Other;
  const ir::Type *type = unit_.type(function_.returnType);
  const auto truth = value.sym ? knownTruth(state, value.sym) : std::nullopt;
  const bool isBool = type && type->spelling == "bool";
  if (truth && isBool)
    ending = *truth ? Ending::True : Ending::False;
  else if (truth && type && type->pointerLike() && !function_.returnsReference)
    ending = *truth ? Ending::NonNull : Ending::Null;
  if (state.isSupposed)
    return;
  Outcome outcome = outcomeOf(state, ending, value.sym);
  outcome.returned = i.range;
  addOutcome(std::move(outcome));
  noteLeaving(state);
}

} // namespace maplint::flow
