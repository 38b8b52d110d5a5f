// RUN: %verify %s
// RUN: %prove %s
// What runs once protects what it does, not what is written afterwards.

#include <map>
#include <mutex>
#include <thread>

static std::map<int, int> counts;
static std::once_flag countsOnce;

// proof: faults "concurrent map writes"
static void writtenAfterwards() {
  const auto count = [](int id) {
    std::call_once(countsOnce, [] { counts[0] = 0; });
    counts[id] = 1; // expected-error {{'counts' is written without a lock}}
  };
  std::thread first(count, 1);  // expected-note {{a thread that uses it starts here}}
  std::thread second(count, 2); // expected-note {{another thread that uses it starts here}}
  first.join();
  second.join();
}
