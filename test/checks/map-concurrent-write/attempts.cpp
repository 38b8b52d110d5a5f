// Locks that were only tried, and a lock that is one's own.
// RUN: %verify %s
// RUN: %prove %s
#include <map>
#include <mutex>
#include <thread>

// The branch where the attempt failed.
// proof: threads { Jobs jobs; } jobs.requeue(1) | jobs.add(2) | jobs.add(3) faults "concurrent map
//   writes"
class Jobs {
public:
  void requeue(int job) {
    std::unique_lock<std::mutex> lock(mutex_, std::try_to_lock);
    if (!lock.owns_lock())
      jobs_[job] = 2; // expected-error {{'jobs_' is written here without 'mutex_'}}
  }
  void add(int job) {
    std::lock_guard<std::mutex> lock(mutex_);
    jobs_[job] = 1; // expected-note {{'jobs_' is written here under 'mutex_'}}
  }
  void drop(int job) {
    std::lock_guard<std::mutex> lock(mutex_);
    jobs_.erase(job);
  }

private:
  std::mutex mutex_;
  std::map<int, int> jobs_;
};

// Nobody looks whether the attempt succeeded.
// proof: threads { Ticks ticks; } ticks.tick(1) | ticks.reset() faults "concurrent map writes"
class Ticks {
public:
  void tick(int at) {
    std::unique_lock<std::mutex> lock(mutex_, std::try_to_lock);
    ++ticks_[at]; // expected-error {{'ticks_' is written here without 'mutex_'}}
  }
  void reset() {
    std::lock_guard<std::mutex> lock(mutex_);
    ticks_.clear(); // expected-note {{'ticks_' is written here under 'mutex_'}}
  }
  void forget(int at) {
    std::lock_guard<std::mutex> lock(mutex_);
    ticks_.erase(at);
  }

private:
  std::mutex mutex_;
  std::map<int, int> ticks_;
};

static std::map<int, int> squares;

// A mutex that each thread makes for itself.
static void square(int n) {
  std::mutex own;
  std::lock_guard<std::mutex> lock(own);
  squares[n] = n * n; // expected-error {{'squares' is written without a lock while another thread}}
}

// proof: faults "concurrent map writes"
void fillSquares() {
  std::thread first(square, 1);  // expected-note {{a thread that uses it starts here}}
  std::thread second(square, 2); // expected-note {{another thread that uses it starts here}}
  first.join();
  second.join();
}
