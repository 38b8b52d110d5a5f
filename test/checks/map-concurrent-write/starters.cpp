// Threads that somebody else starts with what he is given.
// RUN: %verify %s
// RUN: %prove %s
#include <functional>
#include <map>
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

// The helper starts the thread; its caller says what runs and how often.
// proof: faults "concurrent map writes"
int tally() {
  std::map<int, int> counts;
  for (int n = 0; n < 3; ++n)
    // expected-note@+1 {{more than one thread that uses it starts here}}
    launch([&counts, n] { counts[n] = n; }); // expected-error {{'counts' is written without a lock}}
  waitForAll();
  return static_cast<int>(counts.size());
}

// One element of an array of maps, by the same constant in both threads.
// proof: faults "concurrent map writes"
void sameSlot() {
  std::map<int, int> slots[2];
  std::thread first([&] { slots[0][1] = 1; });  // expected-error {{'slots[...]' is written without a lock}} expected-note {{a thread that uses it starts here}}
  std::thread second([&] { slots[0][2] = 1; }); // expected-note {{written here without a lock}} expected-note {{another thread}}
  first.join();
  second.join();
}
