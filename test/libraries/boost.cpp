// RUN: %verify %s
// REQUIRES: nightly
// FLAGS: -std=c++17
// Boost.Thread: its own headers.

#include <boost/thread/lock_guard.hpp>
#include <boost/thread/locks.hpp>
#include <boost/thread/mutex.hpp>
#include <boost/thread/recursive_mutex.hpp>
#include <boost/thread/shared_mutex.hpp>
#include <boost/thread/thread.hpp>
#include <map>
#include <string>

class Names {
public:
  void add(int id) {
    boost::lock_guard<boost::mutex> lock(mutex_);
    names_[id] = "a"; // expected-note {{'names_' is written here under 'mutex_'}}
  }

  void drop(int id) {
    boost::mutex::scoped_lock lock(mutex_);
    names_.erase(id);
  }

  void byUnique(int id) {
    boost::unique_lock<boost::mutex> lock(mutex_);
    names_.erase(id);
    lock.unlock();
  }

  void wrong(int id) { names_[id] = "b"; } // expected-error {{'names_' is written here without 'mutex_', which guards it elsewhere}}

private:
  boost::mutex mutex_;
  std::map<int, std::string> names_;
};

class Shared {
public:
  void add(int id) {
    boost::unique_lock<boost::shared_mutex> lock(mutex_);
    names_[id] = "a";
  }

  void upgraded(int id) {
    boost::upgrade_lock<boost::shared_mutex> lock(mutex_);
    boost::upgrade_to_unique_lock<boost::shared_mutex> unique(lock);
    names_[id] = "a"; // expected-note {{'names_' is written here under 'mutex_'}}
  }

  std::string get(int id) {
    boost::shared_lock<boost::shared_mutex> lock(mutex_); // expected-note {{the lock is taken shared here}}
    return names_[id]; // expected-error {{'names_' is written under a shared lock of 'mutex_'}}
  }

private:
  boost::shared_mutex mutex_;
  std::map<int, std::string> names_;
};

int group() {
  std::map<int, int> m;
  boost::thread_group all;
  all.create_thread([&m] { m[1] = 1; }); // expected-note {{'m' is written here without a lock}} expected-note {{a thread that uses it starts here}}
  m[2] = 2; // expected-error {{'m' is written without a lock while another thread may access it}}
  all.join_all();
  return m.size();
}

int single() {
  std::map<int, int> m;
  boost::thread one([&m] { m[1] = 1; }); // expected-note {{'m' is written here without a lock}} expected-note {{a thread that uses it starts here}}
  m[2] = 2; // expected-error {{'m' is written without a lock while another thread may access it}}
  one.join();
  m[3] = 3;
  return m.size();
}
