// Locks, condition variables and atomics that know of the schedule: who waits gives the turn away.
// Without a schedule they are those of the standard library.

#pragma once

#include "lib/refmap/Schedule.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <list>
#include <mutex>
#include <shared_mutex>

namespace refmap {

/// A mutex of the standard library under the schedule: exclusive locking.
template <class Real>
class Mutex {
public:
  void lock() {
    Schedule *schedule = Schedule::current();
    if (schedule == nullptr)
      return real_.lock();
    schedule->yield(Point::Lock);
    while (!real_.try_lock())
      schedule->block(this, Point::Lock);
  }

  bool try_lock() {
    yieldPoint(Point::Lock);
    return real_.try_lock();
  }

  void unlock() {
    real_.unlock();
    released();
  }

protected:
  /// Waits until `tryLock` succeeds or the schedule says that the time is over.
  template <class TryLock>
  bool lockInTime(TryLock tryLock) {
    Schedule *schedule = Schedule::current();
    schedule->yield(Point::Lock);
    bool inTime = true;
    while (!tryLock()) {
      if (!inTime)
        return false;
      inTime = schedule->block(this, Point::Lock, true);
    }
    return true;
  }

  void released() noexcept {
    Schedule *schedule = Schedule::current();
    if (schedule == nullptr)
      return;
    schedule->wake(this);
    schedule->yieldNothrow(Point::Unlock); // this mutex may be gone when it returns
  }

  Real real_;
};

/// A mutex whose locking can be given up after a while.
template <class Real>
class TimedMutex : public Mutex<Real> {
public:
  template <class Rep, class Period>
  bool try_lock_for(const std::chrono::duration<Rep, Period> &time) {
    if (Schedule::current() == nullptr)
      return this->real_.try_lock_for(time);
    return this->lockInTime([this] { return this->real_.try_lock(); });
  }

  template <class Clock, class Duration>
  bool try_lock_until(const std::chrono::time_point<Clock, Duration> &time) {
    return try_lock_for(time - Clock::now());
  }
};

/// A mutex of the standard library under the schedule: shared locking.
template <class Real>
class SharedMutex : public Mutex<Real> {
public:
  void lock_shared() {
    Schedule *schedule = Schedule::current();
    if (schedule == nullptr)
      return this->real_.lock_shared();
    schedule->yield(Point::Lock);
    while (!this->real_.try_lock_shared())
      schedule->block(this, Point::Lock);
  }

  bool try_lock_shared() {
    yieldPoint(Point::Lock);
    return this->real_.try_lock_shared();
  }

  void unlock_shared() {
    this->real_.unlock_shared();
    this->released();
  }
};

using mutex = Mutex<std::mutex>;
using recursive_mutex = Mutex<std::recursive_mutex>;
using timed_mutex = TimedMutex<std::timed_mutex>;
using recursive_timed_mutex = TimedMutex<std::recursive_timed_mutex>;
using shared_mutex = SharedMutex<std::shared_mutex>;

/// A condition variable for any lock; under a schedule nothing wakes up for no reason.
class condition_variable_any {
public:
  template <class Lock>
  void wait(Lock &lock) {
    if (Schedule::current() == nullptr)
      real_.wait(lock);
    else
      waitScheduled(lock, false);
  }

  template <class Lock, class Predicate>
  void wait(Lock &lock, Predicate holds) {
    while (!holds())
      wait(lock);
  }

  template <class Lock, class Rep, class Period>
  std::cv_status wait_for(Lock &lock, const std::chrono::duration<Rep, Period> &time) {
    if (Schedule::current() == nullptr)
      return real_.wait_for(lock, time);
    return waitScheduled(lock, true) ? std::cv_status::no_timeout : std::cv_status::timeout;
  }

  template <class Lock, class Rep, class Period, class Predicate>
  bool wait_for(Lock &lock, const std::chrono::duration<Rep, Period> &time, Predicate holds) {
    if (Schedule::current() == nullptr)
      return real_.wait_for(lock, time, holds);
    while (!holds())
      if (!waitScheduled(lock, true))
        return holds();
    return true;
  }

