// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// Parallel algorithms: of the standard library, and oneTBB's.

#include <algorithm>
#include <map>
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
class task_group {
public:
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

// proof: ({1, 2, 3, 4}) faults "concurrent map writes"
int seen(const std::vector<int> &ids) {
  std::unordered_map<int, int> counts;
  std::for_each(std::execution::par, ids.begin(), ids.end(), [&](int id) { // expected-note {{the threads of this parallel region share it}}
    ++counts[id]; // expected-error {{'counts' is written without a lock while another thread may access it}}
  });
  return static_cast<int>(counts.size());
}

// proof: faults "concurrent map writes"
int squares() {
  std::map<int, int> squares;
  tbb::parallel_for(0, 4, [&](int n) { squares[n] = n * n; }); // expected-error {{'squares' is written without a lock}} expected-note {{share it}}
  return static_cast<int>(squares.size());
}

// Each of the two runs once, but beside the other.
// proof: faults "concurrent map writes"
int both() {
  std::map<int, int> found;
  tbb::parallel_invoke([&] { found[1] = 1; }, // expected-error {{'found' is written without a lock}} expected-note {{a thread that uses it starts here}}
                       [&] { found[2] = 2; }); // expected-note {{'found' is written here without a lock}} expected-note {{another thread that uses it starts here}}
  return static_cast<int>(found.size());
}

// proof: faults "concurrent map writes"
int grouped() {
  std::map<int, int> found;
  tbb::task_group group;
  group.run([&] { found[1] = 1; }); // expected-note {{a thread that uses it starts here}} expected-note {{'found' is written here without a lock}}
  found[2] = 2; // expected-error {{'found' is written without a lock}}
  group.wait();
  return static_cast<int>(found.size());
}
