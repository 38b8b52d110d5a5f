// Locks that are held.

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

} // namespace maplint::flow
