// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// A project's own way to run a body on several threads: what the body captures they share.

#include <functional>
#include <future>
#include <map>
#include <pthread.h>
#include <string>
#include <thread>
#include <vector>

static void onAll(int threads, const std::function<void(int)> &body) {
  std::vector<std::thread> pool;
  for (int n = 0; n < threads; ++n)
    pool.emplace_back([&body, n] { body(n); });
  for (std::thread &each : pool)
    each.join();
}

template <class Body> static void forEach(int items, Body body) {
  onAll(2, [=](int first) {
    for (int n = first; n < items; n += 2)
      body(n);
  });
}

// proof: (3) faults "concurrent map writes"
int squares(int threads) {
  std::map<int, int> results;
  onAll(threads, [&](int n) { // expected-note {{more than one thread that uses it starts here}}
    results[n] = n * n;       // expected-error {{'results' is written without a lock}}
  });
  return static_cast<int>(results.size());
}

// The body goes through two helpers.
// proof: { Grid grid; grid.fill(8); } faults "concurrent map writes"
class Grid {
public:
  void fill(int items) {
    forEach(items, [this](int n) { // expected-note {{more than one thread that uses it starts here}}
      cells_[n] = 1;               // expected-error {{'cells_' is written without a lock}}
    });
  }

private:
  std::map<int, int> cells_;
};

static void tally(std::map<std::string, int> &words, const std::string &word) {
  ++words[word]; // expected-error {{is written without a lock while another thread may access it}}
}

static std::future<void> tallyLater(std::map<std::string, int> &words, std::string word) {
  return std::async(std::launch::async, [&words, word] { tally(words, word); }); // expected-note {{'tally' is called here}}
}

// The helper starts a thread and leaves it running: how many there are, its caller decides.
// proof: (proof::words(3)) faults "concurrent map writes"
int countAll(const std::vector<std::string> &all) {
  std::map<std::string, int> words;
  std::vector<std::future<void>> running;
  for (const std::string &word : all)
    running.push_back(tallyLater(words, word)); // expected-note {{more than one thread that uses it starts here}}
  for (std::future<void> &each : running)
    each.get();
  return static_cast<int>(words.size());
}

struct Table {
  std::map<int, int> rows;
};

struct Part {
  int number;
  Table *table;
};

static void *fillPart(void *given) {
  const Part *part = static_cast<Part *>(given);
  part->table->rows[part->number] = 1; // expected-error {{'given->table->rows' is written without a lock}}
  return nullptr;
}

// Each thread has an argument of its own; what these point to is one for all.
// proof: { Table table; fillInParts(table); } faults "concurrent map writes"
void fillInParts(Table &table) {
  pthread_t threads[2];
  std::vector<Part> parts(2);
  for (int n = 0; n < 2; ++n) {
    parts[n] = Part{n, &table};
    pthread_create(&threads[n], nullptr, fillPart, &parts[n]); // expected-note {{more than one thread that uses it starts here}}
  }
  for (int n = 0; n < 2; ++n)
    pthread_join(threads[n], nullptr);
}
