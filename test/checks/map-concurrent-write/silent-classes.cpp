// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Classes that look after their maps, and classes that need not.

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

// Constructor and destructor have the object to themselves; the private method is only called with
// the lock held.
// proof: threads { Leases leases; } leases.renew("a", 1) | leases.sweep(5) | leases.renew("b", 9)
//   clean
class Leases {
public:
  Leases() { leases_["root"] = 0; }
  ~Leases() { leases_.clear(); }

  void renew(const std::string &name, long until) {
    std::lock_guard lock(mutex_);
    leases_[name] = until;
    dropBefore(until - 1000);
  }

  void sweep(long now) {
    std::lock_guard lock(mutex_);
    dropBefore(now);
  }

private:
  void dropBefore(long time) {
    std::erase_if(leases_, [time](const auto &lease) { return lease.second < time; });
  }

  std::mutex mutex_;
  std::map<std::string, long> leases_;
};

// Shared for reading, exclusive for writing.
// proof: threads { Names names; names.add("a", 1); } names.knows("a") | names.add("b", 2) |
//   names.knows("b") clean
class Names {
public:
  bool knows(const std::string &name) const {
    std::shared_lock lock(mutex_);
    return names_.contains(name);
  }

  void add(const std::string &name, int id) {
    std::unique_lock lock(mutex_);
    names_.emplace(name, id);
  }

private:
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, int> names_;
};

// The contents are taken out under the lock; the rest happens on the local map.
// proof: threads { Outbox outbox; } outbox.put(1, "a") | outbox.drain() clean
class Outbox {
public:
  void put(int id, std::string text) {
    std::lock_guard lock(mutex_);
    pending_.emplace(id, std::move(text));
    ready_.notify_one();
  }

  std::vector<std::string> drain() {
    std::map<int, std::string> taken;
    {
      std::unique_lock lock(mutex_);
      ready_.wait(lock, [this] { return !pending_.empty(); });
      taken.swap(pending_);
    }
    std::vector<std::string> texts;
    for (auto &[id, text] : taken)
      texts.push_back(std::move(text));
    taken.clear();
    return texts;
  }

private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::map<int, std::string> pending_;
};

// Two maps, two mutexes; what needs both takes both.
// proof: threads { Accounts accounts; accounts.open(1); } accounts.close(1) | accounts.open(2) |
//   accounts.purge() clean
class Accounts {
public:
  void open(int id) {
    std::lock_guard lock(openMutex_);
    open_[id] = 0;
  }

  void close(int id) {
    std::scoped_lock lock(openMutex_, closedMutex_);
    auto account = open_.extract(id);
    if (account)
      closed_.insert(std::move(account));
  }

  void purge() {
    std::lock_guard lock(closedMutex_);
    closed_.clear();
  }

private:
  std::mutex openMutex_;
  std::mutex closedMutex_;
  std::map<int, long> open_;
  std::map<int, long> closed_;
};

// Locked later, but before the access.
// proof: threads { Deferred table; } table.add(1, true) | table.drop(1) clean
class Deferred {
public:
  void add(int key, bool urgent) {
    std::unique_lock lock(mutex_, std::defer_lock);
    if (urgent)
      key = -key;
    lock.lock();
    table_[key] = 1;
  }

  void drop(int key) {
    mutex_.lock();
    table_.erase(key);
    mutex_.unlock();
  }

private:
  std::mutex mutex_;
  std::map<int, int> table_;
};

// The mutex guards the other member: this map is never touched under it.
// proof: threads { Parser parser; } parser.define("a", 1), parser.undefine("a") | parser.log("b") |
//   parser.log("c") clean
class Parser {
public:
  void define(const std::string &name, int value) { symbols_[name] = value; }

  void log(const std::string &line) {
    std::lock_guard lock(logMutex_);
    log_.push_back(line);
  }

  void undefine(const std::string &name) { symbols_.erase(name); }

private:
  std::mutex logMutex_;
  std::vector<std::string> log_;
  std::map<std::string, int> symbols_;
};

// No mutex, no thread: ordinary single-threaded code.
// proof: { Memo memo; show(memo.get(3), memo.get(3)); } clean
class Memo {
public:
  int get(int key) {
    auto known = values_.find(key);
    return known != values_.end() ? known->second : values_[key] = key * key;
  }

private:
  std::unordered_map<int, int> values_;
};

// While the flag is set, which whoever takes the mutex looks at, the map belongs to the one thread
// that set it: long work on it needs no lock.
// proof: threads { Leaflets leaflets; leaflets.add(1, "a"); } leaflets.deliver() |
//   leaflets.replace(1, "b") clean
class Leaflets {
public:
  void add(int street, const std::string &text) {
    std::lock_guard<std::mutex> lock(mutex_);
    leaflets_.emplace(street, text);
  }

  bool replace(int street, const std::string &text) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (delivering_)
      return false;
    leaflets_[street] = text;
    return true;
  }

  std::size_t deliver() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      delivering_ = true;
    }
    std::size_t letters = 0;
    for (const auto &[street, text] : leaflets_)
      letters += text.size();
    delivering_ = false;
    return letters;
  }

private:
  std::map<int, std::string> leaflets_;
  std::mutex mutex_;
  std::atomic<bool> delivering_{false};
};

// The same seen from a class that owns the leaflets and does not replace any.
// proof: threads { Rounds rounds; rounds.add("a"); } rounds.walk() | show(rounds.name()) clean
class Rounds {
public:
  void add(const std::string &text) { leaflets_.add(1, text); }
  void addAll(const std::string &text) { leaflets_.add(2, text), leaflets_.add(3, text); }
  std::size_t walk() { return leaflets_.deliver(); }
  std::string name() const { return "round"; }

private:
  Leaflets leaflets_;
};
