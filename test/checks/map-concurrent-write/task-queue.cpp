// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// Tasks that lie in a queue until a worker takes them.

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

// proof: countAll(8) faults "concurrent map writes"
std::size_t countAll(int n) {
  std::map<int, int> counts;
  Crew crew;
  for (int i = 0; i < n; ++i)
    crew.give([&counts, i] { // expected-note {{more than one thread that uses it starts here}}
      counts[i] = i; // expected-error {{'counts' is written without a lock}}
    });
  crew.run(4);
  return counts.size();
}

// Two different tasks, one of them behind a name.
// proof: faults "concurrent map writes"
std::size_t twoTasks() {
  std::map<int, int> seen;
  Crew crew;
  const auto first = [&seen] { seen[1] = 1; }; // expected-error {{'seen' is written without a lock}}
  crew.give(first); // expected-note {{a thread that uses it starts here}}
  crew.give([&seen] { seen[2] = 2; }); // expected-note {{'seen' is written here}} expected-note {{another thread}}
  crew.run(2);
  return seen.size();
}
