// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// expected-no-diagnostics
// What is done before the threads start, after they have ended, or once the table is complete.

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

static void onAll(int threads, const std::function<void(int)> &body) {
  std::vector<std::thread> pool;
  for (int n = 0; n < threads; ++n)
    pool.emplace_back([&body, n] { body(n); });
  for (std::thread &each : pool)
    each.join();
}

// The lock is for the threads that run() starts: none of them runs yet when it clears the names.
// proof: { Names names; names.run(3); } clean
class Names {
public:
  int run(int threads) {
    used_.clear();
    onAll(threads, [this](int n) { take(n); });
    return static_cast<int>(used_.size());
  }

private:
  void take(int n) {
    std::lock_guard lock(mutex_);
    while (used_.count(n) != 0)
      ++n;
    used_.insert(n);
  }

  std::set<int> used_;
  std::mutex mutex_;
};

// The result is taken out after stop() has joined the threads.
// proof: { Crawler crawler; crawler.start(2); crawler.finish(); } clean
class Crawler {
public:
  ~Crawler() { stop(); }

  void start(int threads) {
    for (int n = 0; n < threads; ++n)
      threads_.emplace_back([this, n] { crawl(n); });
  }

  std::map<int, int> finish() {
    stop();
    sizes_.erase(-1);
    return std::move(sizes_);
  }

private:
  void crawl(int n) {
    std::lock_guard lock(mutex_);
    sizes_[n] = n;
  }

  void stop() {
    for (std::thread &each : threads_)
      if (each.joinable())
        each.join();
    threads_.clear();
  }

  std::mutex mutex_;
  std::map<int, int> sizes_;
  std::vector<std::thread> threads_;
};

// The flag is set when the table is complete: whoever has seen it needs no lock.
// proof: threads { Units units; } units.factor("m") | units.isKnown("m") clean
class Units {
public:
  double factor(const std::string &unit) const {
    if (!ready_.load(std::memory_order_acquire))
      fill();
    const auto found = factors_.find(unit);
    return found == factors_.end() ? 0.0 : found->second;
  }

  bool isKnown(const std::string &unit) const {
    if (!ready_.load(std::memory_order_acquire))
      fill();
    return factors_.count(unit) != 0;
  }

private:
  void fill() const {
    std::lock_guard lock(mutex_);
    if (ready_.load(std::memory_order_relaxed))
      return;
    factors_["m"] = 1.0;
    factors_["km"] = 1000.0;
    ready_.store(true, std::memory_order_release);
  }

  mutable std::mutex mutex_;
  mutable std::unordered_map<std::string, double> factors_;
  mutable std::atomic<bool> ready_{false};
};

// While the flag is set the entries belong to release(), and so do they in what it calls.
// proof: threads { Ranges ranges; ranges.add(1); } ranges.release() | ranges.add(2) clean
class Ranges {
public:
  bool add(int id) {
    std::lock_guard lock(mutex_);
    if (releasing_)
      return false;
    ranges_[id] = id;
    return true;
  }

  void release() {
    {
      std::lock_guard lock(mutex_);
      releasing_ = true;
    }
    clear();
    releasing_ = false;
  }

private:
  void clear() { ranges_.clear(); }

  std::mutex mutex_;
  std::atomic<bool> releasing_{false};
  std::unordered_map<int, int> ranges_;
};

// The owner of the ranges calls it: that it owns them all says nothing else.
// proof: threads { Owner owner; owner.add(1); } owner.finish() | owner.add(2) clean
class Owner {
public:
  bool add(int id) { return ranges_.add(id); }
  void finish() { ranges_.release(); }

private:
  Ranges ranges_;
};
