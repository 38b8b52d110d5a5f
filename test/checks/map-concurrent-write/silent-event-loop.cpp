// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// FLAGS: -pthread
// Event loops whose handlers have the map to themselves.

#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

// proof: given static std::mutex tasksMutex; static std::queue<std::function<void()>> tasks; void
//   boost::asio::hand_over(io_context &, const std::function<void()> &task) { std::lock_guard
//   lock(tasksMutex); tasks.push(task); } static std::function<void()> nextTask() { std::lock_guard
//   lock(tasksMutex); if (tasks.empty()) return nullptr; auto task = std::move(tasks.front());
//   tasks.pop(); return task; } void boost::asio::io_context::run() { while (auto task =
//   nextTask()) task(); }
namespace boost::asio {
class io_context {
public:
  void run();
};
void hand_over(io_context &, const std::function<void()> &task);
template <typename Task> void post(io_context &loop, Task task) { hand_over(loop, task); }

class strand {
public:
  explicit strand(io_context &loop) : loop_(loop) {}
  void enter(const std::function<void()> &task) {
    std::lock_guard<std::mutex> lock(mutex_);
    task();
  }
  io_context &loop_;
  std::mutex mutex_;
};
template <typename Task> void post(strand &one, Task task) {
  hand_over(one.loop_, [&one, task] { one.enter(task); });
}
} // namespace boost::asio

// One thread runs the loop.
// proof: { Server server; server.open(1); server.open(2); server.close(1); server.serve(); } clean
class Server {
public:
  void serve() {
    std::thread thread([this] { io_.run(); });
    thread.join();
  }
  void open(int id) {
    boost::asio::post(io_, [this, id] { sessions_[id] = 1; });
  }
  void close(int id) {
    boost::asio::post(io_, [this, id] { sessions_.erase(id); });
  }

private:
  boost::asio::io_context io_;
  std::map<int, int> sessions_;
};

// Several threads run the loop, and a strand runs one handler at a time.
// proof: { Ordered all; all.open(1); all.open(2); all.close(1); all.serve(4); } clean
class Ordered {
public:
  void serve(int n) {
    std::vector<std::thread> threads;
    for (int i = 0; i < n; ++i)
      threads.emplace_back([this] { io_.run(); });
    for (auto &thread : threads)
      thread.join();
  }
  void open(int id) {
    boost::asio::post(strand_, [this, id] { sessions_[id] = 1; });
  }
  void close(int id) {
    boost::asio::post(strand_, [this, id] { sessions_.erase(id); });
  }

private:
  boost::asio::io_context io_;
  boost::asio::strand strand_{io_};
  std::map<int, int> sessions_;
};

// The handlers lock.
// proof: { Locked all; all.open(1); all.open(2); all.close(1); all.serve(4); } clean
class Locked {
public:
  void serve(int n) {
    std::vector<std::thread> threads;
    for (int i = 0; i < n; ++i)
      threads.emplace_back([this] { io_.run(); });
    for (auto &thread : threads)
      thread.join();
  }
  void open(int id) {
    boost::asio::post(io_, [this, id] {
      std::lock_guard<std::mutex> lock(mutex_);
      sessions_[id] = 1;
    });
  }
  void close(int id) {
    boost::asio::post(io_, [this, id] {
      std::lock_guard<std::mutex> lock(mutex_);
      sessions_.erase(id);
    });
  }

private:
  boost::asio::io_context io_;
  std::mutex mutex_;
  std::map<int, int> sessions_;
};

// The loop with several threads is another one: the map belongs to the thread of `own_`.
// proof: { Two loops; loops.open(1); loops.open(2); loops.serveOwn(); } clean
class Two {
public:
  void serve(int n) {
    std::vector<std::thread> threads;
    for (int i = 0; i < n; ++i)
      threads.emplace_back([this] { shared_.run(); });
    for (auto &thread : threads)
      thread.join();
  }
  void serveOwn() {
    std::thread thread([this] { own_.run(); });
    thread.join();
  }
  void open(int id) {
    boost::asio::post(own_, [this, id] { sessions_[id] = 1; });
  }

private:
  boost::asio::io_context shared_;
  boost::asio::io_context own_;
  std::map<int, int> sessions_;
};
