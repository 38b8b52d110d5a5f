// What starts threads, and what waits for them.

#include "lib/model/Concurrency.h"

#include <algorithm>
#include <array>

namespace maplint::model {

// [thread.threads], [futures], POSIX <pthread.h>, Boost.Thread and Asio, oneTBB, Qt Concurrent,
// llvm/Support/Parallel.h.
static constexpr auto starters = std::to_array<Starter>({
    {"std::async", Start::Async},
    {"boost::async", Start::Async},
    {"pthread_create", Start::Thread, 2, 0},
    {"thrd_create", Start::Thread, 1, 0},
    {"QtConcurrent::run", Start::Async},
    {"QThread::create", Start::Thread},
    {"QtConcurrent::blockingMap", Start::Parallel, -1},
    {"boost::thread_group::create_thread", Start::Thread},
    {"boost::asio::post", Start::Posted, -1},
    {"boost::asio::dispatch", Start::Posted, -1},
    {"boost::asio::defer", Start::Posted, -1},
    {"boost::asio::bind_executor", Start::Posted, -1},
    {"asio::bind_executor", Start::Posted, -1},
    {"asio::post", Start::Posted, -1},
    {"asio::dispatch", Start::Posted, -1},
    {"asio::defer", Start::Posted, -1},
    {"tbb::parallel_for", Start::Parallel, -1},
    {"tbb::parallel_for_each", Start::Parallel, -1},
    {"tbb::parallel_do", Start::Parallel, -1},
    {"tbb::parallel_reduce", Start::Parallel, -1},
    {"tbb::parallel_deterministic_reduce", Start::Parallel, -1},
    {"tbb::parallel_scan", Start::Parallel, -1},
    {"tbb::parallel_invoke", Start::Each, -1},
    {"tbb::task_group_base::run", Start::Thread},
    {"tbb::task_arena::enqueue", Start::Thread},
    {"tbb::task_group::run", Start::Thread},
    {"Concurrency::parallel_for", Start::Parallel, -1},
    {"Concurrency::parallel_for_each", Start::Parallel, -1},
    {"Concurrency::parallel_invoke", Start::Each, -1},
    {"llvm::parallelFor", Start::Parallel, -1},
    {"llvm::parallelForEach", Start::Parallel, -1},
    {"QThreadPool::start", Start::Thread},
    {"QtConcurrent::map", Start::Async, -1},
    {"folly::Executor::add", Start::Thread},
    {"folly::CPUThreadPoolExecutor::add", Start::Thread},
    {"folly::IOThreadPoolExecutor::add", Start::Thread},
    {"folly::ThreadPoolExecutor::add", Start::Thread},
    {"folly::async", Start::Thread},
    {"folly::via", Start::Thread, 1},
    {"folly::Future::thenValue", Start::Thread},
    {"folly::Future::thenTry", Start::Thread},
    {"folly::Future::thenError", Start::Thread},
    {"folly::Future::ensure", Start::Thread},
    {"folly::SemiFuture::deferValue", Start::Thread},
    {"llvm::ThreadPool::async", Start::Thread},
    {"llvm::StdThreadPool::async", Start::Thread},
    {"llvm::ThreadPoolInterface::async", Start::Thread},
    {"dispatch_async_f", Start::Posted, 2},
    {"uv_thread_create", Start::Thread, 1, 0},
    {"g_thread_new", Start::Thread, 1},
    {"SDL_CreateThread", Start::Thread, 0},
    {"CreateThread", Start::Thread, 2},
    {"_beginthreadex", Start::Thread, 2},
});

const Starter *starter(std::string_view qualifiedName) {
  const std::string name = publicName(qualifiedName);
  const auto found = std::ranges::find(starters, std::string_view(name), &Starter::name);
  return found == starters.end() ? nullptr : &*found;
}

// Boost.Asio: io_context::run, "Multiple threads may call run() to set up a pool of threads".
bool isEventLoop(std::string_view qualifiedClass) {
  return qualifiedClass == "boost::asio::io_context" ||
         qualifiedClass == "boost::asio::io_service" || qualifiedClass == "asio::io_context" ||
         qualifiedClass == "asio::io_service";
}

bool startsThread(std::string_view qualifiedClass) {
  return qualifiedClass == "std::thread" || qualifiedClass == "std::jthread" ||
         qualifiedClass == "boost::thread" || qualifiedClass == "boost::scoped_thread";
}

bool joinsWhenDestroyed(std::string_view qualifiedClass) {
  return qualifiedClass == "std::jthread" || qualifiedClass == "std::future" ||
         qualifiedClass == "boost::scoped_thread" || role(qualifiedClass) == Role::Pool;
}

bool runsOnThread(std::string_view qualifiedMethod) {
  static constexpr auto methods = std::to_array<std::string_view>(
      {"QThread::run", "QRunnable::run", "wxThread::Entry", "juce::Thread::run",
       "Poco::Runnable::run", "Glib::Thread::run", "osg::OperationThread::run",
       "OpenThreads::Thread::run"});
  return std::ranges::find(methods, qualifiedMethod) != methods.end();
}

bool isJoin(std::string_view method) {
  static constexpr auto joins = std::to_array<std::string_view>({
      "join",
      "get",
      "wait",
      "join_all",
      "waitForFinished",
      "result",
      "waitForDone",
      "wait_all",
      "waitAll",
      "wait_idle",
      "wait_for_tasks",
      "Wait",
      "Join",
      "timed_join",
  });
  return std::ranges::find(joins, method) != joins.end();
}

bool posts(std::string_view method) {
  static constexpr auto words = std::to_array<std::string_view>({
      "post",
      "Post",
      "dispatch",
      "Dispatch",
      "defer",
      "enqueue",
      "Enqueue",
      "submit",
      "Submit",
      "execute",
      "Execute",
      "schedule",
      "Schedule",
      "runInLoop",
      "queueInLoop",
      "runOnLoop",
      "addTask",
      "add_task",
      "AddTask",
      "push_task",
      "pushTask",
      "PushTask",
      "PostTask",
      "postTask",
      "post_task",
      "async",
      "runAsync",
      "run_async",
      "invokeLater",
      "callLater",
      "push_job",
      "addJob",
      "add_job",
      "AddJob",
      "detach_task",
      "submit_task",
      "runInEventBaseThread",
  });
  return std::ranges::find(words, method) != words.end();
}

bool isThreadHeader(std::string_view header) {
  static constexpr auto headers = std::to_array<std::string_view>({
      "thread",
      "mutex",
      "shared_mutex",
      "future",
      "condition_variable",
      "stop_token",
      "semaphore",
      "latch",
      "barrier",
      "execution",
      "pthread.h",
      "threads.h",
      "omp.h",
      "boost/thread.hpp",
      "boost/thread/thread.hpp",
      "boost/thread/mutex.hpp",
      "boost/thread/shared_mutex.hpp",
      "boost/asio/thread_pool.hpp",
      "absl/synchronization/mutex.h",
      "folly/Synchronized.h",
      "QThread",
      "QThreadPool",
      "QMutex",
      "QMutexLocker",
      "QReadWriteLock",
      "QtConcurrent",
      "QtConcurrent/QtConcurrent",
      "QRunnable",
      "llvm/Support/Mutex.h",
      "llvm/Support/RWMutex.h",
      "llvm/Support/ThreadPool.h",
      "tbb/parallel_for.h",
      "tbb/tbb.h",
      "tbb/mutex.h",
      "tbb/spin_mutex.h",
      "oneapi/tbb.h",
  });
  return std::ranges::find(headers, header) != headers.end();
}

bool isParallelPolicy(std::string_view qualifiedClass) {
  return qualifiedClass.starts_with("std::execution::parallel") ||
         qualifiedClass.starts_with("__pstl::execution::parallel");
}

} // namespace maplint::model
