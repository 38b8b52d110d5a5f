// RUN: %verify %s
// RUN: %prove %s
// Clang's thread safety attributes are believed, without a thread or a majority in sight.

#include <map>
#include <mutex>
#include <shared_mutex>

#define GUARDED_BY(x) __attribute__((guarded_by(x)))
#define REQUIRES(x) __attribute__((requires_capability(x)))
#define REQUIRES_SHARED(x) __attribute__((requires_shared_capability(x)))
#define ACQUIRE(...) __attribute__((acquire_capability(__VA_ARGS__)))
#define RELEASE(...) __attribute__((release_capability(__VA_ARGS__)))
#define ASSERTS(...) __attribute__((assert_capability(__VA_ARGS__)))

// proof: given static std::mutex gateMutex; void Gate::shut() { gateMutex.lock(); } void
//   Gate::reopen() { gateMutex.unlock(); } void Gate::mustBeShut() const {} Shut::Shut(Gate &) {
//   gateMutex.lock(); } Shut::~Shut() { gateMutex.unlock(); }
class __attribute__((capability("mutex"))) Gate {
public:
  void shut() ACQUIRE();
  void reopen() RELEASE();
  void mustBeShut() const ASSERTS(this);

private:
  long state_ = 0;
};

class __attribute__((scoped_lockable)) Shut {
public:
  explicit Shut(Gate &gate) ACQUIRE(gate);
  ~Shut() RELEASE();
};

// The only access there is.
// proof: threads { Prices prices; } prices.set(1, 5) | prices.set(2, 6) faults "concurrent map
//   writes"
class Prices {
public:
  void set(int id, int price) { prices_[id] = price; } // expected-error {{without 'mutex_'}}

private:
  std::mutex mutex_;
  // expected-note@+1 {{'prices_' is declared to be guarded by 'mutex_'}}
  std::map<int, int> prices_ GUARDED_BY(mutex_);
};

// A lock that only attributes tell about; the last method forgets it.
// proof: threads { Seats seats; seats.take(1); } seats.take(2) | seats.clear() faults "concurrent
//   map writes"
class Seats {
public:
  void take(int seat) {
    gate_.shut();
    seats_[seat] = 1; // expected-note {{'seats_' is written here under 'gate_'}}
    gate_.reopen();
  }
  void leave(int seat) {
    Shut shut(gate_);
    seats_.erase(seat);
  }
  void leaveNow(int seat) {
    gate_.mustBeShut();
    seats_.erase(seat);
  }
  void clear() { seats_.clear(); } // expected-error {{'seats_' is written here without 'gate_'}}

private:
  Gate gate_;
  std::map<int, int> seats_ GUARDED_BY(gate_); // expected-note {{is declared to be guarded by}}
};

// What the caller holds is shared, and operator[] inserts.
// proof: given int Rates::ask(int id) { std::shared_lock<std::shared_mutex> lock(mutex_); return
//   of(id); }
// proof: threads { Rates rates; } rates.ask(1) | rates.ask(2) faults "concurrent map writes"
class Rates {
public:
  // expected-note@+1 {{the lock is taken shared here}}
  int of(int id) REQUIRES_SHARED(mutex_) {
    return rates_[id]; // expected-error {{'rates_' is written under a shared lock of 'mutex_'}}
  }
  int ask(int id); // takes the lock shared

private:
  std::shared_mutex mutex_;
  std::map<int, int> rates_ GUARDED_BY(mutex_);
};

// The same with the caller in sight.
// proof: threads { Fares fares; } fares.ask(1) | fares.ask(2) faults "concurrent map writes"
class Fares {
public:
  // expected-note@+1 {{the lock is taken shared here}}
  int of(int id) REQUIRES_SHARED(mutex_) {
    return fares_[id]; // expected-error {{'fares_' is written under a shared lock of 'mutex_'}}
  }
  int ask(int id) {
    std::shared_lock<std::shared_mutex> lock(mutex_);
    return of(id);
  }

private:
  std::shared_mutex mutex_;
  std::map<int, int> fares_ GUARDED_BY(mutex_);
};
