// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// FLAGS: -pthread
// Qt: what waits before it reads, and runnables that lock or keep to themselves.

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

// proof: given QFuture::QFuture(const std::function<void()> &body) : thread_(new
//   std::thread(body)) {} void QFuture::waitForFinished() { if (thread_->joinable())
//   thread_->join(); } QFuture QtConcurrent::run(const std::function<void()> &body) { return
//   QFuture(body); }
class QFuture {
public:
  explicit QFuture(const std::function<void()> &body);
  void waitForFinished();

private:
  std::shared_ptr<std::thread> thread_;
};
namespace QtConcurrent {
QFuture run(const std::function<void()> &body);
}
class QRunnable {
public:
  virtual ~QRunnable() = default;
  virtual void run() = 0;
};

// It waits first.
// proof: clean
std::size_t countBoth() {
  std::map<int, int> counts;
  QFuture done = QtConcurrent::run([&counts] { counts[1] = 1; });
  done.waitForFinished();
  counts[2] = 2;
  return counts.size();
}

// Both sides lock.
// proof: threads { Scan scan; } scan.run() | scan.add(3) clean
class Scan : public QRunnable {
public:
  void run() override {
    for (int i = 0; i < 3; ++i) {
      std::lock_guard<std::mutex> lock(mutex_);
      found_[i] = i;
    }
  }
  void add(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    found_[id] = id;
  }

private:
  std::mutex mutex_;
  std::map<int, int> found_;
};

// Each runnable has a map of its own, and runs once.
// proof: threads { Own one; Own two; } one.run() | two.run() clean
class Own : public QRunnable {
public:
  void run() override {
    for (int i = 0; i < 3; ++i)
      note(i);
  }

private:
  void note(int id) { found_[id] = id; }
  std::map<int, int> found_;
};
