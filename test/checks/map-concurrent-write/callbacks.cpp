// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// Callbacks that an object of another class keeps run when that one likes.

#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

class Wire {
public:
  void onMessage(std::function<int(int)> callback) { callback_ = std::move(callback); }
  int deliver(int kind) { return callback_(kind); }

private:
  std::function<int(int)> callback_;
};

// What the callback calls is private; nobody inside the class calls it with the lock held.
// proof: threads { Wire wire; Handlers handlers(wire); handlers.add(1, 2); } wire.deliver(1) |
//   handlers.add(2, 3) faults "concurrent map read and map write"
class Handlers {
public:
  explicit Handlers(Wire &wire) {
    wire.onMessage([this](int kind) { return answer(kind); }); // expected-note {{keeps this callback}}
  }

  void add(int kind, int answer) {
    std::lock_guard lock(mutex_);
    answers_.insert_or_assign(kind, answer); // expected-note {{'mutex_'}}
  }

private:
  int answer(int kind) {
    const auto found = answers_.find(kind); // expected-error {{'answers_' is read here without}}
    return found == answers_.end() ? 0 : found->second;
  }

  std::mutex mutex_;
  std::unordered_map<int, int> answers_;
};

// The callback itself writes.
// proof: threads { Wire wire; Counts counts; counts.listen(wire); } wire.deliver(1) |
//   counts.total() faults "concurrent map"
class Counts {
public:
  void listen(Wire &wire) {
    wire.onMessage([this](int kind) { // expected-note {{keeps this callback}}
      return ++counts_[kind]; // expected-error {{'counts_' is written here without 'mutex_'}}
    });
  }

  int total() {
    std::lock_guard lock(mutex_);
    int sum = 0;
    for (const auto &[kind, count] : counts_)
      sum += count;
    return sum;
  }

  void reset() {
    std::lock_guard lock(mutex_);
    counts_.clear(); // expected-note {{'mutex_'}}
  }

private:
  std::mutex mutex_;
  std::map<int, int> counts_;
};

class Timer {
public:
  ~Timer() { thread_.join(); }
  void onTick(std::function<void()> callback) { tick_ = std::move(callback); }
  void start() {
    thread_ = std::thread([this] { // expected-note {{a thread that uses it starts here}}
      for (int i = 0; i < 20; ++i)
        tick_();
    });
  }

private:
  std::function<void()> tick_;
  std::thread thread_;
};

// Nobody locks; the other object runs the callback on a thread of its own.
// proof: { Samples samples; samples.add(1); } faults "concurrent map writes"
class Samples {
public:
  Samples() {
    timer_.onTick([this] { ++counts_[0]; }); // expected-note 2 {{}}
    timer_.start();
  }

  void add(int sample) {
    ++counts_[sample]; // expected-error {{'counts_' is written without a lock}}
  }

private:
  std::map<int, int> counts_;
  Timer timer_;
};
