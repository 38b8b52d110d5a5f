// Threads that run under the schedule of whoever starts them; without one, std::thread.

#pragma once

#include "lib/refmap/Schedule.h"

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <stop_token>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>

namespace refmap {

/// std::thread's interface. Destroying one that is joinable ends the program, as there.
class thread {
public:
  using id = std::thread::id;

  thread() noexcept = default;

  template <class Function, class... Args>

  requires(!std::is_same_v<std::remove_cvref_t<Function>, thread>) explicit thread(
      Function &&function, Args &&...args) {
    Schedule *schedule = Schedule::current();
    if (schedule == nullptr) {
      real_ = std::thread(std::forward<Function>(function), std::forward<Args>(args)...);
      return;
    }
    // std::function copies, a thread's arguments need not be copyable.
    auto call = std::make_shared<std::tuple<std::decay_t<Function>, std::decay_t<Args>...>>(
        std::forward<Function>(function), std::forward<Args>(args)...);
    task_ = schedule->spawn([call = std::move(call)] {
      std::apply([](auto &...parts) { std::invoke(std::move(parts)...); }, *call);
    });
    id_ = task_->real.get_id();
  }

  thread(thread &&other) noexcept { swap(other); }

  thread &operator=(thread &&other) noexcept {
    leave();
    swap(other);
    return *this;
  }

  ~thread() { leave(); }

  void swap(thread &other) noexcept {
    std::swap(real_, other.real_);
    std::swap(task_, other.task_);
    std::swap(id_, other.id_);
  }

  bool joinable() const noexcept { return task_ != nullptr || real_.joinable(); }

  void join() {
    if (task_ == nullptr)
      return real_.join();
    Schedule::current()->join(task_);
    forget();
  }

  void detach() {
    if (task_ == nullptr)
      return real_.detach();
    forget();
  }

  id get_id() const noexcept { return task_ != nullptr ? id_ : real_.get_id(); }

  /// Waits where nothing can be thrown; does nothing when there is nothing to wait for.
  void joinNothrow() noexcept {
    if (task_ == nullptr && real_.joinable())
      real_.join();
    if (task_ != nullptr)
      Schedule::current()->joinNothrow(task_);
    forget();
  }

  static unsigned hardware_concurrency() noexcept { return std::thread::hardware_concurrency(); }

private:
  void forget() noexcept {
    task_ = nullptr;
    id_ = {};
  }

  /// Once a run is over by a fault, threads are left where they stood: they are waited for, so that
  /// none of them outlives what it refers to.
  void leave() noexcept {
    if (task_ == nullptr)
      return;
    Schedule *schedule = Schedule::current();
    if (schedule == nullptr || (!schedule->isStopping() && std::uncaught_exceptions() == 0))
      std::terminate();
    joinNothrow();
  }

  std::thread real_;
  Schedule::TaskPtr task_;
  id id_;
};

/// std::jthread's interface: asks the thread to stop and waits for it.
class jthread {
public:
  using id = thread::id;

  jthread() noexcept : stop_(std::nostopstate) {}

  template <class Function, class... Args>

  requires(!std::is_same_v<std::remove_cvref_t<Function>, jthread>) explicit jthread(
      Function &&function, Args &&...args)
      : thread_(start(stop_, std::forward<Function>(function), std::forward<Args>(args)...)) {}

  jthread(jthread &&) noexcept = default;

  jthread &operator=(jthread &&other) noexcept {
    finish();
    stop_ = std::move(other.stop_);
    thread_ = std::move(other.thread_);
    return *this;
  }

  ~jthread() { finish(); }

  bool joinable() const noexcept { return thread_.joinable(); }

  void join() { thread_.join(); }

  void detach() { thread_.detach(); }

  id get_id() const noexcept { return thread_.get_id(); }

  std::stop_source get_stop_source() noexcept { return stop_; }

  std::stop_token get_stop_token() const noexcept { return stop_.get_token(); }

  bool request_stop() noexcept { return stop_.request_stop(); }

private:
  template <class Function, class... Args>
  static thread start(const std::stop_source &stop, Function &&function, Args &&...args) {
    if constexpr (std::is_invocable_v<std::decay_t<Function>, std::stop_token,
                                      std::decay_t<Args>...>)
      return thread(std::forward<Function>(function), stop.get_token(),
                    std::forward<Args>(args)...);
    else
      return thread(std::forward<Function>(function), std::forward<Args>(args)...);
  }

  void finish() noexcept {
    if (!joinable())
      return;
    request_stop();
    thread_.joinNothrow();
  }

  std::stop_source stop_;
  thread thread_;
};

namespace this_thread {

inline std::thread::id get_id() noexcept {
  return std::this_thread::get_id();
}

inline void yield() {
  if (Schedule *schedule = Schedule::current())
    schedule->yield(Point::Sleep);
  else
    std::this_thread::yield();
}

/// Under a schedule time means nothing: the others may go on, and that is all.
template <class Rep, class Period>
void sleep_for(const std::chrono::duration<Rep, Period> &time) {
  if (Schedule *schedule = Schedule::current())
    schedule->yield(Point::Sleep);
  else
    std::this_thread::sleep_for(time);
}

template <class Clock, class Duration>
void sleep_until(const std::chrono::time_point<Clock, Duration> &time) {
  sleep_for(time - Clock::now());
}

} // namespace this_thread
} // namespace refmap
