// Threads that somebody else starts, each with a map of its own.
// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

static std::vector<std::thread> workers;

static void launch(std::function<void()> work) { workers.emplace_back(std::move(work)); }

static void waitForAll() {
  for (std::thread &worker : workers)
    worker.join();
  workers.clear();
}

// Everybody takes the lock.
// proof: clean
int tally() {
  std::map<int, int> counts;
  std::mutex mutex;
  for (int n = 0; n < 3; ++n)
    launch([&counts, &mutex, n] {
      std::lock_guard<std::mutex> lock(mutex);
      counts[n] = n;
    });
  waitForAll();
  return static_cast<int>(counts.size());
}

static void doNow(const std::function<void()> &work) { work(); }

// What the helper is given runs before it returns.
// proof: clean
int atOnce() {
  std::map<int, int> counts;
  for (int n = 0; n < 3; ++n)
    doNow([&counts, n] { counts[n] = n; });
  return static_cast<int>(counts.size());
}

// proof: clean
void slotEach() {
  std::map<int, int> slots[2];
  std::thread first([&] { slots[0][1] = 1; });
  std::thread second([&] { slots[1][2] = 1; });
  first.join();
  second.join();
}
