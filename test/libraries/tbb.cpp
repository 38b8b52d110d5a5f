// RUN: %verify %s
// REQUIRES: nightly
// FLAGS: -std=c++17
// oneTBB: its own headers.

#include <map>
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_for_each.h>
#include <tbb/parallel_invoke.h>
#include <tbb/queuing_mutex.h>
#include <tbb/spin_mutex.h>
#include <tbb/spin_rw_mutex.h>
#include <tbb/task_group.h>
#include <unordered_map>
#include <vector>

class Names {
public:
  void add(int id) {
    tbb::spin_mutex::scoped_lock lock(mutex_);
    names_[id] = 1; // expected-note {{'names_' is written here under 'mutex_'}}
  }

  void drop(int id) {
    tbb::spin_mutex::scoped_lock lock;
    lock.acquire(mutex_);
    names_.erase(id);
    lock.release();
  }

  void wrong(int id) { names_[id] = 2; } // expected-error {{'names_' is written here without 'mutex_', which guards it elsewhere}}

private:
  tbb::spin_mutex mutex_;
  std::map<int, int> names_;
};

class Shared {
public:
  void add(int id) {
    tbb::spin_rw_mutex::scoped_lock lock(mutex_, true);
    names_[id] = 1; // expected-note {{'names_' is written here under 'mutex_'}}
  }

  int get(int id) {
    tbb::spin_rw_mutex::scoped_lock lock(mutex_, false); // expected-note {{the lock is taken shared here}}
    return names_[id]; // expected-error {{'names_' is written under a shared lock of 'mutex_'}}
  }

private:
  tbb::spin_rw_mutex mutex_;
  std::map<int, int> names_;
};

int loops(const std::vector<int> &v) {
  std::unordered_map<int, int> m;
  tbb::parallel_for(tbb::blocked_range<size_t>(0, v.size()), // expected-note {{the threads of this parallel region share it}}
                    [&](const tbb::blocked_range<size_t> &r) {
                      for (size_t i = r.begin(); i != r.end(); ++i)
                        ++m[v[i]]; // expected-error {{'m' is written without a lock while another thread may access it}}
                    });
  return m.size();
}

int eachOf(const std::vector<int> &v) {
  std::unordered_map<int, int> m;
  tbb::parallel_for_each(v.begin(), v.end(), [&](int x) { m[x] = 1; }); // expected-error {{'m' is written without a lock while another thread may access it}} expected-note {{the threads of this parallel region share it}}
  return m.size();
}

int guarded(const std::vector<int> &v) {
  std::unordered_map<int, int> m;
  tbb::spin_mutex mutex;
  tbb::parallel_for_each(v.begin(), v.end(), [&](int x) {
    tbb::spin_mutex::scoped_lock l(mutex);
    m[x] = 1;
  });
  return m.size();
}

int invoked() {
  std::unordered_map<int, int> m;
  tbb::parallel_invoke([&] { m[1] = 1; }, [&] { m[2] = 1; }); // expected-error {{'m' is written without a lock while another thread may access it}} expected-note {{'m' is written here without a lock}} expected-note {{a thread that uses it starts here}} expected-note {{another thread that uses it starts here}}
  return m.size();
}

int groups() {
  std::unordered_map<int, int> m;
  tbb::task_group g;
  g.run([&] { m[1] = 1; }); // expected-error {{'m' is written without a lock while another thread may access it}} expected-note {{a thread that uses it starts here}}
  g.run([&] { m[2] = 1; }); // expected-note {{'m' is written here without a lock}} expected-note {{another thread that uses it starts here}}
  g.wait();
  m[3] = 1;
  return m.size();
}
