// RUN: %verify %s
// RUN: %prove %s
// No thread starts in this file; that the class has a mutex and takes it says enough.

#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <unordered_map>

// Three methods lock, one forgot.
// proof: threads { Quotas quotas; } quotas.forget("a") | quotas.set("a", 1) faults "concurrent map
//   writes"
class Quotas {
public:
  void set(const std::string &user, int limit) {
    std::lock_guard lock(mutex_);
    limits_[user] = limit; // expected-note {{'mutex_'}}
  }

  int get(const std::string &user) {
    std::lock_guard lock(mutex_);
    const auto limit = limits_.find(user);
    return limit == limits_.end() ? 0 : limit->second;
  }

  std::size_t count() {
    std::lock_guard lock(mutex_);
    return limits_.size();
  }

  void forget(const std::string &user) {
    limits_.erase(user); // expected-error {{'limits_' is written}}
  }

private:
  std::mutex mutex_;
  std::map<std::string, int> limits_;
};

// Readers may share the lock, writers may not.
// proof: threads { Routes routes; } routes.learn(1, "a") | routes.learn(2, "b") faults "concurrent
//   map writes"
class Routes {
public:
  std::string next(int target) const {
    std::shared_lock lock(mutex_);
    const auto route = routes_.find(target); // expected-note {{read here under a shared lock}}
    return route == routes_.end() ? std::string() : route->second;
  }

  void learn(int target, const std::string &hop) {
    std::shared_lock lock(mutex_); // expected-note {{shared}}
    routes_.insert_or_assign(target, hop); // expected-error {{'routes_' is written}}
  }

private:
  mutable std::shared_mutex mutex_;
  std::unordered_map<int, std::string> routes_;
};

// The lock is given back too early.
// proof: threads { Mailbox mailbox; } mailbox.deliver(1, "a") | mailbox.take(1) faults "concurrent
//   map writes"
class Mailbox {
public:
  void deliver(int id, std::string text) {
    std::unique_lock lock(mutex_);
    if (closed_)
      return;
    lock.unlock();
    mails_.emplace(id, std::move(text)); // expected-error {{'mails_' is written}}
  }

  std::string take(int id) {
    std::unique_lock lock(mutex_);
    auto mail = mails_.extract(id); // expected-note {{'mutex_'}}
    return mail ? std::move(mail.mapped()) : std::string();
  }

  void close() {
    std::unique_lock lock(mutex_);
    closed_ = true;
    mails_.clear();
  }

private:
  std::mutex mutex_;
  bool closed_ = false;
  std::map<int, std::string> mails_;
};

// A temporary lock is gone at the semicolon.
// proof: threads { Flags flags; } flags.lower("a") | flags.raise("b") faults "concurrent map
//   writes"
class Flags {
public:
  void raise(const std::string &flag) {
    std::scoped_lock lock(mutex_);
    raised_[flag] = true; // expected-note {{'mutex_'}}
  }

  void lower(const std::string &flag) {
    std::unique_lock<std::mutex>{mutex_}; // expected-note {{destroyed at the end}}
    raised_[flag] = false; // expected-error {{'raised_' is written}}
  }

  bool any() {
    std::scoped_lock lock(mutex_);
    return !raised_.empty();
  }

private:
  std::mutex mutex_;
  std::unordered_map<std::string, bool> raised_;
};

// A flag that nobody who takes the mutex looks at keeps nobody away.
// proof: threads { Circulars circulars; circulars.add(1, "a"), circulars.add(2, "b"); }
//   circulars.deliver() | circulars.replace(1, "c"), circulars.replace(3, "d") faults "concurrent map iteration and map write"
class Circulars {
public:
  void add(int street, const std::string &text) {
    std::lock_guard<std::mutex> lock(mutex_);
    // expected-note@+1 {{'circulars_' is written here under 'mutex_'}}
    circulars_.emplace(street, text);
  }

  void replace(int street, const std::string &text) {
    std::lock_guard<std::mutex> lock(mutex_);
    circulars_[street] = text;
  }

  std::size_t deliver() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      delivering_ = true;
    }
    std::size_t letters = 0;
    // expected-error@+1 {{'circulars_' is read here without 'mutex_', which guards its writes}}
    for (const auto &[street, text] : circulars_)
      letters += text.size();
    delivering_ = false;
    return letters;
  }

  bool delivering() const { return delivering_; }

private:
  std::map<int, std::string> circulars_;
  std::mutex mutex_;
  std::atomic<bool> delivering_{false};
};

// Whoever writes locks against who else writes; those who read were forgotten everywhere.
// proof: threads { Hosts hosts; } { hosts.add(1); hosts.drop(1); } | { hosts.count(); hosts.find(1); }
//   faults "concurrent map"
class Hosts {
public:
  void add(int id) {
    std::lock_guard<std::mutex> lock(writing_);
    hosts_[id] = id; // expected-note {{'hosts_' is written here under 'writing_'}}
  }
  int find(int id) {
    const auto at = hosts_.find(id); // expected-error {{'hosts_' is read here without 'writing_'}}
    return at == hosts_.end() ? 0 : at->second;
  }
  void drop(int id) {
    std::lock_guard<std::mutex> lock(writing_);
    hosts_.erase(id);
  }
  int count() {
    int all = 0;
    for (const auto &each : hosts_)
      all += each.second;
    return all;
  }

private:
  std::mutex writing_;
  int unused_ = 0;
  std::map<int, int> hosts_;
};

// The lock is there for the one map and gone before the other.
// proof: threads { Chunks chunks; chunks.request(1); } { chunks.made(1); } | { chunks.request(2); }
//   faults "concurrent map writes"
class Chunks {
public:
  void request(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (chunks_.count(id) == 0)
      underWay_.insert(id); // expected-note {{'underWay_' is written here under 'mutex_'}}
  }
  void made(int id) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      chunks_[id] = id;
    }
    underWay_.erase(id); // expected-error {{'underWay_' is written here without 'mutex_'}}
  }

private:
  std::mutex mutex_;
  std::map<int, int> chunks_;
  std::set<int> underWay_;
};

// The lock of this object, while the other one is written.
// proof: threads { Shard one, two; one.open(1); } { one.moveTo(two, 1); } | { two.open(2); }
//   faults "concurrent map writes"
class Shard {
public:
  void open(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    sessions_[id] = id;
  }
  void close(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    sessions_.erase(id);
  }
  void moveTo(Shard &target, int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    // expected-note@+1 {{'sessions_' is written here under 'mutex_'}}
    if (sessions_.erase(id) != 0)
      target.sessions_[id] = id; // expected-error {{is written here without 'target.mutex_'}}
  }

private:
  std::mutex mutex_;
  std::map<int, int> sessions_;
};
