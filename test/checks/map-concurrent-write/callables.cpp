// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// What a thread is given to run: a C function, a bound method, a closure in a variable, a function
// pointer that was stored before, a task for a pool.

#include <functional>
#include <future>
#include <map>
#include <memory>
#include <pthread.h>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

static std::map<int, int> squares;

static void *square(void *argument) {
  const int n = *static_cast<int *>(argument);
  squares[n] = n * n; // expected-error {{'squares' is written without a lock}}
  return nullptr;
}

// proof: faults "concurrent map writes"
void squareTwo() {
  int a = 1;
  int b = 2;
  pthread_t one;
  pthread_t two;
  pthread_create(&one, nullptr, square, &a);  // expected-note {{thread}}
  pthread_create(&two, nullptr, &square, &b); // expected-note {{thread}}
  pthread_join(one, nullptr);
  pthread_join(two, nullptr);
}

// proof: { Bound bound; bound.run(); } faults "concurrent map writes"
class Bound {
public:
  void run() {
    std::thread one(std::bind(&Bound::add, this, 1)); // expected-note {{thread}}
    std::thread two(std::bind(&Bound::add, this, 2)); // expected-note {{thread}}
    one.join();
    two.join();
  }

private:
  void add(int n) { numbers_.insert(n); } // expected-error {{'numbers_' is written without a lock}}
  std::set<int> numbers_;
};

// proof: faults "concurrent map writes"
std::size_t closure() {
  std::unordered_map<int, int> hits;
  auto count = [&hits](int from) {
    for (int i = from; i < from + 10; ++i)
      ++hits[i]; // expected-error {{'hits' is written without a lock}}
  };
  std::thread one(count, 0);  // expected-note {{thread}}
  std::thread two(count, 10); // expected-note {{thread}}
  one.join();
  two.join();
  return hits.size();
}

// The callbacks are stored first; a call through a pointer may reach either of them.
using Callback = void (*)(int);
struct Callbacks {
  Callback onAdd = nullptr;
};
static std::set<int> pending;
static void addPending(int n) {
  pending.insert(n); // expected-error {{'pending' is written without a lock}}
}
void install(Callbacks &callbacks) { callbacks.onAdd = addPending; }

// proof: { Callbacks callbacks; install(callbacks); callBack(callbacks); } faults "concurrent map
//   writes"
void callBack(Callbacks &callbacks) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&callbacks, i] { callbacks.onAdd(i); }); // expected-note {{more than one}}
  for (auto &thread : threads)
    thread.join();
}

// The task that a method makes runs on another thread while the method makes the next one.
class Fetcher : public std::enable_shared_from_this<Fetcher> {
public:
  std::function<void()> next() {
    const int id = count_++;
    slots_.emplace(id, 0); // expected-error {{'slots_' is written without a lock}}
    std::weak_ptr<Fetcher> weak = shared_from_this();
    return [weak, id] {
      if (auto self = weak.lock())
        self->slots_.erase(id); // expected-note {{'slots_' is written here}}
    };
  }

private:
  int count_ = 0;
  std::map<int, int> slots_;
};

// proof: faults "concurrent map writes"
void fetch() {
  auto fetcher = std::make_shared<Fetcher>();
  std::vector<std::future<void>> done;
  for (int i = 0; i < 10; ++i)
    done.push_back(std::async(std::launch::async, fetcher->next())); // expected-note {{thread}}
  for (auto &each : done)
    each.get();
}

// proof: given static std::vector<std::thread> poolThreads;
//   boost::asio::thread_pool::thread_pool(unsigned) {} boost::asio::thread_pool::~thread_pool() {}
//   void boost::asio::thread_pool::join() { for (std::thread &each : poolThreads) each.join(); }
//   void boost::asio::hand_over(thread_pool &, const std::function<void()> &task) {
//   poolThreads.emplace_back(task); }
namespace boost::asio {
class thread_pool {
public:
  explicit thread_pool(unsigned size);
  ~thread_pool();
  void join();
};
void hand_over(thread_pool &, const std::function<void()> &task);
template <typename Task> void post(thread_pool &pool, Task task) { hand_over(pool, task); }
} // namespace boost::asio

// proof: faults "concurrent map writes"
std::size_t pool() {
  std::map<int, int> results;
  boost::asio::thread_pool threads(4);
  for (int i = 0; i < 10; ++i)
    boost::asio::post(threads, [&results, i] { // expected-note {{more than one thread}}
      results[i] = i; // expected-error {{'results' is written without a lock}}
    });
  threads.join();
  return results.size();
}
