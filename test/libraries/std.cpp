// RUN: %verify %s
// REQUIRES: nightly
// FLAGS: -std=c++17
// Parallel algorithms of the standard library, with whatever stands behind them.

#include <algorithm>
#include <atomic>
#include <execution>
#include <future>
#include <map>
#include <numeric>
#include <thread>
#include <vector>

int each(const std::vector<int> &v) {
  std::map<int, int> m;
  std::for_each(std::execution::par, v.begin(), v.end(), [&](int x) { m[x] = 1; }); // expected-error {{'m' is written without a lock while another thread may access it}} expected-note {{the threads of this parallel region share it}}
  return m.size();
}

int unseq(const std::vector<int> &v) {
  std::map<int, int> m;
  std::transform(std::execution::par_unseq, v.begin(), v.end(), const_cast<int *>(v.data()), // expected-note {{the threads of this parallel region share it}}
                 [&](int x) { return m[x]; }); // expected-error {{'m' is written without a lock while another thread may access it}}
  return m.size();
}

int seq(const std::vector<int> &v) {
  std::map<int, int> m;
  std::for_each(std::execution::seq, v.begin(), v.end(), [&](int x) { m[x] = 1; });
  return m.size();
}

int task() {
  std::map<int, int> m;
  std::packaged_task<void()> job([&] { m[1] = 1; }); // expected-note {{'m' is written here without a lock}}
  auto f = job.get_future();
  std::thread t(std::move(job)); // expected-note {{a thread that uses it starts here}}
  m[2] = 2; // expected-error {{'m' is written without a lock while another thread may access it}}
  f.get();
  t.join();
  return m.size();
}

class Spin {
public:
  void lock() {
    while (flag_.test_and_set(std::memory_order_acquire)) {
    }
  }

  void unlock() { flag_.clear(std::memory_order_release); }

private:
  std::atomic_flag flag_ = ATOMIC_FLAG_INIT;
};

class Names {
public:
  void add(int id) {
    spin_.lock();
    names_[id] = 1; // expected-note {{'names_' is written here under 'spin_'}}
    spin_.unlock();
  }

  void drop(int id) {
    std::lock_guard<Spin> l(spin_);
    names_.erase(id);
  }

  void wrong(int id) { names_[id] = 2; } // expected-error {{'names_' is written here without 'spin_', which guards it elsewhere}}

private:
  Spin spin_;
  std::map<int, int> names_;
};
