// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// FLAGS: -pthread
// Each thread has an object of its own, or has ended before anybody else looks.

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

class Worker {
public:
  void run() {
    for (int i = 0; i < 10; ++i)
      done_[i] = i;
  }

private:
  std::map<int, int> done_;
};

// Two objects, two threads.
// proof: clean
void ownObjects() {
  Worker a;
  Worker b;
  std::thread one(&Worker::run, &a);
  std::thread two(&Worker::run, &b);
  one.join();
  two.join();
}

// One element each: by reference, by index, by pointer, through a smart pointer.
// proof: clean
void ownElements() {
  Worker array[4];
  Worker indexed[4];
  std::vector<Worker> vector(4);
  std::vector<std::shared_ptr<Worker>> pointers;
  for (int i = 0; i < 4; ++i)
    pointers.push_back(std::make_shared<Worker>());
  std::vector<std::thread> threads;
  for (auto &worker : array)
    threads.emplace_back([&worker] { worker.run(); });
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&indexed, i] { indexed[i].run(); });
  for (auto &worker : vector)
    threads.emplace_back(&Worker::run, &worker);
  for (auto worker : pointers)
    threads.emplace_back([worker] { worker->run(); });
  for (auto &thread : threads)
    thread.join();
}

// A new object each time.
// proof: clean
void newObjects() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    auto worker = std::make_shared<Worker>();
    threads.emplace_back([worker] { worker->run(); });
    threads.emplace_back([] {
      Worker mine;
      mine.run();
    });
  }
  for (auto &thread : threads)
    thread.join();
}

// What the thread collects is read after it was joined.
// proof: { Collector collector; collector.start(); show(collector.finish()); collector.start();
//   show(collector.count()); } clean
class Collector {
public:
  void start() {
    found_.clear();
    thread_ = std::thread([this] {
      for (int i = 0; i < 10; ++i)
        found_[i] = i;
    });
  }
  std::map<int, int> finish() {
    thread_.join();
    return found_;
  }
  std::size_t count() {
    if (thread_.joinable())
      thread_.join();
    return found_.size();
  }

private:
  std::map<int, int> found_;
  std::thread thread_;
};

// The queue is shared and guarded; the map belongs to the thread.
// proof: { Consumer consumer; consumer.push(1); consumer.push(2); } clean
class Consumer {
public:
  Consumer() : thread_(&Consumer::loop, this) {}
  ~Consumer() {
    push(-1);
    thread_.join();
    seen_.clear();
  }
  void push(int value) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      queue_.push(value);
    }
    ready_.notify_one();
  }

private:
  void loop() {
    for (;;) {
      int value = 0;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        ready_.wait(lock, [this] { return !queue_.empty(); });
        value = queue_.front();
        queue_.pop();
      }
      if (value < 0)
        return;
      ++seen_[value];
    }
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::queue<int> queue_;
  std::map<int, int> seen_;
  std::thread thread_;
};

// Whoever looks at the results has the thread joined first, by a function of its own.
// proof: { Indexer indexer; indexer.collect(); } clean
class Indexer {
public:
  Indexer() {
    worker_ = std::thread([this] {
      for (int i = 0; i < 3; ++i)
        index_[i] = i;
    });
  }
  ~Indexer() { finish(); }
  void collect() {
    finish();
    index_.erase(0);
  }

private:
  void finish() {
    if (worker_.joinable())
      worker_.join();
  }

  std::map<int, int> index_;
  std::thread worker_;
};
