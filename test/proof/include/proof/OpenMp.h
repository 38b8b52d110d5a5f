// The part of the OpenMP runtime that Clang's code calls, on threads under the schedule: a parallel
// region is four threads, its constructs are those of the schedule's locks.

#pragma once

#include "lib/refmap/Sync.h"
#include "lib/refmap/Thread.h"

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdint>
#include <map>
#include <mutex>
#include <vector>

namespace proof::omp {

inline constexpr std::int32_t teamSize = 4;

struct Team {
  refmap::mutex mutex;
  refmap::condition_variable changed;
  std::int32_t waiting = 0;
  std::size_t generation = 0;
  std::map<const void *, std::size_t> singles; ///< how often a construct was given to a thread
  std::map<std::pair<const void *, std::int32_t>, std::size_t> reached;
};

inline thread_local Team *team = nullptr;
inline thread_local std::int32_t number = 0;

inline refmap::mutex &criticalSection(const void *name) {
  static std::map<const void *, refmap::mutex> sections;
  return sections[name];
}

inline void barrier() {
  if (!team)
    return;
  std::unique_lock hold(team->mutex);
  const std::size_t mine = team->generation;
  if (++team->waiting == teamSize) {
    team->waiting = 0;
    ++team->generation;
    team->changed.notify_all();
    return;
  }
  team->changed.wait(hold, [mine] { return team->generation != mine; });
}

/// True for the first thread of the team that comes to this construct, each time anew.
inline bool isFirstAt(const void *construct) {
  if (!team)
    return true;
  const std::lock_guard hold(team->mutex);
  const std::size_t round = ++team->reached[{construct, number}];
  std::size_t &given = team->singles[construct];
  if (given >= round)
    return false;
  given = round;
  return true;
}

/// What a region's code is called with, whatever it captured.
inline void call(void *code, std::int32_t *thread, const std::vector<void *> &a) {
  std::int32_t bound = *thread;
  const auto at = [&a](std::size_t i) { return i < a.size() ? a[i] : nullptr; };
  // More arguments than it takes do no harm in this platform's calling convention.
  reinterpret_cast<void (*)(std::int32_t *, std::int32_t *, void *, void *, void *, void *, void *,
                            void *, void *, void *)>(code)(thread, &bound, at(0), at(1), at(2),
                                                           at(3), at(4), at(5), at(6), at(7));
}

inline void fork(void *code, const std::vector<void *> &captured) {
  Team members;
  std::vector<refmap::jthread> threads;
  for (std::int32_t i = 0; i < teamSize; ++i)
    threads.emplace_back([&, i] {
      team = &members;
      number = i;
      std::int32_t self = i;
      call(code, &self, captured);
    });
}

/// The share of one thread of [*lower, *upper].
template <class T>
void share(std::int32_t *last, T *lower, T *upper, std::int64_t step) {
  const auto rounds =
      (static_cast<std::int64_t>(*upper) - static_cast<std::int64_t>(*lower)) / step + 1;
  const std::int64_t each = (rounds + teamSize - 1) / teamSize;
  const std::int64_t first = std::min<std::int64_t>(rounds, each * number);
  const std::int64_t end = std::min<std::int64_t>(rounds, first + each);
  const T start = *lower;
  *last = end == rounds && first < end;
  *lower = static_cast<T>(start + first * step);
  *upper = static_cast<T>(start + (end - 1) * step);
}

} // namespace proof::omp

extern "C" {

inline std::int32_t __kmpc_global_thread_num(void *) {
  return proof::omp::number;
}

inline void __kmpc_fork_call(void *, std::int32_t count, void *code, ...) {
  std::va_list rest;
  va_start(rest, code);
  std::vector<void *> captured;
  for (std::int32_t i = 0; i < count; ++i)
    captured.push_back(va_arg(rest, void *));
  va_end(rest);
  proof::omp::fork(code, captured);
}

inline void __kmpc_push_num_threads(void *, std::int32_t, std::int32_t) {}

inline void __kmpc_barrier(void *, std::int32_t) {
  proof::omp::barrier();
}

inline void __kmpc_critical(void *, std::int32_t, void *name) {
  proof::omp::criticalSection(name).lock();
}

inline void __kmpc_end_critical(void *, std::int32_t, void *name) {
  proof::omp::criticalSection(name).unlock();
}

inline std::int32_t __kmpc_single(void *place, std::int32_t) {
  return proof::omp::isFirstAt(place);
}

inline void __kmpc_end_single(void *, std::int32_t) {}

inline std::int32_t __kmpc_master(void *, std::int32_t) {
  return proof::omp::number == 0;
}

inline void __kmpc_end_master(void *, std::int32_t) {}

inline std::int32_t __kmpc_masked(void *, std::int32_t, std::int32_t filter) {
  return proof::omp::number == filter;
}

inline void __kmpc_end_masked(void *, std::int32_t) {}

inline void __kmpc_for_static_fini(void *, std::int32_t) {}

inline void __kmpc_for_static_init_4(void *, std::int32_t, std::int32_t, std::int32_t *last,
                                     std::int32_t *lower, std::int32_t *upper, std::int32_t *,
                                     std::int32_t step, std::int32_t) {
  proof::omp::share(last, lower, upper, step);
}

inline void __kmpc_for_static_init_4u(void *, std::int32_t, std::int32_t, std::int32_t *last,
                                      std::uint32_t *lower, std::uint32_t *upper, std::int32_t *,
                                      std::int32_t step, std::int32_t) {
  proof::omp::share(last, lower, upper, step);
}

inline void __kmpc_for_static_init_8(void *, std::int32_t, std::int32_t, std::int32_t *last,
                                     std::int64_t *lower, std::int64_t *upper, std::int64_t *,
                                     std::int64_t step, std::int64_t) {
  proof::omp::share(last, lower, upper, step);
}

inline void __kmpc_for_static_init_8u(void *, std::int32_t, std::int32_t, std::int32_t *last,
                                      std::uint64_t *lower, std::uint64_t *upper, std::int64_t *,
                                      std::int64_t step, std::int64_t) {
  proof::omp::share(last, lower, upper, step);
}

/// Always "do it under the lock that is given": 1.
inline std::int32_t __kmpc_reduce(void *, std::int32_t, std::int32_t, std::size_t, void *,
                                  void (*)(void *, void *), void *lock) {
  proof::omp::criticalSection(lock).lock();
  return 1;
}

inline void __kmpc_end_reduce(void *, std::int32_t, void *lock) {
  proof::omp::criticalSection(lock).unlock();
  proof::omp::barrier();
}

inline std::int32_t __kmpc_reduce_nowait(void *, std::int32_t, std::int32_t, std::size_t, void *,
                                         void (*)(void *, void *), void *lock) {
  proof::omp::criticalSection(lock).lock();
  return 1;
}

inline void __kmpc_end_reduce_nowait(void *, std::int32_t, void *lock) {
  proof::omp::criticalSection(lock).unlock();
}

inline int omp_get_thread_num() {
  return proof::omp::number;
}

inline int omp_get_num_threads() {
  return proof::omp::team ? proof::omp::teamSize : 1;
}

inline int omp_get_max_threads() {
  return proof::omp::teamSize;
}
}
