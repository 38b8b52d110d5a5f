// RUN: %verify %s
// RUN: %prove %s
// Handles that outlive the lock they were taken under, while others erase.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <unordered_map>

// The block ends, the iterator is still in use.
// proof: threads { Jobs jobs; jobs.add(1, "a"); } jobs.titleOf(1) | jobs.drop(1) faults "iterator
//   invalidated by erase"
class Jobs {
public:
  void add(int id, const std::string &title) {
    std::lock_guard lock(mutex_);
    jobs_.emplace(id, title);
  }

  std::string titleOf(int id) {
    std::map<int, std::string>::iterator job;
    {
      std::lock_guard lock(mutex_);
      job = jobs_.find(id); // expected-note {{the element is looked up here under 'mutex_'}}
      if (job == jobs_.end())
        return {};
    } // expected-note {{'mutex_' is released here}}
    return job->second; // expected-error {{'job' is used after 'mutex_' is released}}
  }

  void drop(int id) {
    std::lock_guard lock(mutex_);
    jobs_.erase(id); // expected-note {{'jobs_' is erased from here under 'mutex_'}}
  }

private:
  std::mutex mutex_;
  std::map<int, std::string> jobs_;
};

// A loop that gives the lock back for each element goes on from where it was.
// proof: threads { Files files; files.want("a"); files.want("b"); } files.fetchAll() |
//   files.cancel("a") faults "invalidated by erase"
class Files {
public:
  void want(const std::string &name) {
    std::lock_guard lock(mutex_);
    names_.insert(name);
  }

  void cancel(const std::string &name) {
    std::lock_guard lock(mutex_);
    names_.erase(name); // expected-note {{erased}}
  }

  void fetchAll() {
    std::unique_lock lock(mutex_);
    for (const std::string &name : names_) { // expected-note {{looked up}}
      lock.unlock(); // expected-note {{released}}
      bytes_ += name.size(); // expected-error {{'name' is used after 'mutex_' is released}}
      lock.lock();
    }
  }

private:
  std::mutex mutex_;
  std::size_t bytes_ = 0; // of the one thread that fetches
  std::set<std::string> names_;
};

// Taken again is too late: the iterator is of before.
// proof: threads { Leases leases; leases.grant("a", 9); } leases.endIfOld("a", 10) |
//   leases.revoke("a") faults "iterator invalidated by erase"
class Leases {
public:
  void grant(const std::string &name, long until) {
    std::lock_guard lock(mutex_);
    until_[name] = until;
  }

  void revoke(const std::string &name) {
    std::lock_guard lock(mutex_);
    until_.erase(name); // expected-note {{erased}}
  }

  void endIfOld(const std::string &name, long now) {
    mutex_.lock();
    const auto lease = until_.find(name); // expected-note {{looked up}}
    const bool isOld = lease != until_.end() && lease->second < now;
    mutex_.unlock(); // expected-note {{released}}
    if (!isOld)
      return;
    mutex_.lock();
    until_.erase(lease); // expected-error {{'lease' is used after 'mutex_' is released}}
    mutex_.unlock();
  }

private:
  std::mutex mutex_;
  std::unordered_map<std::string, long> until_;
};

// Readers share the lock; that keeps nobody out afterwards.
// proof: threads { Names names; names.add(1, "a"); } names.lengthOf(1) | names.clear() faults
//   "iterator invalidated by clear"
class Names {
public:
  void add(int id, const std::string &name) {
    std::unique_lock lock(mutex_);
    names_[id] = name;
  }

  void clear() {
    std::unique_lock lock(mutex_);
    names_.clear(); // expected-note {{cleared}}
  }

  std::size_t lengthOf(int id) {
    std::shared_lock lock(mutex_);
    const auto name = names_.find(id); // expected-note {{looked up}}
    if (name == names_.end())
      return 0;
    lock.unlock(); // expected-note {{released}}
    return name->second.size(); // expected-error {{'name' is used after 'mutex_' is released}}
  }

private:
  std::shared_mutex mutex_;
  std::map<int, std::string> names_;
};

// A table that locks for each call hands iterators out of its lock.
template <class Key, class Value> class LockedTable {
public:
  using iterator = typename std::map<Key, Value>::iterator;

  void put(const Key &key, const Value &value) {
    std::lock_guard lock(mutex_);
    rows_.insert_or_assign(key, value);
  }

  iterator find(const Key &key) {
    std::lock_guard lock(mutex_);
    return rows_.find(key);
  }

  iterator end() {
    std::lock_guard lock(mutex_);
    return rows_.end();
  }

  void remove(const Key &key) {
    std::lock_guard lock(mutex_);
    rows_.erase(key); // expected-note {{erased}}
  }

private:
  std::mutex mutex_;
  std::map<Key, Value> rows_;
};

template class LockedTable<int, std::string>;

// proof: threads { LockedTable<int, std::string> table; table.put(1, "a"); } nameIn(table, 1) |
//   table.remove(1) faults "iterator invalidated by erase"
std::string nameIn(LockedTable<int, std::string> &table, int id) {
  const auto row = table.find(id); // expected-note {{looked up}}
  if (row == table.end())
    return {};
  return row->second; // expected-error {{'row' is used after}}
}

// To wait is to give the lock back, too.
// proof: none: the one that waits is notified by chance, and the schedule may end before
class Alarms {
public:
  void set(int id, int due) {
    std::lock_guard lock(mutex_);
    due_[id] = due;
    changed_.notify_all();
  }

  void drop(int id) {
    std::lock_guard lock(mutex_);
    due_.erase(id); // expected-note {{erased}}
    changed_.notify_all();
  }

  int next() {
    std::unique_lock lock(mutex_);
    const auto first = due_.begin(); // expected-note {{looked up}}
    if (first == due_.end())
      return 0;
    changed_.wait(lock); // expected-note {{'mutex_' is released here}}
    return first->second; // expected-error {{'first' is used after 'mutex_' is released}}
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<int, int> due_;
};

// Comparing what lies in the elements does not make them the holder's own.
// proof: none: the one that waits is notified by chance, and the schedule may end before
class Deadlines {
public:
  using Clock = std::chrono::steady_clock;

  void set(int id, Clock::time_point due) {
    std::lock_guard lock(mutex_);
    due_[id] = due;
    changed_.notify_all();
  }

  void drop(int id) {
    std::lock_guard lock(mutex_);
    due_.erase(id); // expected-note {{erased}}
    changed_.notify_all();
  }

  Clock::time_point next() {
    std::unique_lock lock(mutex_);
    auto first = due_.begin();
    for (auto at = due_.begin(); at != due_.end(); ++at) // expected-note {{looked up}}
      if (at->second < first->second)
        first = at;
    if (first == due_.end())
      return {};
    changed_.wait_until(lock, first->second); // expected-note {{'mutex_' is released here}}
    return first->second; // expected-error {{'first' is used after 'mutex_' is released}}
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::unordered_map<int, Clock::time_point> due_;
};
