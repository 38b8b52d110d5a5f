// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// Threads that start in this file and meet in one map without a lock.

#include <functional>
#include <future>
#include <map>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

// One function, two threads, a global map.
static std::unordered_map<int, long> squareOf;

static void square(int from) {
  for (int i = from; i < from + 500; ++i)
    squareOf[i] = static_cast<long>(i) * i; // expected-error {{'squareOf' is written}}
}

// proof: faults "concurrent map writes"
void squareAll() {
  std::thread low(square, 0), high(square, 500); // expected-note 1+ {{thread}}
  low.join();
  high.join();
}

// The owner goes on writing while its thread runs.
// proof: { show(index(words(3))); } faults "concurrent map writes"
std::size_t index(const std::vector<std::string> &words) {
  std::map<std::string, std::size_t> first;
  std::thread worker([&] { // expected-note {{thread}}
    for (std::size_t i = 0; i < words.size(); ++i)
      first.emplace(words[i], i); // expected-note {{'first'}}
  });
  first["<eof>"] = words.size(); // expected-error {{[map-concurrent-write]}}
  worker.join();
  return first.size();
}

// The map travels by std::ref, and a helper writes.
using Totals = std::map<std::string, int>;

static void addTotal(Totals &totals, const std::string &name) {
  totals[name] += 1; // expected-error {{'totals' is written}}
}

static void addMany(Totals &totals, const std::string &prefix) {
  for (int i = 0; i < 100; ++i)
    addTotal(totals, prefix + std::to_string(i % 10)); // expected-note {{addTotal}}
}

// proof: faults "concurrent map writes"
std::size_t total() {
  Totals totals;
  // expected-note@+1 {{thread}}
  auto left = std::async(std::launch::async, addMany, std::ref(totals), "l");
  // expected-note@+1 {{thread}}
  auto right = std::async(std::launch::async, addMany, std::ref(totals), "r");
  left.get();
  right.get();
  return totals.size();
}

// Threads started in a loop share what the lambda took by reference.
// proof: gather(3) faults "concurrent map writes"
std::unordered_map<int, int> gather(int workers) {
  std::unordered_map<int, int> results;
  std::vector<std::jthread> pool;
  for (int w = 0; w < workers; ++w)
    pool.emplace_back([&results, w] { // expected-note {{thread}}
      results.emplace(w, w * w); // expected-error {{'results' is written}}
    });
  pool.clear();
  return results;
}

// One reads, the other writes: enough for a table that may be rehashed meanwhile.
// proof: watch(3) faults "concurrent map read and map write"
int watch(int rounds) {
  std::unordered_map<int, int> state;
  int seen = 0;
  std::thread reader([&] { // expected-note {{thread}}
    for (int i = 0; i < rounds; ++i)
      seen += static_cast<int>(state.count(i)); // expected-note {{'state'}}
  });
  for (int i = 0; i < rounds; ++i)
    state[i % 64] = i; // expected-error {{'state' is written}}
  reader.join();
  return seen;
}