  template <class Lock, class Clock, class Duration, class... Predicate>
  auto wait_until(Lock &lock, const std::chrono::time_point<Clock, Duration> &time,
                  Predicate... holds) {
    return wait_for(lock, time - Clock::now(), holds...);
  }

  void notify_one() noexcept { notify(1); }

  void notify_all() noexcept { notify(waiting_.size()); }

private:
  struct Waiter {
    bool notified = false;
  };

  /// A place in the queue, given up however the wait ends.
  class Place {
  public:
    explicit Place(std::list<Waiter> &queue) : queue_(queue), place_(queue.emplace(queue.end())) {}

    ~Place() { queue_.erase(place_); }

    Place(const Place &) = delete;
    Place &operator=(const Place &) = delete;

    Waiter &operator*() { return *place_; }

  private:
    std::list<Waiter> &queue_;
    std::list<Waiter>::iterator place_;
  };

  /// False: it timed out.
  template <class Lock>
  bool waitScheduled(Lock &lock, bool timed) {
    Place place(waiting_); // before the unlock: a notification in between counts
    lock.unlock();
    bool inTime = true;
    while (!(*place).notified && inTime)
      inTime = Schedule::current()->block(&*place, Point::Wait, timed);
    const bool notified = (*place).notified;
    lock.lock();
    return notified;
  }

  void notify(std::size_t count) noexcept {
    Schedule *schedule = Schedule::current();
    if (schedule == nullptr)
      return count == 1 ? real_.notify_one() : real_.notify_all();
    for (Waiter &waiter : waiting_) {
      if (waiter.notified)
        continue;
      if (count-- == 0)
        break;
      waiter.notified = true;
      schedule->wake(&waiter);
    }
    schedule->yieldNothrow(Point::Notify);
  }

  std::condition_variable_any real_;
  std::list<Waiter> waiting_;
};

using condition_variable = condition_variable_any;

/// An atomic whose every use is a point. The operations themselves are the standard library's.
template <class T>
class atomic : public std::atomic<T> {
  using Base = std::atomic<T>;

public:
  using Base::Base;

  T operator=(T value) noexcept {
    store(value);
    return value;
  }

  operator T() const noexcept { return load(); }

  T load(std::memory_order order = std::memory_order_seq_cst) const noexcept {
    point();
    return Base::load(order);
  }

  void store(T value, std::memory_order order = std::memory_order_seq_cst) noexcept {
    point();
    Base::store(value, order);
  }

  T exchange(T value, std::memory_order order = std::memory_order_seq_cst) noexcept {
    point();
    return Base::exchange(value, order);
  }

private:
  static void point() noexcept {
    if (Schedule *schedule = Schedule::current())
      schedule->yieldNothrow(Point::Atomic);
  }
};

/// A flag whose every use is a point: who spins on it gives the turn away.
class atomic_flag : public std::atomic_flag {
  using Base = std::atomic_flag;

public:
  atomic_flag() = default;

  /// From ATOMIC_FLAG_INIT, which says `{0}`.
  atomic_flag(bool) noexcept {}

  bool test(std::memory_order order = std::memory_order_seq_cst) const noexcept {
    point();
    return Base::test(order);
  }

  bool test_and_set(std::memory_order order = std::memory_order_seq_cst) noexcept {
    point();
    return Base::test_and_set(order);
  }

  void clear(std::memory_order order = std::memory_order_seq_cst) noexcept {
    point();
    Base::clear(order);
  }

  /// Under a schedule it spins: notifications need not be counted.
  void wait(bool old, std::memory_order order = std::memory_order_seq_cst) const noexcept {
    if (Schedule::current() == nullptr)
      return Base::wait(old, order);
    while (test(order) == old) {
    }
  }

private:
  static void point() noexcept {
    if (Schedule *schedule = Schedule::current())
      schedule->yieldNothrow(Point::Atomic);
  }
};

} // namespace refmap
