#include "lib/model/Concurrency.h"

#include <algorithm>
#include <array>
#include <string>

namespace maplint::model {

namespace {

struct Class {
  std::string_view name;
  Role role;
};

struct Method {
  std::string_view name;
  LockAction action;
};

} // namespace

// [thread.mutex], [thread.lock], [thread.threads], [futures]; Boost.Thread, Boost.Interprocess;
// absl/synchronization/mutex.h; folly/SharedMutex.h; llvm/Support/Mutex.h, RWMutex.h; Qt Core's
// thread classes; oneTBB's mutexes.
static constexpr auto classes = std::to_array<Class>({
    {"std::mutex", Role::Mutex},
    {"std::recursive_mutex", Role::Mutex},
    {"std::timed_mutex", Role::Mutex},
    {"std::recursive_timed_mutex", Role::Mutex},
    {"std::shared_mutex", Role::Mutex},
    {"std::shared_timed_mutex", Role::Mutex},
    {"boost::mutex", Role::Mutex},
    {"boost::timed_mutex", Role::Mutex},
    {"boost::recursive_mutex", Role::Mutex},
    {"boost::recursive_timed_mutex", Role::Mutex},
    {"boost::shared_mutex", Role::Mutex},
    {"boost::upgrade_mutex", Role::Mutex},
    {"absl::Mutex", Role::Mutex},
    {"absl::base_internal::SpinLock", Role::Mutex},
    {"folly::SharedMutexImpl", Role::Mutex},
    {"folly::MicroLock", Role::Mutex},
    {"folly::RWSpinLock", Role::Mutex},
    {"QMutex", Role::Mutex},
    {"QBasicMutex", Role::Mutex},
    {"QRecursiveMutex", Role::Mutex},
    {"QReadWriteLock", Role::Mutex},
    {"llvm::sys::SmartMutex", Role::Mutex},
    {"llvm::sys::SmartRWMutex", Role::Mutex},
    {"tbb::spin_mutex", Role::Mutex},
    {"tbb::mutex", Role::Mutex},
    {"tbb::queuing_mutex", Role::Mutex},
    {"tbb::spin_rw_mutex", Role::Mutex},
    {"tbb::queuing_rw_mutex", Role::Mutex},
    {"tbb::recursive_mutex", Role::Mutex},
    {"std::atomic_flag", Role::Mutex},

    {"std::lock_guard", Role::Guard},
    {"std::unique_lock", Role::Guard},
    {"std::scoped_lock", Role::Guard},
    {"std::shared_lock", Role::Guard},
    {"boost::lock_guard", Role::Guard},
    {"boost::unique_lock", Role::Guard},
    {"boost::shared_lock", Role::Guard},
    {"boost::shared_lock_guard", Role::Guard},
    {"boost::upgrade_lock", Role::Guard},
    {"absl::MutexLock", Role::Guard},
    {"absl::MutexLockMaybe", Role::Guard},
    {"absl::ReaderMutexLock", Role::Guard},
    {"absl::WriterMutexLock", Role::Guard},
    {"absl::ReleasableMutexLock", Role::Guard},
    {"folly::SharedMutexImpl::ReadHolder", Role::Guard},
    {"folly::SharedMutexImpl::WriteHolder", Role::Guard},
    {"folly::SharedMutexImpl::UpgradeHolder", Role::Guard},
    {"folly::LockedPtr", Role::Guard},
    {"QMutexLocker", Role::Guard},
    {"QReadLocker", Role::Guard},
    {"QWriteLocker", Role::Guard},
    {"llvm::sys::SmartScopedLock", Role::Guard},
    {"llvm::sys::SmartScopedReader", Role::Guard},
    {"llvm::sys::SmartScopedWriter", Role::Guard},

    {"std::thread", Role::Thread},
    {"std::jthread", Role::Thread},
    {"std::future", Role::Thread},
    {"std::shared_future", Role::Thread},
    {"boost::thread", Role::Thread},
    {"boost::scoped_thread", Role::Thread},
    {"boost::future", Role::Thread},
    {"QFuture", Role::Thread},
    {"folly::Future", Role::Thread},
    {"folly::SemiFuture", Role::Thread},

    {"boost::asio::thread_pool", Role::Pool},
    {"asio::thread_pool", Role::Pool},
    {"boost::thread_group", Role::Pool},
    {"tbb::task_group", Role::Pool},
    {"tbb::task_group_base", Role::Pool},
    {"folly::CPUThreadPoolExecutor", Role::Pool},
    {"folly::IOThreadPoolExecutor", Role::Pool},
    {"llvm::StdThreadPool", Role::Pool},
    {"QThreadPool", Role::Pool},
});

static constexpr auto mutexMethods = std::to_array<Method>({
    {"lock", LockAction::Lock},
    {"Lock", LockAction::Lock},
    {"WriterLock", LockAction::Lock},
    {"WriteLock", LockAction::Lock},
    {"lockForWrite", LockAction::Lock},
    {"acquire", LockAction::Lock},
    {"Acquire", LockAction::Lock},
    {"lock_shared", LockAction::LockShared},
    {"ReaderLock", LockAction::LockShared},
    {"ReadLock", LockAction::LockShared},
    {"lockForRead", LockAction::LockShared},
    {"lock_upgrade", LockAction::LockShared},
    {"unlock_upgrade_and_lock", LockAction::Lock},
    {"unlock_and_lock_shared", LockAction::LockShared},
    {"try_lock", LockAction::TryLock},
    {"try_lock_for", LockAction::TryLock},
    {"try_lock_until", LockAction::TryLock},
    {"TryLock", LockAction::TryLock},
    {"WriterTryLock", LockAction::TryLock},
    {"tryLock", LockAction::TryLock},
    {"tryLockForWrite", LockAction::TryLock},
    {"try_lock_shared", LockAction::TryLockShared},
    {"try_lock_shared_for", LockAction::TryLockShared},
    {"try_lock_shared_until", LockAction::TryLockShared},
    {"ReaderTryLock", LockAction::TryLockShared},
    {"tryLockForRead", LockAction::TryLockShared},
    {"unlock", LockAction::Unlock},
    {"unlock_shared", LockAction::Unlock},
    {"unlock_upgrade", LockAction::Unlock},
    {"Unlock", LockAction::Unlock},
    {"WriterUnlock", LockAction::Unlock},
    {"WriteUnlock", LockAction::Unlock},
    {"ReaderUnlock", LockAction::Unlock},
    {"ReadUnlock", LockAction::Unlock},
    {"release", LockAction::Unlock},
    {"Release", LockAction::Unlock},
    {"lock_write", LockAction::Lock},
    {"lock_read", LockAction::LockShared},
    {"unlock_write", LockAction::Unlock},
    {"unlock_read", LockAction::Unlock},
    {"wrlock", LockAction::Lock},
    {"rdlock", LockAction::LockShared},
    {"writeLock", LockAction::Lock},
    {"readLock", LockAction::LockShared},
    {"writeUnlock", LockAction::Unlock},
    {"readUnlock", LockAction::Unlock},
    {"LockShared", LockAction::LockShared},
    {"UnlockShared", LockAction::Unlock},
    {"LockExclusive", LockAction::Lock},
    {"UnlockExclusive", LockAction::Unlock},
    {"Enter", LockAction::Lock},
    {"Leave", LockAction::Unlock},
    {"enter", LockAction::Lock},
    {"leave", LockAction::Unlock},
    {"AssertHeld", LockAction::Assert},
    {"AssertReaderHeld", LockAction::Assert},
    {"AssertWriterHeld", LockAction::Assert},
    {"assert_held", LockAction::Assert},
});

static constexpr auto guardMethods = std::to_array<Method>({
    {"lock", LockAction::Lock},
    {"Lock", LockAction::Lock},
    {"relock", LockAction::Lock},
    {"try_lock", LockAction::TryLock},
    {"try_lock_for", LockAction::TryLock},
    {"try_lock_until", LockAction::TryLock},
    {"unlock", LockAction::Unlock},
    {"Unlock", LockAction::Unlock},
    {"Release", LockAction::Unlock}, // absl::ReleasableMutexLock; std's release() keeps it locked
});

// POSIX <pthread.h>, C11 <threads.h>, OpenMP, Windows, libuv, GLib, SDL.
static constexpr auto lockFunctions = std::to_array<Method>({
    {"pthread_mutex_lock", LockAction::Lock},
    {"pthread_mutex_timedlock", LockAction::TryLock},
    {"pthread_mutex_trylock", LockAction::TryLock},
    {"pthread_mutex_unlock", LockAction::Unlock},
    {"pthread_rwlock_wrlock", LockAction::Lock},
    {"pthread_rwlock_rdlock", LockAction::LockShared},
    {"pthread_rwlock_trywrlock", LockAction::TryLock},
    {"pthread_rwlock_tryrdlock", LockAction::TryLockShared},
    {"pthread_rwlock_unlock", LockAction::Unlock},
    {"pthread_spin_lock", LockAction::Lock},
    {"pthread_spin_trylock", LockAction::TryLock},
    {"pthread_spin_unlock", LockAction::Unlock},
    {"mtx_lock", LockAction::Lock},
    {"mtx_trylock", LockAction::TryLock},
    {"mtx_unlock", LockAction::Unlock},
    {"omp_set_lock", LockAction::Lock},
    {"omp_set_nest_lock", LockAction::Lock},
    {"omp_test_lock", LockAction::TryLock},
    {"omp_unset_lock", LockAction::Unlock},
    {"omp_unset_nest_lock", LockAction::Unlock},
    {"EnterCriticalSection", LockAction::Lock},
    {"TryEnterCriticalSection", LockAction::TryLock},
    {"LeaveCriticalSection", LockAction::Unlock},
    {"AcquireSRWLockExclusive", LockAction::Lock},
    {"AcquireSRWLockShared", LockAction::LockShared},
    {"TryAcquireSRWLockExclusive", LockAction::TryLock},
    {"ReleaseSRWLockExclusive", LockAction::Unlock},
    {"ReleaseSRWLockShared", LockAction::Unlock},
    {"uv_mutex_lock", LockAction::Lock},
    {"uv_mutex_trylock", LockAction::TryLock},
    {"uv_mutex_unlock", LockAction::Unlock},
    {"uv_rwlock_wrlock", LockAction::Lock},
    {"uv_rwlock_rdlock", LockAction::LockShared},
    {"uv_rwlock_wrunlock", LockAction::Unlock},
    {"uv_rwlock_rdunlock", LockAction::Unlock},
    {"g_mutex_lock", LockAction::Lock},
    {"g_mutex_trylock", LockAction::TryLock},
    {"g_mutex_unlock", LockAction::Unlock},
    {"g_rw_lock_writer_lock", LockAction::Lock},
    {"g_rw_lock_reader_lock", LockAction::LockShared},
    {"g_rw_lock_writer_unlock", LockAction::Unlock},
    {"g_rw_lock_reader_unlock", LockAction::Unlock},
    {"SDL_LockMutex", LockAction::Lock},
    {"SDL_UnlockMutex", LockAction::Unlock},
});

template <typename Range>
static const auto *named(const Range &range, std::string_view name) {
  const auto found = std::ranges::find_if(range, [&](const auto &row) { return row.name == name; });
  return found == range.end() ? nullptr : &*found;
}

template <typename Range>
static std::optional<LockAction> action(const Range &methods, std::string_view name) {
  const Method *found = named(methods, name);
  return found ? std::optional(found->action) : std::nullopt;
}

static std::string lowered(std::string_view text) {
  std::string result(text.substr(text.rfind(':') + 1)); // npos + 1 is the whole text
  std::ranges::transform(result, result.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return result;
}

static bool containsAny(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(parts, [&](auto part) { return text.find(part) != text.npos; });
}

static bool endsInAny(std::string_view text, std::initializer_list<std::string_view> ends) {
  return std::ranges::any_of(ends, [&](auto end) { return text.ends_with(end); });
}

/// The role of a class by what it is called. `block` and `clock` are no locks.
static Role roleByName(std::string_view qualifiedName) {
  const std::string name = lowered(qualifiedName);
  if (endsInAny(name, {"mutex", "spinlock", "rwlock", "futex"}))
    return Role::Mutex;
  if (name.ends_with("criticalsection") || name.ends_with("critical_section"))
    return Role::Mutex;
  if (containsAny(name, {"mutexlock",   "lockguard",    "lock_guard",   "scopedlock",
                         "scoped_lock", "autolock",     "auto_lock",    "lockholder",
                         "lock_holder", "readlock",     "writelock",    "rlock",
                         "wlock",       "uniquelock",   "sharedlock",   "criticalsectionlock",
                         "mutexguard",  "readerlock",   "writerlock",   "readguard",
                         "writeguard",  "scopedreader", "scopedwriter", "spinguard",
                         "lockscope"}) ||
      name.ends_with("locker"))
    return Role::Guard;
  if (containsAny(name, {"threadpool", "thread_pool"}))
    return Role::Pool;
  return Role::None;
}

std::string publicName(std::string_view qualifiedName) {
  static constexpr std::string_view hidden = "tbb::detail::";
  if (!qualifiedName.starts_with(hidden))
    return std::string(qualifiedName);
  std::string_view rest = qualifiedName.substr(hidden.size());
  const bool versioned = rest.size() > 4 && (rest[0] == 'd' || rest[0] == 'r') && rest[2] == ':';
  return "tbb::" + std::string(versioned ? rest.substr(4) : rest);
}

Role role(std::string_view qualifiedName) {
  const std::string name = publicName(qualifiedName);
  const Class *known = named(classes, std::string_view(name));
  return known ? known->role : roleByName(qualifiedName);
}

bool isKnown(std::string_view qualifiedName) {
  return named(classes, qualifiedName) != nullptr;
}

std::optional<LockAction> mutexMethod(std::string_view method) {
  return action(mutexMethods, method);
}

std::optional<LockAction> guardMethod(std::string_view method) {
  return action(guardMethods, method);
}

std::optional<LockAction> lockFunction(std::string_view name) {
  return action(lockFunctions, name);
}

// [thread.sema], [thread.latch], [thread.barrier], [atomics.wait]; absl/synchronization;
// Boost.Thread's latch and barrier; folly/synchronization/Baton.h; QSemaphore.
std::optional<LockAction> signal(std::string_view qualifiedClass, std::string_view method) {
  static constexpr auto waiting = std::to_array<std::string_view>(
      {"std::counting_semaphore", "std::latch", "std::barrier", "std::atomic", "absl::Notification",
       "absl::BlockingCounter", "absl::Barrier", "boost::latch", "boost::barrier", "folly::Baton",
       "folly::LifoSem", "QSemaphore"});
  static constexpr auto waits = std::to_array<std::string_view>(
      {"wait", "acquire", "try_acquire", "try_acquire_for", "try_acquire_until", "arrive_and_wait",
       "try_wait", "count_down_and_wait", "WaitForNotification", "WaitForNotificationWithTimeout",
       "HasBeenNotified", "Wait", "Block", "try_wait_for", "tryAcquire"});
  if (std::ranges::find(waiting, qualifiedClass) == waiting.end())
    return std::nullopt;
  if (std::ranges::find(waits, method) != waits.end())
    return LockAction::Lock;
  return method == "release" ? std::optional(LockAction::Unlock) : std::nullopt;
}

// POSIX <semaphore.h>, <pthread.h>.
std::optional<LockAction> signalFunction(std::string_view name) {
  if (name == "sem_wait" || name == "sem_timedwait" || name == "sem_trywait" ||
      name == "pthread_barrier_wait")
    return LockAction::Lock;
  return name == "sem_post" ? std::optional(LockAction::Unlock) : std::nullopt;
}

bool locksAll(std::string_view qualifiedName) {
  return qualifiedName == "std::lock" || qualifiedName == "boost::lock";
}

bool runsOnce(std::string_view qualifiedName) {
  static constexpr auto functions = std::to_array<std::string_view>(
      {"std::call_once", "boost::call_once", "absl::call_once", "folly::call_once",
       "folly::try_call_once", "llvm::call_once", "pthread_once", "call_once"});
  return std::ranges::find(functions, qualifiedName) != functions.end();
}

bool isSharedGuard(std::string_view qualifiedName) {
  static constexpr auto shared = std::to_array<std::string_view>({
      "std::shared_lock",
      "boost::shared_lock",
      "boost::shared_lock_guard",
      "absl::ReaderMutexLock",
      "folly::SharedMutexImpl::ReadHolder",
      "QReadLocker",
      "llvm::sys::SmartScopedReader",
  });
  if (isKnown(qualifiedName))
    return std::ranges::find(shared, qualifiedName) != shared.end();
  return containsAny(lowered(qualifiedName),
                     {"readlock", "read_lock", "readerlock", "reader_lock", "readermutexlock",
                      "sharedlock", "shared_lock", "readguard", "read_guard", "readerguard",
                      "sharedguard", "shared_guard", "rlock", "scopedreader"});
}

GuardTag guardTag(std::string_view qualifiedName) {
  const std::string name = lowered(qualifiedName);
  if (name == "defer_lock_t" || name == "deferlocktype")
    return GuardTag::Defer;
  if (name == "adopt_lock_t" || name == "adoptlocktype")
    return GuardTag::Adopt;
  return name == "try_to_lock_t" || name == "trytolocktype" ? GuardTag::Try : GuardTag::None;
}

} // namespace maplint::model
