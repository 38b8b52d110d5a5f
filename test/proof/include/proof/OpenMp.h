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

inline void waitForTasks();

inline void barrier() {
  waitForTasks();
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
      waitForTasks();
    });
}

/// A task as the compiler lays it out: what it shares, its code, and what else it needs behind that.
struct Task {
  void *shared;
  std::int32_t (*code)(std::int32_t, Task *);
  std::int32_t part;
  void *destroy;
  void *priority;
};

/// The tasks that one thread has made and not waited for; each runs on a thread of its own.
struct Tasks {
  std::vector<std::vector<std::max_align_t>> memory;
  std::vector<refmap::jthread> running;

  void wait() { running.clear(); }
};

inline thread_local Tasks tasks;

inline void waitForTasks() {
  tasks.wait();
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

inline proof::omp::Task *__kmpc_omp_task_alloc(void *, std::int32_t, std::int32_t, std::size_t size,
                                               std::size_t shared,
                                               std::int32_t (*code)(std::int32_t,
                                                                    proof::omp::Task *)) {
  constexpr std::size_t unit = sizeof(std::max_align_t);
  const std::size_t own = (size + unit - 1) / unit;
  auto &memory = proof::omp::tasks.memory.emplace_back(own + (shared + unit - 1) / unit);
  auto *task = reinterpret_cast<proof::omp::Task *>(memory.data());
  task->shared = memory.data() + own;
  task->code = code;
  return task;
}

inline std::int32_t __kmpc_omp_task(void *, std::int32_t, proof::omp::Task *task) {
  // In a team of one a task is done at once.
  if (!proof::omp::team)
    task->code(0, task);
  else
    proof::omp::tasks.running.emplace_back([task] { task->code(0, task); });
  return 0;
}

/// One order that dependences allow: whatever was made before is done first.
inline std::int32_t __kmpc_omp_task_with_deps(void *place, std::int32_t thread,
                                              proof::omp::Task *task, std::int32_t, void *,
                                              std::int32_t, void *) {
  proof::omp::waitForTasks();
  return __kmpc_omp_task(place, thread, task);
}

/// Each iteration is a task of its own: a copy of `task` with its own bounds.
inline void __kmpc_taskloop(void *place, std::int32_t thread, proof::omp::Task *task, std::int32_t,
                            std::uint64_t *lower, std::uint64_t *upper, std::int64_t step,
                            std::int32_t, std::int32_t, std::uint64_t, void *) {
  auto &memory = proof::omp::tasks.memory;
  const std::vector<std::max_align_t> whole = memory.back();
  const auto offset = [task](const std::uint64_t *field) {
    return reinterpret_cast<const char *>(field) - reinterpret_cast<const char *>(task);
  };
  const auto from = static_cast<std::int64_t>(*lower);
  const auto to = static_cast<std::int64_t>(*upper);
  for (std::int64_t i = from; i <= to; i += step) {
    char *copy = reinterpret_cast<char *>(memory.emplace_back(whole).data());
    *reinterpret_cast<std::uint64_t *>(copy + offset(lower)) = static_cast<std::uint64_t>(i);
    *reinterpret_cast<std::uint64_t *>(copy + offset(upper)) = static_cast<std::uint64_t>(i);
    __kmpc_omp_task(place, thread, reinterpret_cast<proof::omp::Task *>(copy));
  }
  proof::omp::waitForTasks();
}

inline std::int32_t __kmpc_omp_taskwait(void *, std::int32_t) {
  proof::omp::waitForTasks();
  return 0;
}

inline void __kmpc_taskgroup(void *, std::int32_t) {}

inline void __kmpc_end_taskgroup(void *, std::int32_t) {
  proof::omp::waitForTasks();
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
