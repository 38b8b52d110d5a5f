// RUN: %verify %s
// RUN: %prove %s
// Locks that are taken, but not for this access: too late, the wrong one, too weak, already gone.

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <unordered_map>

// The look-up stands before the lock that the insertion takes.
// proof: threads { Paths paths; } paths.open("a") | paths.open("b") faults "concurrent map read and
//   map write"
class Paths {
public:
  int open(const std::string &path) {
    const auto known = ids_.find(path); // expected-error {{'ids_' is read here without 'mutex_'}}
    if (known != ids_.end())
      return known->second;
    std::lock_guard<std::mutex> lock(mutex_);
    const int id = static_cast<int>(ids_.size());
    ids_.emplace(path, id); // expected-note {{'ids_' is written here under 'mutex_'}}
    return id;
  }

private:
  std::mutex mutex_;
  std::map<std::string, int> ids_;
};

// One helper, called with the lock and without it: the call is what breaks the rule.
// proof: threads { Scores scores; } scores.setFast(1, 5) | scores.set(2, 6) faults "concurrent map
//   writes"
class Scores {
public:
  void set(int player, int score) {
    std::lock_guard<std::mutex> lock(mutex_);
    store(player, score); // expected-note {{'Scores::store' is called here under 'mutex_'}}
  }
  void setFast(int player, int score) {
    store(player, score); // expected-error {{'scores_' is written here without 'mutex_'}}
  }

private:
  void store(int player, int score) {
    scores_[player] = score; // expected-note {{'scores_' is written here}}
  }

  std::mutex mutex_;
  std::map<int, int> scores_;
};

// Two maps with a mutex each; one method takes the other's.
// proof: threads { Books books; books.reserve(1); } books.lendReserved(1) | books.lend(2) faults
//   "concurrent map writes"
class Books {
public:
  void lend(int book) {
    std::lock_guard<std::mutex> lock(lentMutex_);
    lent_.insert(book); // expected-note {{'lent_' is written here under 'lentMutex_'}}
  }
  void giveBack(int book) {
    std::lock_guard<std::mutex> lock(lentMutex_);
    lent_.erase(book);
  }
  bool isLent(int book) {
    std::lock_guard<std::mutex> lock(lentMutex_);
    return lent_.count(book) != 0;
  }
  void reserve(int book) {
    std::lock_guard<std::mutex> lock(reservedMutex_);
    reserved_.insert(book);
  }
  void lendReserved(int book) {
    std::lock_guard<std::mutex> lock(reservedMutex_);
    reserved_.erase(book);
    lent_.insert(book); // expected-error {{'lent_' is written here without 'lentMutex_'}}
  }

private:
  std::mutex lentMutex_;
  std::set<int> lent_;
  std::mutex reservedMutex_;
  std::set<int> reserved_;
};

// operator[] looks like a read and inserts.
// proof: threads { Prices prices; } prices.get(1) | prices.get(2) faults "concurrent map writes"
class Prices {
public:
  double get(int id) const {
    std::shared_lock<std::shared_mutex> lock(mutex_); // expected-note {{taken shared here}}
    return prices_[id]; // expected-error {{'prices_' is written under a shared lock of 'mutex_'}}
  }
  void set(int id, double price) {
    std::unique_lock<std::shared_mutex> lock(mutex_);
    prices_[id] = price; // expected-note {{'prices_' is written here under 'mutex_'}}
  }

private:
  mutable std::shared_mutex mutex_;
  mutable std::map<int, double> prices_;
};

// With parentheses this declares a variable called mutex_ that locks nothing.
// proof: threads { Votes votes; } votes.cast(1) | votes.cast(2) faults "concurrent map writes"
class Votes {
public:
  void cast(int candidate) {
    std::unique_lock<std::mutex>(mutex_); // expected-note {{guard of 'mutex_' is destroyed}}
    ++votes_[candidate]; // expected-error {{'votes_' is written after the guard of 'mutex_' is gone}}
  }

private:
  std::mutex mutex_;
  std::map<int, int> votes_;
};

// Mutex and map live behind one pointer.
struct State {
  std::mutex mutex;
  std::unordered_map<int, int> open;
};

// proof: threads { Doors doors; } doors.anyOpen() | doors.open(1) faults "concurrent map read and
//   map write"
class Doors {
public:
  void open(int door) {
    std::lock_guard<std::mutex> lock(state_->mutex);
    state_->open[door] = 1; // expected-note {{'state_->open' is written here}}
  }
  void close(int door) {
    std::lock_guard<std::mutex> lock(state_->mutex);
    state_->open.erase(door);
  }
  bool anyOpen() const {
    return !state_->open.empty(); // expected-error {{'state_->open' is read here without}}
  }

private:
  std::unique_ptr<State> state_ = std::make_unique<State>();
};

// The same discipline for a file.
static std::mutex handlersMutex;
static std::map<std::string, int> handlers;

void addHandler(const std::string &name, int handler) {
  std::lock_guard<std::mutex> lock(handlersMutex);
  handlers[name] = handler; // expected-note {{'handlers' is written here under 'handlersMutex'}}
}

void removeHandler(const std::string &name) {
  std::lock_guard<std::mutex> lock(handlersMutex);
  handlers.erase(name);
}

// proof: threads { addHandler("a", 1); } handlerOf("a") | removeHandler("a") faults "concurrent map
//   read and map write"
int handlerOf(const std::string &name) {
  const auto found = handlers.find(name); // expected-error {{'handlers' is read here without}}
  return found == handlers.end() ? -1 : found->second;
}
