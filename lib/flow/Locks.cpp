// Locks held and threads running.

#include "lib/flow/Engine.h"
#include "lib/flow/Regions.h"

#include "lib/flow/Overlap.h"

#include <algorithm>
#include <map>

namespace maplint::flow {

/// Threads left running that a function tells its callers of.
static constexpr std::size_t mostLeft = 4;

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
  noteStarted({.kind = started.kind, .many = startsMany(i)}, started.callable);
  start(std::move(started), state);
  result(state, i, {.sym = fresh(state)});
}

/// What is known of the objects that the thread gets pointers to: `args[n].table` is `&table`.
void Engine::noteGivenObjects(ThreadStart &start, const State &state) {
  for (const SymId argument : start.arguments) {
    const PathId object = argument ? pathOf({.sym = argument}) : 0;
    if (!object)
      continue;
    for (const auto &[path, held] : state.store) {
      const SymKind kind = held.sym ? domain_.symbol(held.sym).kind : SymKind::Fresh;
      const bool isPointer = kind == SymKind::Address || kind == SymKind::Initial;
      if (isPointer && path != object && domain_.isWithin(path, object))
        start.given.emplace_back(path, held.sym);
    }
  }
}

void Engine::start(ThreadStart start, State &state) {
  noteGivenObjects(start, state);
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
  if (std::ranges::find(state.running, at_) == state.running.end())
    state.running.push_back(at_);
  const bool known = std::ranges::any_of(
      facts_.threads, [&](const auto &t) { return t.at == at_ && t.entry == start.entry; });
  if (known)
    return;
  facts_.threads.push_back(start);
  if (start.entry == ir::none)
    return;
  const ir::Instruction &by = function_.blocks[at_.block].instructions[at_.index];
  const bool many = start.many || (by.op == ir::Op::Spawn && startsMany(by));
  for (const Invoked &called : shared_.summaries[start.entry].invoked)
    startOn({.parameter = called.parameter, .kind = start.kind, .many = many}, start.arguments,
            state);
}

/// Started in a loop, with no handle that could hold just one.
bool Engine::startsMany(const ir::Instruction &spawn) const {
  if (!inLoop() || spawn.index == ir::none)
    return inLoop();
  const ir::Type *handle = unit_.type(function_.variables[spawn.index].type);
  return !handle || handle->kind != ir::TypeKind::Thread;
}

/// A thread runs `callable`, which callers give this function.
void Engine::noteStarted(Started started, SymId callable) {
  if (!callable || domain_.symbol(callable).kind != SymKind::Initial)
    return;
  started.parameter = parameterOf(domain_.symbol(callable).a);
  if (started.parameter != ir::none)
    summary_.started.insert(started);
}

/// A thread begins to run one of `arguments`, or something that calls it.
void Engine::startOn(const Started &started, const std::vector<SymId> &arguments, State &state) {
  SymId callable = started.parameter < arguments.size() ? arguments[started.parameter] : 0;
  if (callable && domain_.symbol(callable).kind == SymKind::Address)
    callable = read(state, domain_.symbol(callable).a).sym;
  if (!callable)
    return;
  noteStarted(started, callable);
  const SymKind known = domain_.symbol(callable).kind;
  if (known == SymKind::Lambda || known == SymKind::Function)
    start({.at = at_, .kind = started.kind, .callable = callable, .many = started.many}, state);
}

void Engine::startGiven(const Summary &summary, const std::vector<SymId> &arguments, State &state) {
  for (const Started &each : summary.started)
    startOn(each, arguments, state);
}

/// Threads that this function leaves running, for its callers.
void Engine::noteLeft() {
  for (const ThreadStart &start : facts_.threads) {
    const bool isTask = start.kind == ir::SpawnKind::Thread || start.kind == ir::SpawnKind::Async;
    if (start.at.function == id_ && start.entry != ir::none && isTask &&
        summary_.left.size() < mostLeft && Overlap(facts_, start).outlives())
      summary_.left.push_back(start);
  }
}

/// The callee returns while threads run that it has started: they are this function's too.
void Engine::startLeft(const ir::Instruction &i, const Summary &summary, ir::FunctionId callee,
                       Binding &binding, PathId self, State &state) {
  const ir::Function &body = unit_.functions[callee];
  const bool isForeign =
      body.isMethod && !body.isStatic && !body.isLambda && self != domain_.path(PathKind::This);
  if (isForeign || body.isConstructor || isGuessing_ || isSupposing_)
    return; // of an object that ends with its threads, or nobody knows which
  for (const ThreadStart &inner : summary.left) {
    // [futures.async]: the future that nobody keeps waits for it.
    if (inner.kind == ir::SpawnKind::Async && !(i.result && used_[i.result]))
      continue;
    ThreadStart started = inner;
    started.at = at_;
    started.callable = 0;
    started.byCallee = true;
    for (SymId &argument : started.arguments)
      argument = argument ? binding.sym(argument) : 0;
    started.given.clear();
    start(std::move(started), state);
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
