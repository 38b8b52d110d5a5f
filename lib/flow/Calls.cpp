// Calls: summaries applied, unknown callees, returns.

#include "lib/flow/Engine.h"

#include <algorithm>

namespace maplint::flow {

/// Accesses a function keeps of its callees; more would make summaries grow with the call graph.
static constexpr std::size_t mostAccesses = 150;
static constexpr std::size_t mostEffects = 40;

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

void Engine::call(const ir::Instruction &i, State state, std::vector<State> &out) {
  const auto body = unit_.functionBySymbol.find(i.symbol);
  use(state, operand(state, i, 0), i);
  std::vector<SymId> arguments = argumentsOf(state, i, 1);
  if (body == unit_.functionBySymbol.end()) {
    callUnknown(i, std::move(state), out);
    return;
  }
  const Summary &summary = shared_.summaries[body->second];
  const ir::Function &callee = unit_.functions[body->second];
  for (unsigned n = 0; n < arguments.size() && n < callee.parameters; ++n) {
    // A by-value parameter given a place is a copy: its value is what was there.
    const bool isPlace = ((i.places >> (n + 1)) & 1U) != 0;
    const ir::Variable &parameter = callee.variables[n];
    if (isPlace && !parameter.isReference)
      arguments[n] = read(state, pathOf({.sym = arguments[n]})).sym;
  }
  PathId self = operandPath(state, i, 0);
  if (callee.isConstructor && !self)
    self = domain_.path(PathKind::Temp, 0, id_, i.result);
  if (!summary.computed) {
    callUnknown(i, std::move(state), out);
    return;
  }
  apply(i, summary, body->second, std::move(arguments), self, std::move(state), out);
}

void Engine::noteInvoked(PathId callable, const std::vector<HeldLock> &locks) {
  Path at = domain_[callable];
  if (at.kind == PathKind::Pointee && domain_.symbol(at.a).kind == SymKind::Initial)
    at = domain_[domain_.symbol(at.a).a];
  if (at.kind != PathKind::Var || at.b >= function_.parameters)
    return;
  const auto known = std::ranges::find(summary_.invoked, at.b, &Invoked::parameter);
  if (known == summary_.invoked.end()) {
    summary_.invoked.push_back({.parameter = at.b, .locks = locks});
    return;
  }
  // What holds at each of the calls.
  std::erase_if(known->locks, [&](const HeldLock &lock) {
    return std::ranges::find(locks, lock.mutex, &HeldLock::mutex) == locks.end();
  });
}

void Engine::invoke(const ir::Instruction &i, State state, std::vector<State> &out) {
  Value callable = operand(state, i, 0);
  if ((i.places & 1U) != 0)
    callable = read(state, pathOf(callable));
  std::vector<SymId> arguments = argumentsOf(state, i, 1);
  const Sym s = callable.sym ? domain_.symbol(callable.sym) : Sym{};
  ir::FunctionId target = ir::none;
  if (callable.sym && s.kind == SymKind::Lambda) {
    target = s.a;
    if (target != ir::none) {
      arguments.resize(unit_.functions[target].parameters, 0);
      arguments.insert(arguments.end(), s.operands.begin(), s.operands.end());
    }
  } else if (callable.sym && s.kind == SymKind::Function) {
    const auto body = unit_.functionBySymbol.find(s.a);
    if (body != unit_.functionBySymbol.end())
      target = body->second;
  }
  if (callable.sym && s.kind == SymKind::Initial)
    noteInvoked(s.a, held(state));
  if (target == ir::none || !shared_.summaries[target].computed) {
    callUnknown(i, std::move(state), out);
    return;
  }
  apply(i, shared_.summaries[target], target, std::move(arguments),
        domain_.path(PathKind::This), std::move(state), out);
}

void Engine::importAccesses(const ir::Instruction &i, const Summary &summary,
                            ir::FunctionId callee, Binding &binding, const State &state) {
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
    access.locks = held(state);
    for (const HeldLock &lock : inner.locks)
      if (const PathId mutex = binding.path(lock.mutex))
        access.locks.push_back({.mutex = mutex, .shared = lock.shared, .taken = lock.taken});
    std::ranges::sort(access.locks);
    access.calls.insert(access.calls.begin(),
                        {.range = i.range, .message = unit_.functions[callee].name});
    const bool known = std::ranges::any_of(summary_.accesses, [&](const Access &other) {
      return other.path == access.path && other.range == access.range && other.kind == access.kind &&
             other.locks == access.locks && other.at == access.at;
    });
    if (!known)
      summary_.accesses.push_back(std::move(access));
  }
}

