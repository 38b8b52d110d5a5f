// Handles that outlive the lock they were taken under.
//
// A handle lapses when the lock is given back, unless the holder has changed something others see
// meanwhile: a count of users, a mark in the element, an entry of its own in another table. Whoever
// erases may respect that.

#include "lib/flow/Engine.h"

#include <algorithm>

namespace maplint::flow {

void Engine::noteGuarded(const Access &access) {
  for (const HeldLock &lock : access.locks)
    if (lock.mutex)
      guarded_.emplace(access.path, lock.mutex);
}

void Engine::noteChange(State &state, PathId path) const {
  if (state.locks.empty() || state.changedUnderLock)
    return;
  const PathKind root = domain_[domain_.root(path)].kind;
  state.changedUnderLock = root != PathKind::Var && root != PathKind::Temp;
}

/// What a function without a body may have changed: anything, but for the standard library, which
/// changes no more than the object it is called on.
void Engine::noteUnknownCall(State &state, const ir::Symbol *callee, PathId self,
                             const SourceRange &at) {
  const bool isLibrary = callee && callee->inSystemHeader;
  // [thread.condition]: while it waits others hold the lock.
  if (isLibrary && callee->name.starts_with("std::condition_variable") &&
      callee->name.find("::wait") != std::string::npos) {
    released(state, held(state), at);
    state.changedUnderLock = false;
  } else if (isLibrary && self)
    noteChange(state, self);
  else if (!isLibrary && !state.locks.empty())
    state.changedUnderLock = true;
}

/// The container that `handle` points into and that is used under `mutex`; 0 for none.
PathId Engine::guardedContainer(SymId handle, PathId mutex) const {
  if (!handle)
    return 0;
  const Sym &s = domain_.symbol(handle);
  if (s.kind == SymKind::Iterator)
    return !domain_.isEnd(s.b) && guarded_.contains({s.a, mutex}) ? s.a : 0;
  if (s.kind != SymKind::Address)
    return 0;
  for (PathId at = s.a; at; at = domain_[at].parent)
    if (domain_[at].kind == PathKind::Element && guarded_.contains({domain_[at].parent, mutex}))
      return domain_[at].parent;
  return 0;
}

void Engine::lapse(State &state, std::uint32_t origin, PathId container, const HeldLock &lock,
                   const SourceRange &released) {
  const auto [entry, isNew] = state.lapsed.try_emplace(origin, 0);
  if (!isNew)
    return;
  const Lapse found{
      .originRange = rangeOf_[origin - 1], .released = released, .path = container, .lock = lock};
  const auto same = std::ranges::find_if(lapses_, [&](const Lapse &each) {
    return each.originRange == found.originRange && each.released == released &&
           each.lock == lock && each.path == container;
  });
  entry->second = static_cast<std::uint32_t>(same - lapses_.begin()) + 1;
  if (same == lapses_.end())
    lapses_.push_back(found);
}

void Engine::released(State &state, const std::vector<HeldLock> &locks, const SourceRange &at) {
  for (const HeldLock &lock : locks)
    for (const auto &[place, held] : state.store) {
      if (state.changedUnderLock || !lock.mutex || held.death || !held.origin)
        continue;
      const PathId container = guardedContainer(held.sym, lock.mutex);
      if (container && visibleToCallers(container))
        lapse(state, held.origin, container, lock, at);
    }
  if (state.locks.empty())
    state.changedUnderLock = false;
}

template <typename Predicate>
static std::vector<HeldLock> takenOut(std::vector<Held> &locks, Predicate isReleased) {
  std::vector<HeldLock> out;
  std::erase_if(locks, [&](const Held &each) {
    if (isReleased(each))
      out.push_back(each.lock);
    return isReleased(each);
  });
  return out;
}

void Engine::releaseGuard(State &state, ir::VarId guard, const SourceRange &at) {
  if (!state.locks.empty())
    released(state, takenOut(state.locks, [&](const Held &each) { return each.guard == guard; }),
             at);
}

void Engine::releaseMutex(State &state, PathId mutex, const SourceRange &at) {
  if (!state.locks.empty())
    released(state,
             takenOut(state.locks, [&](const Held &each) { return each.lock.mutex == mutex; }), at);
}

/// An iterator that a callee has looked up under a lock of its own, which it no longer holds.
void Engine::lapseReturned(State &state, const ir::Instruction &i, const Summary &summary,
                           const Outcome &outcome, Binding &binding, const Value &returned) {
  if (!returned.sym || domain_.symbol(returned.sym).kind != SymKind::Iterator ||
      domain_.isEnd(domain_.symbol(returned.sym).b) || !outcome.effects.empty() ||
      !outcome.stored.empty())
    return;
  const PathId container = domain_.symbol(returned.sym).a;
  for (const Access &access : summary.accesses) {
    if (binding.path(access.path) != container || !visibleToCallers(container))
      continue;
    for (const HeldLock &lock : translated(access.locks, binding))
      if (lock.mutex && std::ranges::none_of(state.locks, [&](const Held &each) {
            return each.lock.mutex == lock.mutex;
          }))
        return lapse(state, returned.origin, container, lock, i.range);
  }
}

/// The instruction that takes handles of this origin is executed again.
void Engine::renew(State &state, std::uint32_t origin) const {
  if (!state.lapsed.empty())
    state.lapsed.erase(origin);
}

void Engine::useLapsed(State &state, const Value &value, const ir::Instruction &i) {
  const auto lapsed = value.origin ? state.lapsed.find(value.origin) : state.lapsed.end();
  if (lapsed == state.lapsed.end() || state.isSupposed)
    return;
  Lapse found = lapses_[lapsed->second - 1];
  state.lapsed.erase(lapsed); // one finding a path
  found.use = at_;
  found.useRange = i.range;
  ir::VarId variable = ir::none;
  found.holder = holderOf(state, value, &variable);
  facts_.lapses.push_back(std::move(found));
}

} // namespace maplint::flow
