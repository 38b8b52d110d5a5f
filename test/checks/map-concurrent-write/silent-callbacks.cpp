// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// expected-no-diagnostics
// Callbacks that lock, and callbacks that run where the lock is held.

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

// The callback takes the lock.
// proof: threads { Wire wire; Handlers handlers(wire); handlers.add(1, 2); } wire.deliver(1) |
//   handlers.add(2, 3) clean
class Handlers {
public:
  explicit Handlers(Wire &wire) {
    wire.onMessage([this](int kind) {
      std::lock_guard lock(mutex_);
      return answer(kind);
    });
  }

  void add(int kind, int answer) {
    std::lock_guard lock(mutex_);
    answers_.insert_or_assign(kind, answer);
  }

private:
  int answer(int kind) {
    const auto found = answers_.find(kind);
    return found == answers_.end() ? 0 : found->second;
  }

  std::mutex mutex_;
  std::unordered_map<int, int> answers_;
};

// The object keeps its callback itself, and calls it with the lock held.
// proof: threads { Counts counts; } counts.count(1) | counts.total() clean
class Counts {
public:
  Counts() {
    step_ = [this](int kind) { ++counts_[kind]; };
  }

  void count(int kind) {
    std::lock_guard lock(mutex_);
    step_(kind);
  }

  int total() {
    std::lock_guard lock(mutex_);
    int sum = 0;
    for (const auto &[kind, count] : counts_)
      sum += count;
    return sum;
  }

private:
  std::mutex mutex_;
  std::function<void(int)> step_;
  std::map<int, int> counts_;
};

// Nobody locks: one thread has all of it.
// proof: { Wire wire; Journal journal; journal.listen(wire); wire.deliver(1); journal.forget(1); }
//   clean
class Journal {
public:
  void listen(Wire &wire) {
    wire.onMessage([this](int kind) { return ++lines_[kind]; });
  }

  void forget(int kind) { lines_.erase(kind); }

private:
  std::map<int, int> lines_;
};

class Timer {
public:
  ~Timer() { thread_.join(); }
  void onTick(std::function<void()> callback) { tick_ = std::move(callback); }
  void start() {
    thread_ = std::thread([this] {
      for (int i = 0; i < 20; ++i)
        tick_();
    });
  }

private:
  std::function<void()> tick_;
  std::thread thread_;
};

// What the callback looks up was filled before the thread starts.
// proof: { Labels labels; labels.add(1, 2); labels.start(); } clean
class Labels {
public:
  void add(int id, int label) { labels_[id] = label; }

  void start() {
    timer_.onTick([this] { sum_ += static_cast<int>(labels_.count(1)); });
    timer_.start();
  }

private:
  std::map<int, int> labels_;
  int sum_ = 0; // of the timer's thread
  Timer timer_;
};

// The callback locks what the methods lock.
// proof: { Samples samples; samples.add(1); } clean
class Samples {
public:
  Samples() {
    timer_.onTick([this] { add(0); });
    timer_.start();
  }

  void add(int sample) {
    std::lock_guard lock(mutex_);
    ++counts_[sample];
  }

private:
  std::mutex mutex_;
  std::map<int, int> counts_;
  Timer timer_;
};
