// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// What runs once: whoever comes second waits until it is done.

#include <map>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <vector>

static std::map<int, int> names;
static std::once_flag namesOnce;

// A lambda fills a map of the file, every thread reads it afterwards.
// proof: clean
static void filledByLambda() {
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i)
    readers.emplace_back([i] {
      std::call_once(namesOnce, [] { names[1] = 1; });
      (void)names.count(i);
    });
  for (std::thread &each : readers)
    each.join();
}

static std::map<int, int> symbols;
static pthread_once_t symbolsOnce = PTHREAD_ONCE_INIT;

static void fill(std::map<int, int> &table) {
  for (int i = 0; i < 4; ++i)
    table[i] = i;
}

static void loadSymbols() {
  fill(symbols);
}

// A function named as a value, and what it calls.
// proof: clean
static void filledByFunction() {
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i)
    readers.emplace_back([i] {
      pthread_once(&symbolsOnce, loadSymbols);
      (void)symbols.count(i);
    });
  for (std::thread &each : readers)
    each.join();
}

// A method, through a pointer to it.
// proof: threads { Zones zones; } zones.find(1) | zones.find(2) clean
class Zones {
public:
  int find(int id) const {
    std::call_once(once_, &Zones::load, this);
    const auto at = zones_.find(id);
    return at == zones_.end() ? 0 : at->second;
  }

private:
  void load() const { zones_[1] = 1; }

  mutable std::once_flag once_;
  mutable std::map<int, int> zones_;
};
