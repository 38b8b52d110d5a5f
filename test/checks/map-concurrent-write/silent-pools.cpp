// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// expected-no-diagnostics
// Tasks of a pool that do not meet.

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class Pool {
public:
  explicit Pool(int threads) {
    for (int n = 0; n < threads; ++n)
      threads_.emplace_back([this] { work(); });
  }

  ~Pool() {
    {
      std::lock_guard lock(mutex_);
      done_ = true;
    }
    wake_.notify_all();
    for (std::thread &each : threads_)
      each.join();
  }

  void add(std::function<void()> task) {
    {
      std::lock_guard lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    wake_.notify_one();
  }

private:
  void work() {
    for (;;) {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return done_ || !tasks_.empty(); });
      if (tasks_.empty())
        return;
      std::function<void()> task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
  bool done_ = false;
  std::vector<std::thread> threads_;
};

// A pool of one thread runs one task after the other.
// proof: { Jobs jobs; jobs.submit(1); jobs.submit(2); } clean
class Jobs {
public:
  void submit(int id) {
    pool_.add([this, id] { runs_[id] += 1; });
  }

private:
  std::map<int, int> runs_;
  Pool pool_{1};
};

// The tasks lock.
// proof: { Peers peers; peers.connected(1); peers.dropped(1); } clean
class Peers {
public:
  Peers() : pool_(4) {}

  void connected(int id) {
    pool_.add([this, id] {
      std::lock_guard lock(mutex_);
      peers_[id] = 1;
    });
  }

  void dropped(int id) {
    pool_.add([this, id] {
      std::lock_guard lock(mutex_);
      peers_.erase(id);
    });
  }

private:
  std::mutex mutex_;
  std::map<int, int> peers_;
  Pool pool_;
};

// What the task changes is its own copy.
// proof: { Reports reports; reports.print({{1, 1}}); reports.print({{2, 2}}); } clean
class Reports {
public:
  void print(std::map<int, int> rows) {
    pool_.add([rows = std::move(rows)]() mutable { rows[0] = 1; });
  }

private:
  Pool pool_{2};
};

// init() has the object to itself.
// proof: { Index index; index.initialize(); } clean
class Index {
public:
  void initialize() {
    pool_.add([this] { rows_[1] = 1; });
  }

private:
  std::map<int, int> rows_;
  Pool pool_{2};
};
