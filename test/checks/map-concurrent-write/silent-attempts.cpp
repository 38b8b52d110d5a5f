// Attempts to lock whose result is looked at.
// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
#include <map>
#include <mutex>

// proof: threads { Jobs jobs; } jobs.early(1) | jobs.inside(2) | jobs.late(3) | jobs.bare(4) clean
// proof: threads { Jobs jobs; } jobs.named(1) | jobs.both(2) | jobs.add(4) clean
class Jobs {
public:
  void add(int job) {
    std::lock_guard<std::mutex> lock(mutex_);
    jobs_[job] = 1;
  }
  void early(int job) {
    std::unique_lock<std::mutex> lock(mutex_, std::try_to_lock);
    if (!lock.owns_lock())
      return;
    jobs_[job] = 1;
  }
  void inside(int job) {
    if (std::unique_lock<std::mutex> lock{mutex_, std::try_to_lock})
      jobs_[job] = 1;
  }
  void late(int job) {
    std::unique_lock<std::mutex> lock(mutex_, std::try_to_lock);
    if (!lock)
      lock.lock();
    jobs_.erase(job);
  }
  void bare(int job) {
    if (!mutex_.try_lock())
      return;
    jobs_.erase(job);
    mutex_.unlock();
  }
  void named(int job) {
    const bool locked = mutex_.try_lock();
    if (locked) {
      jobs_[job] = 3;
      mutex_.unlock();
    }
  }
  void both(int job) {
    std::unique_lock<std::mutex> lock(mutex_, std::defer_lock);
    if (lock.try_lock() && job > 0)
      jobs_[job] = 1;
  }
  void round(int job) {
    while (!mutex_.try_lock()) {
    }
    jobs_[job] = 4;
    mutex_.unlock();
  }

private:
  std::mutex mutex_;
  std::map<int, int> jobs_;
};
