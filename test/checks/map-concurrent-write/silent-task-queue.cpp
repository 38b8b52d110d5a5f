// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// FLAGS: -pthread
// Tasks in a queue that do not disturb each other, and queues that no pool empties.

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <queue>
#include <thread>
#include <utility>
#include <vector>

// A pool that no table knows: threads, and a queue of things to call.
// proof: { Crew crew; crew.give([] {}); crew.run(2); } clean
class Crew {
public:
  void give(std::function<void()> task) {
    std::lock_guard<std::mutex> lock(mutex_);
    tasks_.push(std::move(task));
  }
  void run(int n) {
    for (int i = 0; i < n; ++i)
      workers_.emplace_back([this] { work(); });
    for (std::thread &worker : workers_)
      worker.join();
  }

private:
  std::function<void()> next() {
    std::lock_guard<std::mutex> lock(mutex_);
    if (tasks_.empty())
      return nullptr;
    std::function<void()> task = std::move(tasks_.front());
    tasks_.pop();
    return task;
  }
  void work() {
    while (std::function<void()> task = next())
      task();
  }

  std::mutex mutex_;
  std::queue<std::function<void()>> tasks_;
  std::vector<std::thread> workers_;
};

// The tasks lock; the result is read when the workers are joined.
// proof: countAll(8) clean
std::size_t countAll(int n) {
  std::map<int, int> counts;
  std::mutex mutex;
  Crew crew;
  for (int i = 0; i < n; ++i)
    crew.give([&counts, &mutex, i] {
      std::lock_guard<std::mutex> lock(mutex);
      counts[i] = i;
    });
  crew.run(4);
  counts[-1] = n;
  return counts.size();
}

// Each task has a map of its own.
// proof: eachItsOwn(4) clean
std::size_t eachItsOwn(int n) {
  std::vector<std::map<int, int>> counts(n);
  Crew crew;
  for (int i = 0; i < n; ++i)
    crew.give([&counts, i] { counts[i][i] = 1; });
  crew.run(4);
  return counts.size();
}

// One thread works the queue off: what it is given has the map to itself.
// proof: { Clerk clerk; clerk.give([] {}); clerk.run(); } clean
class Clerk {
public:
  void give(std::function<void()> task) { tasks_.push(std::move(task)); }
  void run() {
    worker_ = std::thread([this] {
      for (; !tasks_.empty(); tasks_.pop())
        tasks_.front()();
    });
    worker_.join();
  }

private:
  std::queue<std::function<void()>> tasks_;
  std::thread worker_;
};

// proof: byOne(4) clean
std::size_t byOne(int n) {
  std::map<int, int> counts;
  Clerk clerk;
  for (int i = 0; i < n; ++i)
    clerk.give([&counts, i] { counts[i] = i; });
  clerk.run();
  return counts.size();
}

// Threads, and a list of listeners that its owner calls.
// proof: { Signal signal; signal.connect([] {}); signal.raise(); } clean
class Signal {
public:
  void connect(std::function<void()> listener) { listeners_.push_back(std::move(listener)); }
  void raise() {
    for (const std::function<void()> &listener : listeners_)
      listener();
  }

private:
  std::vector<std::function<void()>> listeners_;
  std::vector<std::thread> timers_;
};

// proof: listen(3) clean
std::size_t listen(int n) {
  std::map<int, int> counts;
  Signal signal;
  for (int i = 0; i < n; ++i)
    signal.connect([&counts, i] { counts[i] = i; });
  signal.raise();
  return counts.size();
}
