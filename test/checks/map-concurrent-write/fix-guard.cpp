// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// The lock that the other accesses take is put in front of the one that forgot it.

#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>

// In the words of another method, on the line of the body or on one of its own.
// proof: threads { Limits limits; } limits.forget("a") | limits.set("a", 1) faults "concurrent map
//   writes"
class Limits {
public:
  void set(const std::string &user, int limit) {
    std::lock_guard<std::mutex> lock(mutex_);
    limits_[user] = limit; // expected-note {{under 'mutex_'}}
  }
  std::size_t size() {
    std::lock_guard<std::mutex> lock(mutex_);
    return limits_.size();
  }
  void forget(const std::string &user) { limits_.erase(user); } // expected-error {{without 'mutex_'}}

private:
  std::mutex mutex_;
  std::map<std::string, int> limits_;
};

// The lock moves up.
// proof: threads { Ids ids; } ids.of("a") | ids.of("b") faults "concurrent map read and map write"
class Ids {
public:
  int of(const std::string &name) {
    const auto known = ids_.find(name); // expected-error {{without 'mutex_'}}
    if (known != ids_.end())
      return known->second;
    std::lock_guard<std::mutex> lock(mutex_);
    const int id = static_cast<int>(ids_.size());
    ids_.emplace(name, id); // expected-note {{under 'mutex_'}}
    return id;
  }

private:
  std::mutex mutex_;
  std::map<std::string, int> ids_;
};

// Shared becomes exclusive.
// proof: threads { Seen seen; } seen.add(1) | seen.add(2) faults "concurrent map writes"
class Seen {
public:
  bool has(int id) const {
    std::shared_lock<std::shared_mutex> lock(mutex_);
    return seen_.count(id) != 0; // expected-note {{shared}}
  }
  void add(int id) {
    std::shared_lock<std::shared_mutex> lock(mutex_); // expected-note {{shared}}
    seen_.emplace(id, 1); // expected-error {{shared lock}}
  }

private:
  mutable std::shared_mutex mutex_;
  std::map<int, int> seen_;
};

// The guard gets a name.
// proof: threads { Flags flags; } flags.raise(1) | flags.raise(2) faults "concurrent map writes"
class Flags {
public:
  void raise(int flag) {
    std::lock_guard<std::mutex>{mutex_}; // expected-note {{destroyed}}
    flags_[flag] = true; // expected-error {{after the guard of 'mutex_' is gone}}
  }

private:
  std::mutex mutex_;
  std::map<int, bool> flags_;
};

// The step that writes is right under the exclusive lock, wrong under the shared one.
// proof: threads { Prices prices; } prices.get(1) | prices.get(2) faults "concurrent map writes"
class Prices {
public:
  int get(int item) {
    std::shared_lock<std::shared_mutex> lock(mutex_); // expected-note {{the lock is taken shared here}}
    return slot(item); // expected-error {{'prices_' is written under a shared lock of 'mutex_'}}
  }
  void set(int item, int price) {
    std::unique_lock<std::shared_mutex> lock(mutex_);
    slot(item) = price;
  }

private:
  int &slot(int item) { return prices_[item]; } // expected-note {{'prices_' is written here}}

  std::shared_mutex mutex_;
  std::map<int, int> prices_;
};
