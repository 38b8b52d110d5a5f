// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// expected-no-diagnostics
// Parallel algorithms that keep their bodies apart, and are done when they return.

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace std::execution {
class parallel_policy {};
constexpr parallel_policy par;
} // namespace std::execution

namespace std {
template <class Each, class Body>
void for_each(const execution::parallel_policy &, Each first, Each last, Body body) {
  const Each middle = first + (last - first) / 2;
  std::thread left([&] { std::for_each(first, middle, body); });
  std::for_each(middle, last, body);
  left.join();
}
} // namespace std

namespace tbb {
template <class Body> void parallel_for(int first, int last, const Body &body) {
  std::thread left([&] {
    for (int n = first; n < last / 2; ++n)
      body(n);
  });
  for (int n = last / 2; n < last; ++n)
    body(n);
  left.join();
}
template <class One, class Other> void parallel_invoke(const One &one, const Other &other) {
  std::thread left([&] { one(); });
  other();
  left.join();
}
struct split {};
template <class Body> void parallel_reduce(int first, int last, Body &body) {
  Body other(body, split());
  std::thread left([&] { other(first, last / 2); });
  body(last / 2, last);
  left.join();
  body.join(other);
}
class task_group {
public:
  template <class Task> void run_and_wait(const Task &task) {
    task();
    wait();
  }
  template <class Task> void run(const Task &task) { threads_.emplace_back(task); }
  void wait() {
    for (std::thread &each : threads_)
      each.join();
    threads_.clear();
  }

private:
  std::vector<std::thread> threads_;
};
} // namespace tbb

// The bodies take a lock; who looks afterwards is alone.
// proof: ({1, 2, 3, 4}) clean
int seen(const std::vector<int> &ids) {
  std::unordered_map<int, int> counts;
  std::mutex mutex;
  std::for_each(std::execution::par, ids.begin(), ids.end(), [&](int id) {
    std::lock_guard<std::mutex> lock(mutex);
    ++counts[id];
  });
  return static_cast<int>(counts.size());
}

// proof: clean
int squares() {
  std::map<int, int> squares;
  std::mutex mutex;
  squares[0] = 0;
  tbb::parallel_for(1, 4, [&](int n) {
    std::lock_guard<std::mutex> lock(mutex);
    squares[n] = n * n;
  });
  squares[4] = 16;
  return static_cast<int>(squares.size());
}

// A slot for each.
// proof: (4) clean
int slots(int count) {
  std::vector<std::map<int, int>> found(count);
  tbb::parallel_for(0, count, [&](int n) { found[n][n] = n; });
  return static_cast<int>(found[0].size());
}

// Each runs once, and has a map of its own.
// proof: clean
int both() {
  std::map<int, int> left;
  std::map<int, int> right;
  tbb::parallel_invoke([&] { left[1] = 1; }, [&] { right[2] = 2; });
  left.insert(right.begin(), right.end());
  return static_cast<int>(left.size());
}

// The one who waits goes on alone.
// proof: clean
int grouped() {
  std::map<int, int> found;
  tbb::task_group group;
  group.run([&] { found[1] = 1; });
  group.wait();
  found[2] = 2;
  return static_cast<int>(found.size());
}

// A body is split: each thread fills one of its own.
struct Tally {
  Tally() = default;
  Tally(Tally &, tbb::split) {}
  void operator()(int first, int last) {
    for (int n = first; n < last; ++n)
      ++counts[n];
  }
  void join(const Tally &other) { counts.insert(other.counts.begin(), other.counts.end()); }

  std::map<int, int> counts;
};

// proof: (4) clean
int tallied(int count) {
  Tally tally;
  tbb::parallel_reduce(0, count, tally);
  return static_cast<int>(tally.counts.size());
}

// The last task runs here, and waits for the others.
// proof: clean
int groupedHere() {
  std::map<int, int> left;
  std::map<int, int> right;
  tbb::task_group group;
  group.run([&] { left[1] = 1; });
  group.run_and_wait([&] { right[2] = 2; });
  left.insert(right.begin(), right.end());
  return static_cast<int>(left.size());
}
