// Callables that callers give a function: what it calls is theirs. What they do is done where they
// are given, in the caller; and what it breaks inside the function itself, between two rounds of a
// loop, is found here.

#include "lib/flow/Engine.h"

#include <algorithm>

namespace maplint::flow {

/// Callables given for one parameter that are looked at.
static constexpr std::size_t mostGiven = 8;

/// The parameter or capture of this function that a callable came in by; none when it is neither's.
ir::VarId Engine::parameterOf(PathId callable) const {
  Path at = domain_[callable];
  if (at.kind == PathKind::Pointee && domain_.symbol(at.a).kind == SymKind::Initial)
    at = domain_[domain_.symbol(at.a).a]; // taken by reference
  const bool isOwn =
      at.kind == PathKind::Var && at.a == id_ && at.b < function_.parameters + function_.captures;
  return isOwn ? at.b : ir::none;
}

/// A parameter or capture of this function is called, with `locks` held.
void Engine::noteInvoked(PathId callable, const std::vector<HeldLock> &locks,
                         std::span<const SymId> arguments, std::uint32_t places) {
  const ir::VarId parameter = parameterOf(callable);
  if (parameter == ir::none)
    return;
  const auto known = std::ranges::find(summary_.invoked, parameter, &Invoked::parameter);
  if (known == summary_.invoked.end()) {
    summary_.invoked.push_back({.parameter = parameter,
                                .locks = locks,
                                .arguments = {arguments.begin(), arguments.end()},
                                .places = places});
    return;
  }
  // What holds at each of the calls.
  std::erase_if(known->locks, [&](const HeldLock &lock) {
    return std::ranges::find(locks, lock.mutex, &HeldLock::mutex) == locks.end();
  });
  for (std::size_t n = 0; n < known->arguments.size(); ++n)
    if (n >= arguments.size() || known->arguments[n] != arguments[n] || known->places != places)
      known->arguments[n] = 0;
}

/// A call gives `callee` a callable: a closure or function whose body is known, or what a caller
/// gave this function.
void Engine::noteGiven(ir::FunctionId callee, ir::VarId parameter, SymId callable,
                       std::span<const SymId> arguments, PathId self) {
  if (isGuessing_ || callee == id_)
    return;
  const auto inTermsOfCallee = [&](SymId sym) -> SymId {
    if (sym && self && sym == domain_.sym(SymKind::Address, self))
      return domain_.sym(SymKind::Address, domain_.path(PathKind::This));
    const auto same = sym ? std::ranges::find(arguments, sym) : arguments.end();
    if (same == arguments.end())
      return 0;
    const auto n = static_cast<std::uint32_t>(same - arguments.begin());
    const PathId variable = domain_.path(PathKind::Var, 0, callee, n);
    return domain_.sym(SymKind::Initial, variable);
  };
  const auto add = [&](Given given) {
    for (SymId &captured : given.captures)
      captured = inTermsOfCallee(captured);
    std::set<Given> &all = (*shared_.given)[{callee, parameter}];
    if (all.size() < mostGiven)
      all.insert(std::move(given));
  };
  const bool ownsThis = self == domain_.path(PathKind::This);
  const Sym s = domain_.symbol(callable);
  if (s.kind == SymKind::Lambda && s.a != ir::none)
    add({.body = s.a, .captures = {s.operands.begin(), s.operands.end()}, .ownsThis = ownsThis});
  if (s.kind == SymKind::Function)
    if (const auto body = unit_.functionBySymbol.find(s.a); body != unit_.functionBySymbol.end())
      add({.body = body->second, .captures = {}});
  const ir::VarId own = s.kind == SymKind::Initial ? parameterOf(s.a) : ir::none;
  const auto passedOn = own == ir::none ? shared_.given->end() : shared_.given->find({id_, own});
  if (passedOn == shared_.given->end())
    return;
  const std::set<Given> before = passedOn->second; // it may be the set that grows
  for (Given given : before) {
    given.ownsThis &= ownsThis;
    add(std::move(given));
  }
}

/// A parameter that is taken by value and given a place gets what lies there.
void Engine::loadPlaces(const State &state, ir::FunctionId body, std::uint32_t places,
                        std::vector<SymId> &arguments) {
  const ir::Function &function = unit_.functions[body];
  for (unsigned n = 0; n < arguments.size() && n < function.parameters; ++n)
    if (((places >> n) & 1U) != 0 && !function.variables[n].isReference)
      arguments[n] = read(state, pathOf({.sym = arguments[n]})).sym;
}

/// The body that a callable value stands for, when it is known and was explored.
static ir::FunctionId bodyOf(const Shared &shared, const Sym &callable) {
  ir::FunctionId body = callable.kind == SymKind::Lambda ? callable.a : ir::none;
  if (callable.kind == SymKind::Function)
    if (const auto found = shared.unit.functionBySymbol.find(callable.a);
        found != shared.unit.functionBySymbol.end())
      body = found->second;
  return body != ir::none && shared.summaries[body].computed ? body : ir::none;
}

/// A callee calls what this function gives it: that happens now.
void Engine::invokeGiven(const ir::Instruction &i, const Invoked &invoked, SymId callable,
                         ir::FunctionId callee, Binding &binding, std::vector<State> &states) {
  std::vector<Held> around; // the callee holds these while it calls
  for (const HeldLock &lock : translated(invoked.locks, binding))
    around.push_back({.lock = lock});
  std::vector<SymId> arguments;
  for (const SymId given : invoked.arguments)
    arguments.push_back(binding.sym(given));
  const Sym s = domain_.symbol(callable);
  if (s.kind == SymKind::Initial) {
    std::vector<HeldLock> all = held(states.front());
    for (const Held &each : around)
      all.push_back(each.lock);
    noteInvoked(s.a, all, arguments, invoked.places);
    std::vector<State> supposed;
    for (const State &each : states)
      suppose(i, s.a, arguments, invoked.places, each, supposed);
    std::ranges::move(supposed, std::back_inserter(states));
  }
  const ir::FunctionId body = bodyOf(shared_, s);
  if (body == ir::none || body == id_ || body == callee)
    return;
  std::vector<State> next;
  for (State &each : states) {
    each.locks.insert(each.locks.end(), around.begin(), around.end());
    std::vector<SymId> given = arguments;
    loadPlaces(each, body, invoked.places, given);
    if (s.kind == SymKind::Lambda)
      given = closureArguments(callable, std::move(given));
    apply(i, body, std::move(given), domain_.path(PathKind::This), std::move(each), next);
  }
  for (State &each : next)
    for (const Held &lock : around)
      if (const auto at = std::ranges::find(each.locks, lock); at != each.locks.end())
        each.locks.erase(at);
  states = std::move(next);
}

/// This function calls one of its parameters: adds to `out` what is left when a callable that some
/// call gives it breaks a handle that is held here. Callers are not told: they know what they gave.
void Engine::suppose(const ir::Instruction &i, PathId callable, std::vector<SymId> arguments,
                     std::uint32_t places, const State &state, std::vector<State> &out) {
  const ir::VarId parameter = parameterOf(callable);
  const auto given =
      parameter == ir::none ? shared_.given->end() : shared_.given->find({id_, parameter});
  if (given == shared_.given->end() || isSupposing_)
    return;
  const std::set<Given> all = given->second;
  for (const Given &each : all) {
    if (each.body == id_ || !shared_.summaries[each.body].computed)
      continue;
    std::vector<SymId> with = arguments;
    loadPlaces(state, each.body, places, with);
    with.resize(unit_.functions[each.body].parameters, 0);
    for (const SymId captured : each.captures)
      with.push_back(captured ? current(state, captured) : 0);
    const SymId stranger = domain_.sym(SymKind::NonNull, id_, sequence_);
    const PathId self =
        each.ownsThis ? domain_.path(PathKind::This) : domain_.path(PathKind::Pointee, 0, stranger);
    State before = state;
    before.isSupposed = true;
    const std::size_t deaths = deaths_.size();
    std::vector<State> after;
    isSupposing_ = true;
    apply(i, each.body, std::move(with), self, std::move(before), after);
    isSupposing_ = false;
    const auto isNew = [&](const auto &entry) { return entry.second.death > deaths; };
    for (State &one : after)
      if (std::ranges::any_of(one.store, isNew) || std::ranges::any_of(one.values, isNew))
        out.push_back(std::move(one));
  }
}

} // namespace maplint::flow
