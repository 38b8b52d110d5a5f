// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// Qt: functions that QtConcurrent runs, and runnables of a pool.

#include <functional>
#include <map>
#include <memory>
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

// proof: faults "concurrent map writes"
std::size_t countBoth() {
  std::map<int, int> counts;
  QFuture done = QtConcurrent::run([&counts] { // expected-note {{a thread that uses it starts here}}
    counts[1] = 1; // expected-note {{'counts' is written here without a lock}}
  });
  counts[2] = 2; // expected-error {{'counts' is written without a lock}}
  done.waitForFinished();
  return counts.size();
}

// The pool runs it while its owner asks for more.
// proof: threads { Scan scan; } scan.run() | scan.add(3) faults "concurrent map writes"
class Scan : public QRunnable {
public:
  void run() override { // expected-note {{'Scan::run' runs on a thread of its own}}
    for (int i = 0; i < 3; ++i)
      found_[i] = i; // expected-note {{'found_' is written here without a lock}}
  }
  void add(int id) { found_[id] = id; } // expected-error {{'found_' is written without a lock}}

private:
  std::map<int, int> found_;
};
