// Calls of functions whose bodies are known: their summaries applied.

#include "lib/flow/Engine.h"

#include <algorithm>
#include <iterator>

namespace maplint::flow {

/// Accesses a function keeps of its callees; more would make summaries grow with the call graph.
static constexpr std::size_t mostAccesses = 150;
static constexpr std::size_t mostEffects = 40;
/// Longer chains of calls are not followed: nobody would read them.
static constexpr std::size_t mostCalls = 5;
/// States a call may fork into.
static constexpr std::size_t mostForks = 12;

std::vector<SymId> Engine::argumentsOf(State &state, const ir::Instruction &i, unsigned first) {
  std::vector<SymId> arguments;
  for (unsigned n = first; n < i.operands.size(); ++n) {
    const Value argument = operand(state, i, n);
    use(state, argument, i);
    if (((i.places >> n) & 1U) != 0)
      use(state, read(state, pathOf(argument)), i);
    arguments.push_back(argument.sym);
  }
  return arguments;
}

/// A by-value parameter that is given a place is a copy: its value is what was there.
void Engine::copyByValue(State &state, const ir::Instruction &i, const ir::Function &callee,
                         std::vector<SymId> &arguments) {
  for (unsigned n = 0; n < arguments.size() && n < callee.parameters; ++n) {
    const bool isPlace = ((i.places >> (n + 1)) & 1U) != 0;
    const ir::Variable &parameter = callee.variables[n];
    if (isPlace && !parameter.isReference)
      arguments[n] = read(state, pathOf({.sym = arguments[n]})).sym;
  }
}

void Engine::call(const ir::Instruction &i, State state, std::vector<State> &out) {
  const auto body = unit_.functionBySymbol.find(i.symbol);
  use(state, operand(state, i, 0), i);
  if (const Value receiver = operand(state, i, 0); receiver.sym && looksInto(i))
    use(state, read(state, pathOf(receiver)), i);
  std::vector<SymId> arguments = argumentsOf(state, i, 1);
  const auto overriders = shared_.overriders.find(i.symbol);
  const bool isVirtual = overriders != shared_.overriders.end();
  PathId self = operandPath(state, i, 0);
  if (isVirtual && (!self || domain_[domain_.root(self)].kind != PathKind::Var)) {
    dispatch(i, overriders->second, arguments, self, std::move(state), out);
    return;
  }
  if (body == unit_.functionBySymbol.end() || !shared_.summaries[body->second].computed) {
    if (!sequenceCall(i, state, out))
      callUnknown(i, std::move(state), out);
    return;
  }
  const ir::Function &callee = unit_.functions[body->second];
  copyByValue(state, i, callee, arguments);
  // A variable comes to life after its constructor has run: Declare and Store take over what it
  // made.
  if (callee.isConstructor && (!self || domain_[self].kind == PathKind::Var))
    self = domain_.path(PathKind::Temp, 0, id_, i.result);
  apply(i, body->second, std::move(arguments), self, std::move(state), out);
}

/// An interface with more implementations stands for objects that have nothing in common.
static constexpr std::size_t mostOverriders = 4;

/// What calling any of the functions may do, one of them or the one that the call names.
void Engine::dispatch(const ir::Instruction &i, const std::vector<ir::FunctionId> &targets,
                      const std::vector<SymId> &arguments, PathId self, State state,
                      std::vector<State> &out) {
  const auto body =
      i.op == ir::Op::Call ? unit_.functionBySymbol.find(i.symbol) : unit_.functionBySymbol.end();
  std::vector<ir::FunctionId> all = targets;
  if (body != unit_.functionBySymbol.end())
    all.push_back(body->second);
  isOneOfMany_ = all.size() > mostOverriders;
  const std::size_t first = out.size();
  for (const ir::FunctionId target : all) {
    const Summary &summary = shared_.summaries[target];
    if (!summary.computed || out.size() - first >= mostForks)
      continue;
    // `virtual Table *table() { return nullptr; }`: those who call it mean objects that have one.
    if (all.size() > 1 && unit_.functions[target].isVirtual && summary.outcomes.size() == 1 &&
        summary.outcomes.front().ending == Ending::Null && summary.effects.empty())
      continue;
    std::vector<SymId> given = arguments;
    copyByValue(state, i, unit_.functions[target], given);
    isGuessing_ = true;
    apply(i, target, std::move(given), self, state, out);
    isGuessing_ = false;
  }
  isOneOfMany_ = false;
  if (out.size() == first)
    callUnknown(i, std::move(state), out);
}

void Engine::importAccesses(const ir::Instruction &i, const Summary &summary, ir::FunctionId callee,
                            Binding &binding, const State &state) {
  // Which object's containers these are, nobody can tell; or callers know by themselves; or the
  // object is nobody's any more.
  if (isOneOfMany_ || isSupposing_ || unit_.functions[callee].isDestructor)
    return;
  for (const Access &inner : summary.accesses) {
    if (summary_.accesses.size() >= mostAccesses || inner.calls.size() > 4)
      return;
    const PathId path = binding.path(inner.path);
    if (!path)
      continue;
    Access access = inner;
    access.at = at_;
    access.path = path;
    access.operation = nullptr;
    access.key = binding.sym(inner.key);
    access.running = state.running;
    const auto contents = state.contents.find(path);
    if (access.fill == Fill::Unknown && contents != state.contents.end())
      access.fill = contents->second.fill;
    access.locks = heldAt(state, i.range);
    std::ranges::copy(translated(inner.locks, binding), std::back_inserter(access.locks));
    std::ranges::sort(access.locks);
    noteGuarded(access);
    access.calls.insert(access.calls.begin(),
                        {.range = i.range, .message = unit_.functions[callee].name});
    const bool known = std::ranges::any_of(summary_.accesses, [&](const Access &other) {
      return other.path == access.path && other.range == access.range &&
             other.kind == access.kind && other.locks == access.locks && other.at == access.at &&
             other.fill == access.fill;
    });
    if (!known)
      summary_.accesses.push_back(std::move(access));
  }
}

/// The caller's word for an effect of the callee.
Effect Engine::translated(const Effect &inner, const ir::Instruction &i, ir::FunctionId callee,
                          Binding &binding) {
  Effect effect = inner;
  effect.path = binding.path(inner.path);
  effect.other = binding.path(inner.other);
  effect.key = binding.sym(inner.key);
  effect.position = binding.sym(inner.position);
  effect.last = binding.sym(inner.last);
  effect.iterator = binding.sym(inner.iterator);
  effect.isGuess |= isGuessing_ || binding.isAssumed(inner.path);
  if (effect.iterator && domain_.symbol(effect.iterator).kind == SymKind::Iterator) {
    effect.position = domain_.symbol(effect.iterator).b;
    effect.iterator = 0;
  }
  eraseItself(inner, callee, effect);
  for (auto &[part, value] : effect.matched) {
    part = binding.path(part);
    value = binding.sym(value);
  }
  effect.calls.insert(effect.calls.begin(),
                      {.range = i.range, .message = unit_.functions[callee].name});
  return effect;
}

void Engine::applyTouch(const ir::Instruction &i, const Summary &summary, const Touch &touch,
                        ir::FunctionId callee, Binding &binding, State &state) {
  Value handle{.sym = binding.sym(touch.handle)};
  if (!handle.sym)
    return;
  if (const Sym s = domain_.symbol(handle.sym); s.kind == SymKind::Initial)
    handle = read(state, s.a);
  std::vector<Step> calls = touch.calls;
  calls.insert(calls.begin(), {.range = i.range, .message = unit_.functions[callee].name});
  const auto report = [&](const Death &death) {
    if (isExcused(state, death))
      return;
    InvalidUse found = describe(state, handle, death);
    found.useRange = touch.range;
    found.useCalls = calls;
    facts_.invalidUses.push_back(std::move(found));
  };
  if (handle.death) {
    report(deaths_[handle.death - 1]);
    return;
  }
  for (const std::uint32_t index : touch.after) {
    const Effect effect = translated(summary.effects[index], i, callee, binding);
    Death death = deathBy(effect);
    if (!effect.path || growthPrevented(state, effect) || !dies(handle, effect, death))
      continue;
    report(death);
    return;
  }
  if (calls.size() >= mostCalls)
    return;
  State after = state;
  for (const std::uint32_t index : touch.after)
    if (const Effect effect = translated(summary.effects[index], i, callee, binding); effect.path)
      recordEffect(after, effect);
  this->touch(after, handle.sym, touch.range, std::move(calls));
  state.touches = std::move(after.touches);
}

/// What the callee calls the first value of a place, or makes of its arguments, at the time of the
/// call: the caller may have set the place since it began.
SymId Engine::atCall(const State &before, SymId sym, Binding &binding) {
  const Sym s = sym ? domain_.symbol(sym) : Sym{};
  const bool isPlace =
      sym && s.kind == SymKind::Initial && domain_[domain_.root(s.a)].kind != PathKind::Var;
  const PathId place = isPlace ? binding.path(s.a) : 0;
  return place ? read(before, place).sym : binding.sym(sym);
}

/// However the callee ends, it gives `place` another value, and moves nothing out of it before.
static bool replacesAlways(const Summary &summary, PathId place) {
  return summary.robbed.empty() && std::ranges::all_of(summary.outcomes, [&](const Outcome &each) {
           const auto found = each.stored.find(place);
           return found != each.stored.end() && found->second;
         });
}

void Engine::applyOutcome(const ir::Instruction &i, const Summary &summary, const Outcome &outcome,
                          ir::FunctionId callee, Binding &binding, State &state) {
  applyDemands(i, outcome, callee, binding, state);
  for (const std::uint32_t index : outcome.touches)
    applyTouch(i, summary, summary.touches[index], callee, binding, state);
  for (const std::uint32_t index : outcome.effects) {
    Effect effect = translated(summary.effects[index], i, callee, binding);
    if (!effect.path)
      continue;
    effect.key = effect.key ? current(state, effect.key) : 0;
    invalidate(state, effect);
    if (effect.calls.size() < mostCalls && summary_.effects.size() < mostEffects)
      recordEffect(state, effect);
    updateContents(state, effect.path, effect.kind, 0);
    if (effect.kind == model::OpKind::Swap)
      exchange(state, effect.path, effect.other);
  }
  // All of it is told in terms of what was there before.
  const SymId result = atCall(state, outcome.result, binding);
  std::vector<SymId> stored;
  for (const auto &[path, sym] : outcome.stored)
    stored.push_back(atCall(state, sym, binding));
  std::size_t next = 0;
  for (const auto &[path, sym] : outcome.stored) {
    const SymId value = stored[next++];
    if (const PathId target = binding.path(path)) {
      if (value && replacesAlways(summary, path))
        replaceOwned(state, target, value);
      if (value)
        write(state, target, {.sym = value});
      else if (domain_[target].kind != PathKind::Element || !isHandle(read(state, target).sym))
        havoc(state, target);
    }
  }
  Value returned;
  switch (outcome.ending) {
  case Ending::True:
  case Ending::False:
    returned.sym = domain_.sym(SymKind::Integer, outcome.ending == Ending::True ? 1 : 0);
    break;
  case Ending::Null:
    nullReturns_[sequence_] = outcome.returned;
    returned.sym = domain_.sym(SymKind::Null, id_, sequence_);
    break;
  default: returned.sym = result; break;
  }
  if (!returned.sym)
    returned.sym = domain_.sym(
        outcome.ending == Ending::NonNull ? SymKind::NonNull : SymKind::Fresh, id_, sequence_);
  const auto [container, key] = outcome.presence;
  const PathId asked = container ? binding.path(container) : 0;
  if (const SymId which = asked ? binding.sym(key) : 0)
    presenceTests_[returned.sym] = {asked, which};
  returned.origin = sequence_ + 1;
  if (unit_.functions[callee].isConstructor)
    returned.object = domain_.path(PathKind::Temp, 0, id_, i.result);
  this->result(state, i, returned);
  lapseReturned(state, i, summary, outcome, binding, returned);
}

void Engine::apply(const ir::Instruction &i, ir::FunctionId callee, std::vector<SymId> arguments,
                   PathId self, State state, std::vector<State> &out) {
  const Summary &summary = shared_.summaries[callee];
  if (inLoop())
    purge(state, sequence_);
  Binding binding(domain_, callee, arguments, self, id_, sequence_);
  alias(binding, callee);
  importAccesses(i, summary, callee, binding, state);
  keepCallbacks(state, summary, arguments);
  startGiven(summary, arguments, state);
  startLeft(i, summary, callee, binding, self, state);
  robAsIn(summary, binding);
  // Callables that the callee calls: what they do happens now.
  std::vector<State> inside{std::move(state)};
  for (const Invoked &invoked : summary.invoked) {
    SymId target = invoked.parameter < arguments.size() ? arguments[invoked.parameter] : 0;
    if (target && domain_.symbol(target).kind == SymKind::Address)
      target = read(inside.front(), domain_.symbol(target).a).sym;
    if (!target)
      continue;
    noteGiven(callee, invoked.parameter, target, arguments, self);
    invokeGiven(i, invoked, target, callee, binding, inside);
  }
  for (State &each : inside)
    for (const Outcome &outcome : summary.outcomes) {
      State copy = each;
      Binding fresh(domain_, callee, arguments, self, id_, sequence_);
      alias(fresh, callee);
      aliasKeeper(fresh, callee, self);
      if (!agrees(copy, outcome, fresh))
        continue;
      applyOutcome(i, summary, outcome, callee, fresh, copy);
      out.push_back(std::move(copy));
    }
}

} // namespace maplint::flow
