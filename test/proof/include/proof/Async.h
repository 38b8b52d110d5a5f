// Futures and the like for threads under a schedule: only what waits had to be written again.

#pragma once

#include "lib/refmap/Sync.h"
#include "lib/refmap/Thread.h"

#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace proof {

namespace detail {

template <class T>
using Stored =
    std::conditional_t<std::is_void_v<T>, std::monostate,
                       std::conditional_t<std::is_reference_v<T>, std::add_pointer_t<T>, T>>;

/// What a promise and its futures share.
template <class T>
struct State {
  refmap::mutex mutex;
  refmap::condition_variable ready;
  std::optional<Stored<T>> value;
  std::exception_ptr error;
  std::function<void()> later; ///< runs in the first thread that asks
  refmap::thread worker;       ///< what std::async started

  ~State() {
    if (worker.joinable())
      worker.joinNothrow();
  }

  template <class... V>
  void set(V &&...result) {
    const std::lock_guard hold(mutex);
    value.emplace(std::forward<V>(result)...);
    ready.notify_all();
  }

  void fail(std::exception_ptr why) {
    const std::lock_guard hold(mutex);
    error = std::move(why);
    ready.notify_all();
  }

  /// The result of `call`, or what it threw.
  template <class F>
  void run(F &&call) {
    try {
      if constexpr (std::is_void_v<T>)
        call(), set();
      else if constexpr (std::is_reference_v<T>)
        set(std::addressof(call()));
      else
        set(call());
    } catch (const std::exception &) {
      fail(std::current_exception()); // nothing else: an abandoned run unwinds through here
    }
  }

  void wait() {
    if (auto work = std::exchange(later, nullptr))
      work();
    std::unique_lock hold(mutex);
    ready.wait(hold, [this] { return value || error; });
  }

  bool isReady() {
    const std::lock_guard hold(mutex);
    return value || error;
  }
};

} // namespace detail

template <class T>
class shared_future;

template <class T>
class future {
public:
  future() = default;

  explicit future(std::shared_ptr<detail::State<T>> state) : state_(std::move(state)) {}

  future(future &&) = default;
  future &operator=(future &&) = default;

  bool valid() const { return state_ != nullptr; }

  void wait() const { state_->wait(); }

  template <class Time>
  std::future_status wait_for(const Time &) const {
    refmap::this_thread::yield();
    return state_->isReady() ? std::future_status::ready : std::future_status::timeout;
  }

  T get() {
    const auto state = std::exchange(state_, nullptr);
    state->wait();
    if (state->error)
      std::rethrow_exception(state->error);
    if constexpr (std::is_reference_v<T>)
      return **state->value;
    else if constexpr (!std::is_void_v<T>)
      return std::move(*state->value);
  }

  shared_future<T> share() { return shared_future<T>(std::exchange(state_, nullptr)); }

private:
  std::shared_ptr<detail::State<T>> state_;
};

template <class T>
class shared_future {
public:
  shared_future() = default;

  explicit shared_future(std::shared_ptr<detail::State<T>> state) : state_(std::move(state)) {}

  shared_future(future<T> &&other) : shared_future(other.share()) {}

  void wait() const { state_->wait(); }

  bool valid() const { return state_ != nullptr; }

  decltype(auto) get() const {
    state_->wait();
    if (state_->error)
      std::rethrow_exception(state_->error);
    if constexpr (!std::is_void_v<T>)
      return std::as_const(*state_->value);
  }

private:
  std::shared_ptr<detail::State<T>> state_;
};

template <class T>
class promise {
public:
  future<T> get_future() { return future<T>(state_); }

  template <class... V>
  void set_value(V &&...value) {
    state_->set(std::forward<V>(value)...);
  }

  void set_exception(std::exception_ptr error) { state_->fail(std::move(error)); }

private:
  std::shared_ptr<detail::State<T>> state_ = std::make_shared<detail::State<T>>();
};

template <class Signature>
class packaged_task;

template <class R, class... A>
class packaged_task<R(A...)> {
public:
  packaged_task() = default;

  template <class F>

  requires(!std::is_same_v<std::remove_cvref_t<F>, packaged_task>) explicit packaged_task(F &&call)
      : call_(std::make_shared<std::decay_t<F>>(std::forward<F>(call))),
        run_([](void *f, A... a) -> R {
          return (*static_cast<std::decay_t<F> *>(f))(std::forward<A>(a)...);
        }) {}

  future<R> get_future() { return future<R>(state_); }

  bool valid() const { return call_ != nullptr; }

  void operator()(A... arguments) {
    state_->run([&]() -> R { return run_(call_.get(), std::forward<A>(arguments)...); });
  }

private:
  std::shared_ptr<void> call_;
  R (*run_)(void *, A...) = nullptr;
  std::shared_ptr<detail::State<R>> state_ = std::make_shared<detail::State<R>>();
};

template <class F, class... A>
auto async(std::launch policy, F &&function, A &&...arguments) {
  using R = std::invoke_result_t<std::decay_t<F>, std::decay_t<A>...>;
  const auto state = std::make_shared<detail::State<R>>();
  auto call = std::make_shared<std::tuple<std::decay_t<F>, std::decay_t<A>...>>(
      std::forward<F>(function), std::forward<A>(arguments)...);
  // Not the shared pointer: the state owns its thread and must not be kept alive by it.
  const auto work = [state = state.get(), call] {
    state->run([&]() -> R {
      return std::apply([](auto &...parts) -> R { return std::invoke(std::move(parts)...); },
                        *call);
    });
  };
  if ((policy & std::launch::async) == std::launch::async)
    state->worker = refmap::thread(work);
  else
    state->later = work;
  return future<R>(state);
}

template <class F, class... A>

requires(!std::is_same_v<std::remove_cvref_t<F>, std::launch>) auto async(F &&function,
                                                                          A &&...arguments) {
  return async(std::launch::async, std::forward<F>(function), std::forward<A>(arguments)...);
}

struct once_flag {
  refmap::mutex mutex;
  bool done = false;
};

template <class F, class... A>
void call_once(once_flag &flag, F &&function, A &&...arguments) {
  const std::lock_guard hold(flag.mutex);
  if (flag.done)
    return;
  std::invoke(std::forward<F>(function), std::forward<A>(arguments)...);
  flag.done = true;
}

template <std::ptrdiff_t = 1>
class counting_semaphore {
public:
  explicit counting_semaphore(std::ptrdiff_t count) : count_(count) {}

  void acquire() {
    std::unique_lock hold(mutex_);
    changed_.wait(hold, [this] { return count_ > 0; });
    --count_;
  }

  void release(std::ptrdiff_t n = 1) {
    const std::lock_guard hold(mutex_);
    count_ += n;
    changed_.notify_all();
  }

private:
  refmap::mutex mutex_;
  refmap::condition_variable changed_;
  std::ptrdiff_t count_;
};

using binary_semaphore = counting_semaphore<1>;

class latch {
public:
  explicit latch(std::ptrdiff_t count) : count_(count) {}

  void count_down(std::ptrdiff_t n = 1) {
    const std::lock_guard hold(mutex_);
    count_ -= n;
    changed_.notify_all();
  }

  void wait() const {
    std::unique_lock hold(mutex_);
    changed_.wait(hold, [this] { return count_ <= 0; });
  }

  void arrive_and_wait() {
    count_down();
    wait();
  }

private:
  mutable refmap::mutex mutex_;
  mutable refmap::condition_variable changed_;
  std::ptrdiff_t count_;
};

} // namespace proof
