// RUN: %verify %s
// REQUIRES: nightly
// FLAGS: -std=c++17
// Abseil: its own headers.

#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include <map>
#include <string>

class Names {
public:
  void add(int id) {
    absl::MutexLock lock(&mutex_);
    names_[id] = "a"; // expected-note {{'names_' is written here under 'mutex_'}}
  }

  void drop(int id) {
    absl::WriterMutexLock lock(&mutex_);
    names_.erase(id);
  }

  bool has(int id) {
    absl::ReaderMutexLock lock(&mutex_);
    return names_.count(id) != 0;
  }

  bool manual(int id) {
    mutex_.ReaderLock();
    const bool found = names_.contains(id);
    mutex_.ReaderUnlock();
    return found;
  }

  void released(int id) {
    absl::ReleasableMutexLock lock(&mutex_);
    names_[id] = "b";
    lock.Release();
  }

  void byHand(int id) {
    mutex_.Lock();
    names_.erase(id);
    mutex_.Unlock();
  }

  void wrong(int id) { names_[id] = "b"; } // expected-error {{'names_' is written here without 'mutex_', which guards it elsewhere}}

private:
  absl::Mutex mutex_;
  absl::flat_hash_map<int, std::string> names_;
};

class Shared {
public:
  void add(int id) {
    absl::MutexLock lock(&mutex_);
    names_[id] = "a"; // expected-note {{'names_' is written here under 'mutex_'}}
  }

  std::string get(int id) {
    absl::ReaderMutexLock lock(&mutex_); // expected-note {{the lock is taken shared here}}
    return names_[id]; // expected-error {{'names_' is written under a shared lock of 'mutex_'}}
  }

private:
  absl::Mutex mutex_;
  std::map<int, std::string> names_;
};

class Declared {
public:
  void wrong(int id) { names_[id] = "b"; } // expected-error {{'names_' is written here without 'mutex_', which guards it elsewhere}}

  void right(int id) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { names_[id] = "b"; } // expected-note {{'names_' is written here under 'mutex_'}}

private:
  absl::Mutex mutex_;
  std::map<int, std::string> names_ ABSL_GUARDED_BY(mutex_); // expected-note {{'names_' is declared to be guarded by 'mutex_'}}
};
