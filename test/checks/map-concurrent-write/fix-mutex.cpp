// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// A map that nobody locks gets a mutex: the member, the guards and the header in one fix.
#include <map>
#include <string>
#include <thread>

// The thread locks for each round, not for its life; stop() must not join under the lock.
// proof: threads { Poller poller; } poller.loop() | poller.poke(1000) | poller.has(2) faults
//   "concurrent map writes"
class Poller {
public:
  void start() { thread_ = std::thread(&Poller::loop, this); } // expected-note {{a thread that uses it starts here}}
  void loop() {
    for (int n = 0; n < 100; ++n) {
      const int at = n % 7;
      state_[at] = n; // expected-note {{'state_' is written here without a lock}}
    }
  }
  void poke(int key) { set(key, -1); } // expected-note {{'Poller::set' is called here}}
  bool has(int key) const { return state_.count(key) != 0; }
  void stop() { thread_.join(); }

private:
  void set(int key, int value) {
    state_[key] = value; // expected-error {{'state_' is written without a lock while another thread may access it}}
  }

  std::map<int, int> state_;
  std::thread thread_;
};
