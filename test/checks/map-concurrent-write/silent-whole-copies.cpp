// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// expected-no-diagnostics
// Copies of a map that nobody changes meanwhile.

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

// The lock lives until the copy is made.
// proof: threads { Sessions all; all.add(1); } all.snapshot() | all.add(2) clean
class Sessions {
public:
  void add(int id) {
    std::lock_guard lock(mutex_);
    sessions_[id] = "new";
  }

  std::map<int, std::string> snapshot() const {
    std::lock_guard lock(mutex_);
    return sessions_;
  }

  std::map<int, std::string> take() {
    std::map<int, std::string> taken;
    {
      std::lock_guard lock(mutex_);
      taken = std::move(sessions_);
      sessions_.clear();
    }
    return taken;
  }

private:
  mutable std::mutex mutex_;
  std::map<int, std::string> sessions_;
};

// An rvalue has no other users; the lock is for the users of the target.
// proof: threads { Names to; } to.adopt(Names()) | to.add(2) clean
class Names {
public:
  void adopt(Names &&other) {
    std::lock_guard lock(mutex_);
    names_ = std::move(other.names_);
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

// Both locks are taken.
// proof: threads { Rates from; Rates to; from.add(1); } to = from | from.add(2) clean
class Rates {
public:
  Rates() = default;
  Rates(const Rates &) = delete;

  Rates &operator=(const Rates &other) {
    std::scoped_lock lock(mutex_, other.mutex_);
    rates_ = other.rates_;
    return *this;
  }

  void add(int id) {
    std::lock_guard lock(mutex_);
    rates_[id] = 1.0;
  }

private:
  mutable std::mutex mutex_;
  std::map<int, double> rates_;
};

// What is returned is a reference: whoever copies has to lock, and here somebody does.
// proof: threads { Table all; all.add(1); } all.add(2) | all.add(3) clean
class Table {
public:
  void add(int id) {
    std::lock_guard lock(mutex_);
    rows_[id] = id;
  }

  std::mutex &mutex() { return mutex_; }
  const std::map<int, int> &rows() const { return rows_; }

private:
  std::mutex mutex_;
  std::map<int, int> rows_;
};

// Who holds a snapshot by pointer shares it; it is never changed.
// proof: threads { Published all; all.publish({{1, 1}}); } all.current() | all.publish({{2, 2}}) clean
class Published {
public:
  void publish(std::map<int, int> rows) {
    auto next = std::make_shared<const std::map<int, int>>(std::move(rows));
    std::lock_guard lock(mutex_);
    rows_ = std::move(next);
  }

  std::map<int, int> current() const {
    std::shared_ptr<const std::map<int, int>> rows;
    {
      std::lock_guard lock(mutex_);
      rows = rows_;
    }
    return *rows;
  }

private:
  mutable std::mutex mutex_;
  std::shared_ptr<const std::map<int, int>> rows_ = std::make_shared<const std::map<int, int>>();
};