void Engine::applyOutcome(const ir::Instruction &i, const Summary &summary, const Outcome &outcome,
                          ir::FunctionId callee, Binding &binding, State &state) {
  for (const std::uint32_t index : outcome.effects) {
    Effect effect = summary.effects[index];
    effect.path = binding.path(effect.path);
    if (!effect.path)
      continue;
    effect.key = binding.sym(effect.key);
    effect.position = binding.sym(effect.position);
    effect.calls.insert(effect.calls.begin(),
                        {.range = i.range, .message = unit_.functions[callee].name});
    invalidate(state, effect);
    if (effect.calls.size() < 5 && summary_.effects.size() < mostEffects)
      recordEffect(state, effect);
    updateContents(state, effect.path, effect.kind, 0);
  }
  for (const auto &[path, sym] : outcome.stored)
    if (const PathId target = binding.path(path)) {
      const SymId value = binding.sym(sym);
      if (value)
        write(state, target, {.sym = value});
      else
        havoc(state, target);
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
  default:
    returned.sym = binding.sym(outcome.result);
    break;
  }
  if (!returned.sym)
    returned.sym = domain_.sym(outcome.ending == Ending::NonNull ? SymKind::NonNull : SymKind::Fresh, id_,
                               sequence_);
  returned.origin = sequence_ + 1;
  result(state, i, returned);
}

void Engine::apply(const ir::Instruction &i, const Summary &summary, ir::FunctionId callee,
                   std::vector<SymId> arguments, PathId self, State state,
                   std::vector<State> &out) {
  if (inLoop())
    purge(state, sequence_);
  // Callables that the callee calls: what they do happens now.
  Binding binding(domain_, callee, arguments, self, id_, sequence_);
  importAccesses(i, summary, callee, binding, state);
  std::vector<State> inside{std::move(state)};
  for (const auto &[parameter, locks] : summary.invoked) {
    const SymId callable = parameter < arguments.size() ? arguments[parameter] : 0;
    SymId target = callable;
    if (target && domain_.symbol(target).kind == SymKind::Address)
      target = read(inside.front(), domain_.symbol(target).a).sym;
    std::vector<Held> around; // the callee holds these while it calls
    for (const HeldLock &lock : locks)
      if (const PathId mutex = binding.path(lock.mutex))
        around.push_back({.lock = {.mutex = mutex, .shared = lock.shared, .taken = lock.taken}});
    if (target && domain_.symbol(target).kind == SymKind::Initial) {
      std::vector<HeldLock> all = held(inside.front());
      for (const Held &each : around)
        all.push_back(each.lock);
      noteInvoked(domain_.symbol(target).a, all);
    }
    if (!target || domain_.symbol(target).kind != SymKind::Lambda)
      continue;
    const Sym s = domain_.symbol(target);
    if (s.a == ir::none || !shared_.summaries[s.a].computed || s.a == id_)
      continue;
    std::vector<SymId> given(unit_.functions[s.a].parameters, 0);
    given.insert(given.end(), s.operands.begin(), s.operands.end());
    std::vector<State> next;
    for (State &each : inside) {
      each.locks.insert(each.locks.end(), around.begin(), around.end());
      apply(i, shared_.summaries[s.a], s.a, given, domain_.path(PathKind::This), std::move(each), next);
    }
    for (State &each : next)
      for (const Held &lock : around)
        if (const auto at = std::ranges::find(each.locks, lock); at != each.locks.end())
          each.locks.erase(at);
    inside = std::move(next);
  }
  for (State &each : inside)
    for (const Outcome &outcome : summary.outcomes) {
      State copy = each;
      Binding fresh(domain_, callee, arguments, self, id_, sequence_);
      applyOutcome(i, summary, outcome, callee, fresh, copy);
      out.push_back(std::move(copy));
    }
}

