// Locks held and threads running.

#include "lib/flow/Engine.h"
#include "lib/flow/Regions.h"

#include <algorithm>
#include <map>

namespace maplint::flow {

std::vector<HeldLock> Engine::held(const State &state) {
  std::vector<HeldLock> locks;
  for (const Held &each : state.locks)
    locks.push_back(each.lock);
  std::ranges::sort(locks);
  return locks;
}

void Engine::findCriticals() {
  std::map<ir::ValueId, SourceRange> regions;
  forEach(function_, [&](const ir::Instruction &i) {
    if (holdsRegion(i) && !i.operands.empty())
      regions.emplace(i.operands[0], i.range);
  });
  if (regions.empty())
    return; // nearly every function
  forEach(function_, [&](const ir::Instruction &i) {
    const auto region = i.op == ir::Op::Global ? regions.find(i.result) : regions.end();
    if (region != regions.end())
      criticals_.emplace_back(region->second, domain_.path(PathKind::Global, 0, i.symbol));
  });
}

/// What is held at an operation: with the critical regions around it, which no state knows of.
std::vector<HeldLock> Engine::heldAt(const State &state, const SourceRange &range) const {
  std::vector<HeldLock> locks = held(state);
  for (const auto &[region, mutex] : criticals_)
    if (region.contains(range))
      locks.push_back({.mutex = mutex, .taken = region});
  if (!criticals_.empty())
    std::ranges::sort(locks);
  return locks;
}

/// The locks of a callee in its caller's words. One that the caller has no word for is left out;
/// one that nobody can name stays.
std::vector<HeldLock> Engine::translated(const std::vector<HeldLock> &locks, Binding &binding) {
  std::vector<HeldLock> result;
  for (const HeldLock &lock : locks)
    if (const PathId mutex = binding.path(lock.mutex); mutex || !lock.mutex)
      result.push_back({.mutex = mutex, .shared = lock.shared, .taken = lock.taken});
  return result;
}

void Engine::lock(const ir::Instruction &i, State &state) {
  const auto mode = static_cast<ir::LockMode>(i.imm);
  if (i.op == ir::Op::Relock) {
    // The guard knows its mutex: it was bound when the guard was made.
    const Value mutex = read(state, domain_.path(PathKind::First, variable(i.index)));
    state.store.erase(domain_.path(PathKind::Second, variable(i.index)));
    const PathId path = pathOf(mutex);
    if (path && mode != ir::LockMode::Deferred)
      state.locks.push_back(
          {.lock = {.mutex = path, .shared = mode == ir::LockMode::Shared, .taken = i.range},
           .guard = i.index});
    return;
  }
  if (i.operands.empty() && mode != ir::LockMode::Deferred) {
    const Held unknown{.lock = {.taken = i.range}, .guard = i.index};
    if (std::ranges::find(state.locks, unknown) == state.locks.end())
      state.locks.push_back(unknown);
    return;
  }
  const SymId owned = mode == ir::LockMode::Try ? fresh(state) : 0;
  if (owned && i.index != ir::none)
    state.store[domain_.path(PathKind::Second, variable(i.index))] = {.sym = owned};
  if (owned && i.result)
    result(state, i, {.sym = owned});
  for (unsigned n = 0; n < i.operands.size(); ++n) {
    const Value place = operand(state, i, n);
    const PathId path = pathOf(place);
    if (!path)
      continue;
    if (i.index != ir::none)
      state.store[domain_.path(PathKind::First, variable(i.index))] = place;
    if (mode == ir::LockMode::Deferred)
      continue;
    Held taken{.lock = {.mutex = path, .shared = mode == ir::LockMode::Shared, .taken = i.range},
               .guard = i.index,
               .owned = owned};
    if (std::ranges::find(state.locks, taken) == state.locks.end())
      state.locks.push_back(taken);
  }
}

void Engine::unlock(const ir::Instruction &i, State &state) {
  if (i.index != ir::none) {
    state.store.erase(domain_.path(PathKind::Second, variable(i.index)));
    return releaseGuard(state, i.index, i.range);
  }
  if (i.operands.empty())
    std::erase_if(state.locks,
                  [](const Held &each) { return !each.lock.mutex && each.guard == ir::none; });
  for (unsigned n = 0; n < i.operands.size(); ++n)
    releaseMutex(state, operandPath(state, i, n), i.range);
}

void Engine::spawn(const ir::Instruction &i, State &state) {
  ThreadStart started{.at = at_, .kind = static_cast<ir::SpawnKind>(i.imm)};
  if (!i.operands.empty()) {
    Value callable = operand(state, i, 0);
    if ((i.places & 1U) != 0)
      callable = read(state, pathOf(callable));
    started.callable = callable.sym;
  }
  for (unsigned n = 1; n < i.operands.size(); ++n)
    started.arguments.push_back(operand(state, i, n).sym);
  noteStarted(started.callable, started.kind);
  start(std::move(started), state);
  result(state, i, {.sym = fresh(state)});
}

void Engine::start(ThreadStart start, State &state) {
  start.inLoop = inLoop();
  start.locks = held(state);
  if (start.callable) {
    const Sym s = domain_.symbol(start.callable);
    if (s.kind == SymKind::Lambda && s.a != ir::none) {
      start.entry = s.a;
      const ir::Function &entry = unit_.functions[s.a];
      start.arguments.resize(entry.parameters, 0);
      start.arguments.insert(start.arguments.end(), s.operands.begin(), s.operands.end());
    } else if (s.kind == SymKind::Function) {
      const auto body = unit_.functionBySymbol.find(s.a);
      if (body != unit_.functionBySymbol.end())
        start.entry = body->second;
    }
  }
  const bool known =
      std::ranges::any_of(facts_.threads, [&](const auto &t) { return t.at == at_; });
  if (!known)
    facts_.threads.push_back(std::move(start));
  if (std::ranges::find(state.running, at_) == state.running.end())
    state.running.push_back(at_);
}

void Engine::noteStarted(SymId callable, ir::SpawnKind kind) {
  if (!callable || domain_.symbol(callable).kind != SymKind::Initial)
    return;
  Path at = domain_[domain_.symbol(callable).a];
  if (at.kind == PathKind::Pointee && domain_.symbol(at.a).kind == SymKind::Initial)
    at = domain_[domain_.symbol(at.a).a]; // taken by reference
  if (at.kind == PathKind::Var && at.a == id_ && at.b < function_.parameters)
    summary_.started.insert({.parameter = at.b, .kind = kind});
}

void Engine::startGiven(const Summary &summary, const std::vector<SymId> &arguments, State &state) {
  for (const Started &each : summary.started) {
    SymId callable = each.parameter < arguments.size() ? arguments[each.parameter] : 0;
    if (callable && domain_.symbol(callable).kind == SymKind::Address)
      callable = read(state, domain_.symbol(callable).a).sym;
    if (!callable)
      continue;
    noteStarted(callable, each.kind);
    const SymKind kind = domain_.symbol(callable).kind;
    if (kind == SymKind::Lambda || kind == SymKind::Function)
      start({.at = at_, .kind = each.kind, .callable = callable}, state);
  }
}

void Engine::join(const ir::Instruction &i, State &state) {
  const Value handle = operand(state, i, 0);
  const PathId path = pathOf(handle);
  const Path root = domain_[domain_.root(path)];
  const auto matches = [&](const At &at) {
    const ir::Instruction &spawn = function_.blocks[at.block].instructions[at.index];
    if (spawn.index == ir::none || root.kind != PathKind::Var)
      return true;
    const ir::Type *joined = unit_.type(function_.variables[root.b].type);
    const bool isHandle = joined && joined->kind == ir::TypeKind::Thread;
    return !isHandle || function_.variables[root.b].isReference || spawn.index == root.b;
  };
  std::erase_if(state.running, matches);
  result(state, i, {.sym = fresh(state)});
}

} // namespace maplint::flow
