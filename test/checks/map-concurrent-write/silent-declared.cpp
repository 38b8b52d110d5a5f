// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// What the attributes ask for is done.

#include <map>
#include <mutex>
#include <shared_mutex>

#define GUARDED_BY(x) __attribute__((guarded_by(x)))
#define REQUIRES(x) __attribute__((requires_capability(x)))
#define REQUIRES_SHARED(x) __attribute__((requires_shared_capability(x)))
#define ACQUIRE(...) __attribute__((acquire_capability(__VA_ARGS__)))
#define RELEASE(...) __attribute__((release_capability(__VA_ARGS__)))
#define UNCHECKED __attribute__((no_thread_safety_analysis))

// proof: threads { Prices prices; } { prices.set(1, 5); prices.reset(); } | { prices.set(2, 6);
//   prices.dropNow(1); } clean
// proof: { Prices prices; prices.set(1, 5); prices.dump(); } clean
// proof: given void Prices::hold() { mutex_.lock(); } void Prices::letGo() { mutex_.unlock(); }
class Prices {
public:
  Prices() { prices_[0] = 1; } // nobody else has the object yet
  void set(int id, int price) {
    std::lock_guard<std::mutex> lock(mutex_);
    store(id, price);
  }
  // The caller has it.
  void drop(int id) REQUIRES(mutex_) { prices_.erase(id); }
  void dropNow(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    drop(id);
  }
  // Its author answers for it.
  void dump() UNCHECKED { prices_.clear(); }
  // The class's own words for its lock.
  void reset() {
    hold();
    prices_.clear();
    letGo();
  }

private:
  void hold() ACQUIRE(mutex_);
  void letGo() RELEASE(mutex_);
  // Only called with the lock held.
  void store(int id, int price) { prices_[id] = price; }

  std::mutex mutex_;
  std::map<int, int> prices_ GUARDED_BY(mutex_);
};

// The declaration asks for less than the only caller has.
// proof: threads { Rates rates; } rates.ask(1) | rates.ask(2) clean
class Rates {
public:
  int of(int id) REQUIRES_SHARED(mutex_) { return rates_[id]; }
  int ask(int id) {
    std::unique_lock<std::shared_mutex> lock(mutex_);
    return of(id);
  }

private:
  std::shared_mutex mutex_;
  std::map<int, int> rates_ GUARDED_BY(mutex_);
};

// Under the shared lock it only looks.
// proof: threads { Fares fares; fares.set(1); } fares.ask(1) | fares.ask(2) | fares.set(3) clean
class Fares {
public:
  bool knows(int id) const REQUIRES_SHARED(mutex_) { return fares_.count(id) != 0; }
  bool ask(int id) const {
    std::shared_lock<std::shared_mutex> lock(mutex_);
    return knows(id);
  }
  void set(int id) {
    std::unique_lock<std::shared_mutex> lock(mutex_);
    if (!knows(id))
      fares_[id] = 1;
  }

private:
  mutable std::shared_mutex mutex_;
  std::map<int, int> fares_ GUARDED_BY(mutex_);
};
