// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// Methods without a lock that main() calls, but not only while the program has one thread.

#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

// The thread that the constructor starts runs when main() calls set().
// proof: { Watcher watcher; watcher.set("b", 7); } faults "concurrent map writes"
class Watcher {
public:
  Watcher() : thread_([this] { watch(); }) {} // expected-note {{a thread that uses it starts here}}
  ~Watcher() { thread_.join(); }

  // expected-error@+1 {{'limits_' is written here without 'mutex_', which guards it elsewhere}}
  void set(const std::string &name, int limit) { limits_[name] = limit; }

private:
  void watch() {
    for (int i = 0; i < 3; ++i) {
      std::lock_guard<std::mutex> lock(mutex_);
      // expected-note@+1 {{'limits_' is written here under 'mutex_'}}
      limits_["a"] = i;
    }
  }

  std::mutex mutex_;
  std::map<std::string, int> limits_;
  std::thread thread_;
};

// proof: threads { Stock stock; } stock.add(1) | stock.take(2) faults "concurrent map writes"
class Stock {
public:
  // Called in the loop that starts the threads.
  void add(int id) { stock_[id] = 1; } // expected-error {{'stock_' is written here without 'mutex_'}}

  void take(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    --stock_[id]; // expected-note {{'stock_' is written here under 'mutex_'}}
  }

  void put(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    ++stock_[id];
  }

private:
  std::mutex mutex_;
  std::map<int, int> stock_;
};

// proof: threads { Names names; } names.add(1) | names.rename(2) faults "concurrent map writes"
class Names {
public:
  // Called by main() before the threads start, and by one of them.
  void add(int id) { names_[id] = "?"; } // expected-error {{'names_' is written here without 'mutex_'}}

  void rename(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    names_[id] = "!"; // expected-note {{'names_' is written here under 'mutex_'}}
  }

  void forget(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    names_.erase(id);
  }

private:
  std::mutex mutex_;
  std::map<int, std::string> names_;
};

static std::vector<std::thread> background;

static void startRenaming(Names &names) {
  background.emplace_back([&names] { names.rename(1); });
}

// proof: main() faults "concurrent map writes"
int main() {
  Watcher watcher;
  watcher.set("a", 7);

  Stock stock;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    stock.add(i);
    threads.emplace_back([&stock, i] { stock.take(i); }); // expected-note {{thread that uses it}}
  }
  stock.put(1);
  for (auto &thread : threads)
    thread.join();

  Names names;
  startRenaming(names); // expected-note {{a thread that uses it starts here}}
  names.add(1);
  names.forget(2);
  for (auto &thread : background)
    thread.join();

  std::map<int, int> sums;
  std::thread last([&sums] { sums[1] = 1; }); // expected-note {{'sums' is written}} expected-note {{thread}}
  sums[2] = 2; // expected-error {{'sums' is written without a lock}}
  last.join();
  return 0;
}
