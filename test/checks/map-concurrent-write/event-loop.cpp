// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// An event loop that several threads run: its handlers run beside each other.

#include <functional>
#include <map>
#include <thread>
#include <unordered_map>
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
} // namespace boost::asio

// proof: { Server server; server.open(1); server.open(2); server.close(1); server.serve(4); }
//   faults "concurrent map writes"
class Server {
public:
  void serve(int n) {
    std::vector<std::thread> threads;
    for (int i = 0; i < n; ++i)
      threads.emplace_back([this] { io_.run(); });
    for (auto &thread : threads)
      thread.join();
  }
  void open(int id) {
    boost::asio::post(io_, [this, id] { // expected-note {{posted to a loop that several threads run}}
      sessions_[id] = 1; // expected-error {{'sessions_' is written without a lock}}
    });
  }
  void close(int id) {
    boost::asio::post(io_, [this, id] { sessions_.erase(id); });
  }

private:
  boost::asio::io_context io_;
  std::map<int, int> sessions_;
};

// Two threads, each with a name of its own; one handler writes, another one reads.
// proof: { Cache cache; cache.fill(1); cache.look(1); cache.fill(2); cache.run(); } faults
//   "concurrent map"
class Cache {
public:
  void run() {
    std::thread one([this] { loop_.run(); });
    std::thread two([this] { loop_.run(); });
    one.join();
    two.join();
  }
  void fill(int key) {
    boost::asio::post(loop_, [this, key] { values_.emplace(key, 0); }); // expected-error {{'values_' is written}} expected-note {{several threads run}}
  }
  void look(int key) {
    boost::asio::post(loop_, [this, key] { hits_ += values_.count(key); });
  }

private:
  boost::asio::io_context loop_;
  std::unordered_map<int, int> values_;
  std::size_t hits_ = 0;
};

// The loop belongs to somebody else.
// proof: { boost::asio::io_context loop; Feed feed(loop); feed.open(1); feed.open(2); feed.close(1);
//   feed.serve(4); } faults "concurrent map writes"
class Feed {
public:
  explicit Feed(boost::asio::io_context &loop) : loop_(loop) {}

  void serve(int n) {
    std::vector<std::thread> threads;
    for (int i = 0; i < n; ++i)
      threads.emplace_back([this] { loop_.run(); });
    for (auto &thread : threads)
      thread.join();
  }
  void open(int id) {
    boost::asio::post(loop_, [this, id] { // expected-note {{posted to a loop that several threads run}}
      readers_[id] = 1; // expected-error {{'readers_' is written without a lock}}
    });
  }
  void close(int id) {
    boost::asio::post(loop_, [this, id] { readers_.erase(id); });
  }

private:
  boost::asio::io_context &loop_;
  std::map<int, int> readers_;
};
