// RUN: %verify %s
// FLAGS: -pthread
// Confinement to the thread of a loop: every access is posted, and one is not.

#include <functional>
#include <thread>
#include <unordered_map>

class Loop {
public:
  void post(std::function<void()> task);
  void run();
};

class Timers {
public:
  explicit Timers(Loop &loop) : loop_(loop) {}

  void add(int id, int delay) {
    delays_.emplace(id, delay); // expected-error {{'delays_' is written here, but elsewhere only by posted}}
    loop_.post([this, id] { fire(id); });
  }
  void cancel(int id) {
    loop_.post([this, id] { delays_.erase(id); });
  }

private:
  void fire(int id) {
    const auto found = delays_.find(id);
    if (found != delays_.end())
      delays_.erase(found); // expected-note {{by a posted task}}
  }

  Loop &loop_;
  std::unordered_map<int, int> delays_;
};

// All of them are posted: the loop's thread has the map to itself.
class Sessions {
public:
  explicit Sessions(Loop &loop) : loop_(loop) {}

  void open(int id) {
    loop_.post([this, id] { sessions_.emplace(id, 0); });
  }
  void close(int id) {
    loop_.post([this, id] { sessions_.erase(id); });
  }

private:
  Loop &loop_;
  std::unordered_map<int, int> sessions_;
};

void serve(Loop &loop, Timers &timers, Sessions &sessions) {
  std::thread io([&loop] { loop.run(); });
  timers.add(1, 10);
  sessions.open(1);
  io.join();
}
