// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// Tasks that the methods of an object give to a pool of several threads meet each other.

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

// Two tasks of the same method.
// proof: { Jobs jobs; jobs.submit(1); jobs.submit(2); } faults "concurrent map"
class Jobs {
public:
  void submit(int id) {
    pool_.add([this, id] { run(id); }); // expected-note {{more than one thread that uses it starts here}} expected-note {{'Jobs::run' is called here}}
  }

private:
  void run(int id) {
    runs_[id] += 1; // expected-error {{'runs_' is written without a lock}}
  }

  std::map<int, int> runs_;
  Pool pool_{2};
};

// Tasks of two methods.
// proof: { Peers peers; peers.connected(1); peers.dropped(1); } faults "concurrent map"
class Peers {
public:
  Peers() : pool_(4) {}

  void connected(int id) {
    pool_.add([this, id] {
      peers_[id] = 1; // expected-error {{'peers_' is written without a lock}}
    }); // expected-note@-2 {{starts here}}
  }

  void dropped(int id) {
    pool_.add([this, id] { peers_.erase(id); });
  }

private:
  std::map<int, int> peers_;
  Pool pool_;
};