void Engine::callUnknown(const ir::Instruction &i, State state, std::vector<State> &out) {
  if (inLoop())
    purge(state, sequence_);
  const ir::Symbol *symbol = i.op == ir::Op::Call ? unit_.symbol(i.symbol) : nullptr;
  // A standard algorithm calls what it is given before it returns.
  const bool algorithm = symbol && symbol->inSystemHeader && symbol->owner == ir::none;
  std::vector<State> states{state};
  for (unsigned n = i.op == ir::Op::Invoke ? 0 : 1; n < i.operands.size(); ++n) {
    const Value argument = operand(state, i, n);
    if (!argument.sym)
      continue;
    const bool isPlace = ((i.places >> n) & 1U) != 0;
    const SymId held = isPlace ? read(state, pathOf(argument)).sym : argument.sym;
    const Sym s = held ? domain_.symbol(held) : Sym{};
    if (algorithm && held && s.kind == SymKind::Lambda && s.a != ir::none &&
        shared_.summaries[s.a].computed && s.a != id_) {
      std::vector<SymId> given(unit_.functions[s.a].parameters, 0);
      given.insert(given.end(), s.operands.begin(), s.operands.end());
      std::vector<State> next = states; // it may never be called
      for (State &each : states)
        apply(i, shared_.summaries[s.a], s.a, given, domain_.path(PathKind::This), each, next);
      states = std::move(next);
      continue;
    }
    // Given by reference or address: the callee may set it.
    const PathId target = pathOf(argument);
    const Sym pointer = domain_.symbol(argument.sym);
    if (isPlace || pointer.kind == SymKind::Address)
      if (target && domain_[target].kind != PathKind::Pointee)
        for (State &each : states)
          if (!(symbol && symbol->inSystemHeader && symbol->owner != ir::none))
            havoc(each, target);
  }
  for (State &each : states) {
    const PathId self = i.op == ir::Op::Call ? operandPath(each, i, 0) : 0;
    // A method whose body is elsewhere may set what was null.
    if (self)
      std::erase_if(each.store, [&](const auto &entry) {
        return entry.first != self && domain_.isWithin(entry.first, self) && entry.second.sym &&
               domain_.symbol(entry.second.sym).kind == SymKind::Null;
      });
    if (self) {
      const auto contents = each.contents.find(self);
      if (contents != each.contents.end())
        contents->second = {};
    }
    result(each, i, {.sym = domain_.sym(SymKind::Fresh, id_, sequence_)});
    out.push_back(std::move(each));
  }
}

Outcome &Engine::outcomeFor(Ending ending, SymId result) {
  for (Outcome &outcome : summary_.outcomes)
    if (outcome.ending == ending) {
      if (outcome.result != result)
        outcome.result = 0;
      return outcome;
    }
  summary_.outcomes.push_back({.ending = ending, .result = result});
  return summary_.outcomes.back();
}

void Engine::returned(const ir::Instruction &i, State &state) {
  Value value = operand(state, i, 0);
  Ending ending = Ending::Other;
  const ir::Type *type = unit_.type(function_.returnType);
  const auto truth = value.sym ? knownTruth(state, value.sym) : std::nullopt;
  const bool isBool = type && type->spelling == "bool";
  if (truth && isBool)
    ending = *truth ? Ending::True : Ending::False;
  else if (truth && type && type->pointerLike() && !function_.returnsReference)
    ending = *truth ? Ending::NonNull : Ending::Null;
  const std::size_t before = summary_.outcomes.size();
  Outcome &outcome = outcomeFor(ending, value.sym);
  const bool first = summary_.outcomes.size() != before;
  if (first)
    outcome.returned = i.range;
  for (const std::uint32_t effect : state.effects)
    if (std::ranges::find(outcome.effects, effect) == outcome.effects.end())
      outcome.effects.push_back(effect);
  std::map<PathId, SymId> stored;
  for (const auto &[path, held] : state.store)
    if (domain_[path].kind != PathKind::Var && visibleToCallers(path))
      stored[path] = held.sym;
  if (first) {
    outcome.stored = std::move(stored);
    return;
  }
  for (auto &[path, sym] : outcome.stored)
    if (const auto other = stored.find(path); other == stored.end() || other->second != sym)
      sym = 0;
  for (const auto &[path, sym] : stored)
    outcome.stored.try_emplace(path, 0);
}

} // namespace maplint::flow
