// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// FLAGS: -pthread
// Threads and maps that do not get into each other's way.

#include <cstddef>
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

// The thread has ended before the owner writes.
// proof: clean
std::size_t afterJoin() {
  std::map<int, int> table;
  std::thread worker([&table] { table[1] = 1; });
  worker.join();
  table[2] = 2;
  return table.size();
}

// Filled before the thread starts.
// proof: clean
std::size_t beforeStart() {
  std::map<int, int> table;
  table[1] = 1;
  std::size_t size = 0;
  std::thread worker([&] { size = table.size(); });
  worker.join();
  return size;
}

// The answer of the only task is awaited first.
// proof: clean
int awaited() {
  std::unordered_map<int, int> squares;
  auto done = std::async(std::launch::async, [&] { return squares.emplace(3, 9).second; });
  const bool added = done.get();
  squares.emplace(4, 16);
  return added ? static_cast<int>(squares.size()) : 0;
}

// All threads only read.
// proof: readers({{1, 1}, {3, 3}}) clean
int readers(const std::unordered_map<int, int> &table) {
  int left = 0;
  int right = 0;
  std::thread a([&] { left = static_cast<int>(table.count(1)); });
  std::thread b([&] { right = static_cast<int>(table.count(2)); });
  a.join();
  b.join();
  return left + right;
}

// Each thread writes into a map of its own.
// proof: slots(3) clean
std::size_t slots(std::size_t workers) {
  std::vector<std::map<int, int>> parts(workers);
  std::vector<std::thread> pool;
  for (std::size_t w = 0; w < workers; ++w)
    pool.emplace_back([&part = parts[w]] { part[0] = 1; });
  for (auto &thread : pool)
    thread.join();
  return parts.size();
}

// A copy goes with the thread.
// proof: copies({{3, 3}}) clean
std::size_t copies(std::map<int, int> table) {
  std::thread worker([table]() mutable { table[1] = 1; });
  table[2] = 2;
  worker.join();
  return table.size();
}

// The map was declared inside what the threads run.
static int local(int seed) {
  std::unordered_map<int, int> seen;
  for (int i = 0; i < 10; ++i)
    seen[seed * i] = i;
  return static_cast<int>(seen.size());
}

// proof: clean
int locals() {
  auto a = std::async(std::launch::async, local, 3);
  auto b = std::async(std::launch::async, local, 5);
  return a.get() + b.get();
}

// Every thread has its own instance.
static thread_local std::map<int, int> memo;

static int cached(int key) {
  auto [entry, isNew] = memo.try_emplace(key, key * 2);
  return entry->second;
}

// proof: clean
int memos() {
  std::thread worker([] { cached(1); });
  const int own = cached(1);
  worker.join();
  return own;
}

// All writers take the same lock.
// proof: locked(3) clean
std::size_t locked(int workers) {
  std::unordered_map<int, int> results;
  std::mutex mutex;
  std::vector<std::jthread> pool;
  for (int w = 0; w < workers; ++w)
    pool.emplace_back([&, w] {
      const int value = w * w;
      std::lock_guard lock(mutex);
      results.emplace(w, value);
    });
  pool.clear();
  return results.size();
}

// launch::deferred runs in the thread that asks.
// proof: clean
std::size_t deferred() {
  std::map<int, int> table;
  auto later = std::async(std::launch::deferred, [&] { table[1] = 1; });
  table[2] = 2;
  later.get();
  return table.size();
}
