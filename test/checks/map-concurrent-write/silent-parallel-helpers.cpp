// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// expected-no-diagnostics
// Bodies that helpers run on threads, and that do not get into each other's way.

#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <vector>

static void onAll(int threads, const std::function<void(int)> &body) {
  std::vector<std::thread> pool;
  for (int n = 0; n < threads; ++n)
    pool.emplace_back([&body, n] { body(n); });
  for (std::thread &each : pool)
    each.join();
}

template <class Body> static void onAnother(Body body) {
  std::thread one([&] { body(); });
  one.join();
}

// One thread, and the caller waits for it.
// proof: clean
int elsewhere() {
  std::map<int, int> results;
  onAnother([&] { results[1] = 1; });
  results[2] = 2;
  return static_cast<int>(results.size());
}

// A slot a thread; the helper has joined them when the results are put together.
// proof: (3) clean
int slots(int threads) {
  std::vector<std::map<int, int>> results(threads);
  onAll(threads, [&](int n) { results[n][1] = n; });
  std::map<int, int> all;
  for (const std::map<int, int> &each : results)
    all.insert(each.begin(), each.end());
  return static_cast<int>(all.size());
}

// The body locks.
// proof: (3) clean
int locked(int threads) {
  std::mutex mutex;
  std::map<int, int> results;
  onAll(threads, [&](int n) {
    std::lock_guard lock(mutex);
    results[n] = n;
  });
  results[-1] = 1;
  return static_cast<int>(results.size());
}

// The map is the body's own.
// proof: (3) clean
void local(int threads) {
  onAll(threads, [](int n) {
    std::map<int, int> seen;
    seen[n] = n;
  });
}

// They only read.
// proof: (3) clean
int looked(int threads) {
  std::map<int, int> table{{1, 1}};
  std::vector<int> found(threads);
  onAll(threads, [&](int n) { found[n] = table.count(n) != 0 ? 1 : 0; });
  return found[0];
}

static std::future<int> sizeLater(std::map<int, int> &table, int key) {
  return std::async(std::launch::async, [&table, key] {
    table[key] = key;
    return static_cast<int>(table.size());
  });
}

// Each is waited for before the next one starts.
// proof: (3) clean
int oneByOne(int rounds) {
  std::map<int, int> table;
  int sum = 0;
  for (int n = 0; n < rounds; ++n) {
    std::future<int> size = sizeLater(table, n);
    sum += size.get();
  }
  table[rounds] = sum;
  return sum;
}

struct Part {
  int number;
  std::map<int, int> *rows;
};

static void *fillPart(void *given) {
  const Part *part = static_cast<Part *>(given);
  (*part->rows)[part->number] = 1;
  return nullptr;
}

// What the arguments point to is another map each time.
// proof: clean
void fillOwn() {
  pthread_t threads[2];
  std::vector<std::map<int, int>> rows(2);
  std::vector<Part> parts(2);
  for (int n = 0; n < 2; ++n) {
    parts[n] = Part{n, &rows[n]};
    pthread_create(&threads[n], nullptr, fillPart, &parts[n]);
  }
  for (int n = 0; n < 2; ++n)
    pthread_join(threads[n], nullptr);
}
