// RUN: %verify %s -- -I %llvm-include
// FLAGS: -std=c++17
// LLVM: its own headers.

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Mutex.h"
#include "llvm/Support/Parallel.h"
#include "llvm/Support/RWMutex.h"
#include "llvm/Support/ThreadPool.h"

class Names {
public:
  void add(int id) {
    llvm::sys::ScopedLock lock(mutex_);
    names_[id] = 1; // expected-note {{'names_' is written here under 'mutex_'}}
  }

  void drop(int id) {
    llvm::sys::SmartScopedLock<true> lock(smart_);
    other_.erase(id); // expected-note {{'other_' is written here under 'smart_'}}
  }

  void put(int id) {
    llvm::sys::SmartScopedLock<true> lock(smart_);
    other_[id] = 1;
  }

  void std(int id) {
    std::lock_guard<llvm::sys::Mutex> lock(mutex_);
    names_.erase(id);
  }

  void wrong(int id) { names_[id] = 2; } // expected-error {{'names_' is written here without 'mutex_', which guards it elsewhere}}

  void wrong2(int id) { other_[id] = 2; } // expected-error {{'other_' is written here without 'smart_', which guards it elsewhere}}

private:
  llvm::sys::Mutex mutex_;
  llvm::DenseMap<int, int> names_;
  llvm::sys::SmartMutex<true> smart_;
  llvm::DenseMap<int, int> other_;
};

class Shared {
public:
  void add(llvm::StringRef id) {
    llvm::sys::ScopedWriter lock(mutex_);
    names_[id] = 1; // expected-note {{'names_' is written here under 'mutex_'}}
  }

  int get(llvm::StringRef id) {
    llvm::sys::ScopedReader lock(mutex_); // expected-note {{the lock is taken shared here}}
    return names_[id]; // expected-error {{'names_' is written under a shared lock of 'mutex_'}}
  }

private:
  llvm::sys::RWMutex mutex_;
  llvm::StringMap<int> names_;
};

unsigned pool() {
  llvm::DenseMap<int, int> m;
  llvm::DefaultThreadPool p;
  p.async([&] { m[1] = 1; }); // expected-error {{'m' is written without a lock while another thread may access it}} expected-note {{a thread that uses it starts here}}
  p.async([&] { m[2] = 1; }); // expected-note {{'m' is written here without a lock}} expected-note {{another thread that uses it starts here}}
  p.wait();
  m[3] = 1;
  return m.size();
}

unsigned loops() {
  llvm::DenseMap<int, int> m;
  llvm::parallelFor(0, 100, [&](size_t i) { m[i] = 1; }); // expected-error {{'m' is written without a lock while another thread may access it}} expected-note {{the threads of this parallel region share it}}
  return m.size();
}
