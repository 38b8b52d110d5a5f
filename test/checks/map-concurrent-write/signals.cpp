// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// Flags that are set too early, or asked for something else.

#include <atomic>
#include <map>
#include <thread>

// The flag is up before the table is complete.
static std::map<int, int> settings;
static std::atomic<bool> loaded{false};

static void load() {
  loaded.store(true, std::memory_order_release);
  settings[1] = 2; // expected-error {{'settings' is written without a lock}}
}

static void use() {
  while (!loaded.load(std::memory_order_acquire))
    std::this_thread::yield();
  (void)settings.count(1); // expected-note {{'settings' is read here without a lock}}
}

// proof: faults "concurrent map"
void published() {
  std::thread one(load); // expected-note {{a thread that uses it starts here}}
  std::thread other(use); // expected-note {{another thread that uses it starts here}}
  one.join();
  other.join();
}

// The flag only says whether the thread goes on.
static std::map<int, int> hits;
static std::atomic<bool> running{true};

static void count() {
  while (running.load())
    ++hits[1]; // expected-note {{'hits' is written here without a lock}}
}

// proof: faults "concurrent map"
void stopAndReset() {
  std::thread counter(count); // expected-note {{a thread that uses it starts here}}
  hits[2] = 0; // expected-error {{'hits' is written without a lock}}
  running.store(false);
  counter.join();
}
