// A schedule a test can choose: several real threads, of which exactly one runs at a time. At each
// named point the schedule decides which goes on, so that an interleaving is a number or a list and
// happens on every run. Threads and locks that know of it are in Thread.h and Sync.h, ways to
// choose in Choose.h.

#pragma once

#include "lib/refmap/Fault.h"
#include "lib/refmap/SchedulePoint.h"

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace refmap {

/// A thread that could go on. The first thread of a run has id 0, the others in order of creation.
struct Candidate {
  std::size_t id;
  Point at;
  unsigned idle;  ///< how many points in a row it may only have been waiting in circles
  bool isCurrent; ///< it is the one that has just run
};

/// Picks one of the candidates, which are sorted by id and at least one: returns its index.
using Chooser = std::function<std::size_t(std::span<const Candidate>)>;

/// One decision of a finished run: which thread stood at which point.
struct Step {
  std::size_t thread;
  Point at;
};

class Schedule {
public:
  /// One thread under the schedule; Thread.h holds on to it.
  struct Task {
    std::size_t id;
    Point at = Point::ThreadStart;
    enum class State : std::uint8_t { Ready, Blocked, Done } state = State::Ready;
    const void *waitsFor = nullptr;
    bool timed = false;    ///< it stops waiting when nobody else can go on
    bool timedOut = false; ///< it did
    unsigned idle = 0;
    std::condition_variable turn{};
    std::thread real{};
  };

  using TaskPtr = std::shared_ptr<Task>;

  explicit Schedule(Chooser chooser, std::size_t maxSteps = 1'000'000)
      : chooser_(std::move(chooser)), maxSteps_(maxSteps) {}

  ~Schedule() = default;
  Schedule(const Schedule &) = delete;
  Schedule &operator=(const Schedule &) = delete;

  /// The schedule this thread runs under, or null.
  static Schedule *current() { return current_; }

  /// Runs `root` and the threads it starts, to their end. Throws what the first of them threw
  /// (with `throwFault` as handler: its fault); the others are unwound at their next point.
  inline void run(const std::function<void()> &root);

  /// Every decision of the run, in order.
  const std::vector<Step> &trace() const { return trace_; }

  /// Lets another thread go on here if the chooser says so.
  inline void yield(Point point);

  /// The same from where nothing can be thrown: a destructor, an unlock.
  inline void yieldNothrow(Point point) noexcept;

  /// Waits until `on` is woken; with `timed`, or until nobody else can go on. False: it timed out.
  /// The caller looks again at what it waits for: being woken is no promise.
  inline bool block(const void *on, Point point, bool timed = false);

  /// Lets the threads that wait for `on` look again.
  inline void wake(const void *on) noexcept;

  /// A new thread that will run `body`; it starts when the schedule says so.
  inline TaskPtr spawn(std::function<void()> body);

  /// Waits for the end of a thread.
  inline void join(const TaskPtr &task);

  /// Waits for the end of a thread where nothing can be thrown.
  inline void joinNothrow(const TaskPtr &task) noexcept;

  /// True once a thread has failed: the others are on their way out.
  bool isStopping() const { return stopping_; }

private:
  /// Unwinds a thread whose run was decided by another one; never leaves `run`.
  struct Abandoned {};

  using Lock = std::unique_lock<std::mutex>;

  inline TaskPtr addTask();
  inline void execute(const TaskPtr &task, std::function<void()> body);
  inline void finish(Task &task);
  inline void fail(std::exception_ptr error);
  inline void stop();
  inline void wakeLocked(const void *on);
  inline void pass(Lock &hold, Task &self, Point point);
  inline void waitForTurn(Lock &hold, Task &self);
  inline void startNext(Task &self);
  inline std::vector<Candidate> candidates(const Task &self) const;
  inline Task *nobodyIsReady();
  inline Fault deadlock() const;

  static inline constinit thread_local Schedule *current_ = nullptr;
  static inline constinit thread_local Task *self_ = nullptr;

  Chooser chooser_;
  std::size_t maxSteps_;
  std::mutex mutex_; ///< guards everything below
  std::vector<TaskPtr> tasks_;
  Task *running_ = nullptr;
  std::vector<Step> trace_;
  std::exception_ptr error_;
  bool stopping_ = false;
  bool stuck_ = false; ///< nobody can go on, and somebody waits
  std::condition_variable allDone_;
};

/// A place at which a schedule may switch threads. Without one this is a predictable branch.
inline void yieldPoint(Point point) {
  if (Schedule *schedule = Schedule::current()) [[unlikely]]
    schedule->yield(point);
}

} // namespace refmap

#include "lib/refmap/ScheduleRun.h" // IWYU pragma: export
