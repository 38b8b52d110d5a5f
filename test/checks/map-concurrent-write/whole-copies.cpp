// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// Copying a map reads all of it, and moving from it writes it.

#include <map>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

// The getter that hands out a copy.
// proof: threads { Sessions all; all.add(1); } all.snapshot() | all.add(2)
//   faults "concurrent map read and map write"
class Sessions {
public:
  void add(int id) {
    std::lock_guard lock(mutex_);
    sessions_[id] = "new"; // expected-note {{'sessions_' is written here under 'mutex_'}}
  }

  bool has(int id) const {
    std::lock_guard lock(mutex_);
    return sessions_.count(id) != 0;
  }

  std::map<int, std::string> snapshot() const {
    return sessions_; // expected-error {{'sessions_' is read here without 'mutex_'}}
  }

private:
  mutable std::mutex mutex_;
  std::map<int, std::string> sessions_;
};

// The copy is local.
// proof: threads { Scores all; all.add(1); } all.best() | all.add(2)
//   faults "concurrent map read and map write"
class Scores {
public:
  void add(int id) {
    std::lock_guard lock(mutex_);
    ++scores_[id]; // expected-note {{'scores_' is written here under 'mutex_'}}
  }

  void forget(int id) {
    std::lock_guard lock(mutex_);
    scores_.erase(id);
  }

  int best() const {
    const std::unordered_map<int, int> copy = scores_; // expected-error {{'scores_' is read here without}}
    int best = 0;
    for (const auto &[id, score] : copy)
      best = score > best ? score : best;
    return best;
  }

private:
  mutable std::mutex mutex_;
  std::unordered_map<int, int> scores_;
};

// The lock is taken for the other table only.
// proof: threads { Router all; all.add(1); std::map<int, int> out; } all.routes(out) | all.add(2)
//   faults "concurrent map read and map write"
class Router {
public:
  void add(int id) {
    std::lock_guard lock(mutex_);
    routes_[id] = id; // expected-note {{'routes_' is written here under 'mutex_'}}
  }

  void drop(int id) {
    std::lock_guard lock(mutex_);
    routes_.erase(id);
  }

  void routes(std::map<int, int> &out) const {
    out = routes_; // expected-error {{'routes_' is read here without 'mutex_'}}
  }

private:
  mutable std::mutex mutex_;
  std::map<int, int> routes_;
};

// Who takes all of it away writes it.
// proof: threads { Batch all; all.add(1); } all.take() | all.add(2) faults "concurrent map"
class Batch {
public:
  void add(int id) {
    std::lock_guard lock(mutex_);
    waiting_[id] = id; // expected-note {{'waiting_' is written here under 'mutex_'}}
  }

  bool has(int id) const {
    std::lock_guard lock(mutex_);
    return waiting_.count(id) != 0;
  }

  std::map<int, int> take() {
    return std::move(waiting_); // expected-error {{'waiting_' is written here without 'mutex_'}}
  }

private:
  mutable std::mutex mutex_;
  std::map<int, int> waiting_;
};

// Assignment locks its own table, not the one it copies from.
// proof: threads { Names from; Names to; from.add(1); } to = from | from.add(2)
//   faults "concurrent map read and map write"
class Names {
public:
  Names() = default;
  Names(const Names &) = delete;

  Names &operator=(const Names &other) {
    std::lock_guard lock(mutex_);
    names_ = other.names_; // expected-error {{'other.names_' is read here without 'other.mutex_'}}
    // expected-note@-1 {{'names_' is written here under 'mutex_'}}
    return *this;
  }

  void add(int id) {
    std::lock_guard lock(mutex_);
    names_[id] = "new";
  }

  bool has(int id) const {
    std::lock_guard lock(mutex_);
    return names_.count(id) != 0;
  }

private:
  mutable std::mutex mutex_;
  std::map<int, std::string> names_;
};
