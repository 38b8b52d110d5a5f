// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// Confinement to the thread of a loop: every access is posted, and one is not.

#include <functional>
#include <thread>
#include <unordered_map>

// proof: given static std::mutex tasksMutex; static std::queue<std::function<void()>> tasks; void
//   Loop::post(std::function<void()> task) { std::lock_guard lock(tasksMutex);
//   tasks.push(std::move(task)); } static std::function<void()> nextTask() { std::lock_guard
//   lock(tasksMutex); if (tasks.empty()) return nullptr; auto task = std::move(tasks.front());
//   tasks.pop(); return task; } void Loop::run() { while (auto task = nextTask()) task(); }
class Loop {
public:
  void post(std::function<void()> task);
  void run();
};

// proof: threads { Loop loop; Timers timers(loop); timers.add(1, 5); } timers.add(2, 5) |
//   loop.run() faults "concurrent map"
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
// proof: threads { Loop loop; Sessions sessions(loop); sessions.open(1); } sessions.close(1) |
//   loop.run() clean
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

// proof: { Loop loop; Timers timers(loop); Sessions sessions(loop); serve(loop, timers, sessions);
//   } clean
void serve(Loop &loop, Timers &timers, Sessions &sessions) {
  std::thread io([&loop] { loop.run(); });
  timers.add(1, 10);
  sessions.open(1);
  io.join();
}
