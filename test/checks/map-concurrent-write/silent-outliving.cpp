// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Handles that nobody invalidates after the lock is released, or that nobody uses then.

#include <condition_variable>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>

// Nobody erases: nodes stay where they are.
// proof: threads { Symbols symbols; symbols.add("a"); } symbols.idOf("a") | symbols.add("b") clean
class Symbols {
public:
  void add(const std::string &name) {
    std::lock_guard lock(mutex_);
    ids_.emplace(name, static_cast<int>(ids_.size()));
  }

  int idOf(const std::string &name) {
    std::map<std::string, int>::iterator id;
    {
      std::lock_guard lock(mutex_);
      id = ids_.find(name);
      if (id == ids_.end())
        return -1;
    }
    return id->second;
  }

private:
  std::mutex mutex_;
  std::map<std::string, int> ids_;
};

// What is needed is copied under the lock.
// proof: threads { Sessions sessions; sessions.open(1, "a"); } sessions.userOf(1) |
//   sessions.drop(1) clean
class Sessions {
public:
  void open(int id, const std::string &user) {
    std::lock_guard lock(mutex_);
    users_[id] = std::make_shared<std::string>(user);
  }

  std::string userOf(int id) {
    std::shared_ptr<std::string> user;
    {
      std::lock_guard lock(mutex_);
      const auto session = users_.find(id);
      if (session == users_.end())
        return {};
      user = session->second;
    }
    return *user;
  }

  void drop(int id) {
    std::lock_guard lock(mutex_);
    users_.erase(id);
  }

private:
  std::mutex mutex_;
  std::map<int, std::shared_ptr<std::string>> users_;
};

// The user of an element says so in it, and whoever erases looks.
// proof: threads { Pages pages; pages.load(1, "a"); } pages.read(1) | pages.evict(1) clean
class Pages {
public:
  void load(int number, const std::string &text) {
    std::lock_guard lock(mutex_);
    pages_.emplace(number, Page{text, 0});
  }

  std::size_t read(int number) {
    std::unique_lock lock(mutex_);
    const auto page = pages_.find(number);
    if (page == pages_.end())
      return 0;
    ++page->second.users;
    lock.unlock();
    const std::size_t size = page->second.text.size();
    lock.lock();
    --page->second.users;
    return size;
  }

  void evict(int number) {
    std::lock_guard lock(mutex_);
    const auto page = pages_.find(number);
    if (page != pages_.end() && page->second.users == 0)
      pages_.erase(page);
  }

private:
  struct Page {
    std::string text;
    int users = 0;
  };

  std::mutex mutex_;
  std::map<int, Page> pages_;
};

// The one that works on an element is marked in a set that whoever erases waits for.
// proof: threads { Tasks tasks; tasks.add(1, "a"); } tasks.run(1) | tasks.cancel(1) clean
class Tasks {
public:
  void add(int id, const std::string &command) {
    std::lock_guard lock(mutex_);
    commands_[id] = command;
  }

  std::size_t run(int id) {
    std::unique_lock lock(mutex_);
    const auto task = commands_.find(id);
    if (task == commands_.end())
      return 0;
    running_.insert(id);
    lock.unlock();
    const std::size_t done = task->second.size();
    lock.lock();
    running_.erase(id);
    finished_.notify_all();
    return done;
  }

  void cancel(int id) {
    std::unique_lock lock(mutex_);
    finished_.wait(lock, [&] { return !running_.contains(id); });
    commands_.erase(id);
  }

private:
  std::mutex mutex_;
  std::condition_variable finished_;
  std::map<int, std::string> commands_;
  std::set<int> running_;
};

// Only the function itself takes elements away.
// proof: threads { Queue queue; queue.push(1, "a"); } queue.work() | queue.push(2, "b") clean
class Queue {
public:
  void push(int priority, const std::string &text) {
    std::lock_guard lock(mutex_);
    items_.emplace(priority, text);
  }

  void work() {
    std::unique_lock lock(mutex_);
    if (items_.empty())
      return;
    const auto next = items_.begin();
    lock.unlock();
    done_ += next->second.size();
    lock.lock();
    items_.erase(next);
  }

private:
  std::mutex mutex_;
  std::size_t done_ = 0;
  std::multimap<int, std::string> items_;
};

// Looked up anew each time the lock was given back.
// proof: threads { Rates rates; rates.set("a", 2); } rates.doubled("a") | rates.drop("a") clean
class Rates {
public:
  void set(const std::string &name, int rate) {
    std::lock_guard lock(mutex_);
    rates_[name] = rate;
  }

  void drop(const std::string &name) {
    std::lock_guard lock(mutex_);
    rates_.erase(name);
  }

  int doubled(const std::string &name) {
    std::unique_lock lock(mutex_);
    auto rate = rates_.find(name);
    if (rate == rates_.end())
      return 0;
    const int once = rate->second;
    lock.unlock();
    lock.lock();
    rate = rates_.find(name);
    return rate == rates_.end() ? once : once + rate->second;
  }

private:
  std::mutex mutex_;
  std::unordered_map<std::string, int> rates_;
};

// What erases is there for the end.
// proof: threads { Hosts hosts; hosts.add(1, "a"); } hosts.nameOf(1) | hosts.add(2, "b") clean
class Hosts {
public:
  ~Hosts() { hosts_.clear(); }

  void add(int id, const std::string &name) {
    std::lock_guard lock(mutex_);
    hosts_.emplace(id, name);
  }

  void shutdown() {
    std::lock_guard lock(mutex_);
    hosts_.clear();
  }

  std::string nameOf(int id) {
    std::unique_lock lock(mutex_);
    const auto host = hosts_.find(id);
    if (host == hosts_.end())
      return {};
    lock.unlock();
    return host->second;
  }

private:
  std::mutex mutex_;
  std::map<int, std::string> hosts_;
};

// An entry of its own: who inserts it is the one that takes it away.
// proof: threads { Waiters waiters; } waiters.pass(1) | waiters.pass(2) | waiters.drop(3) clean
class Waiters {
public:
  std::size_t pass(int ticket) {
    std::unique_lock lock(mutex_);
    const auto own = waiting_.emplace(ticket, std::string("w")).first;
    lock.unlock();
    const std::size_t size = own->second.size();
    lock.lock();
    waiting_.erase(own);
    return size;
  }

  void drop(int ticket) {
    std::lock_guard lock(mutex_);
    waiting_.erase(ticket);
  }

private:
  std::mutex mutex_;
  std::map<int, std::string> waiting_;
};

// Asked under the lock; afterwards nobody looks at the iterator.
// proof: threads { Flags flags; flags.set("a"); } flags.has("a") | flags.unset("a") clean
class Flags {
public:
  void set(const std::string &name) {
    std::lock_guard lock(mutex_);
    flags_.insert(name);
  }

  void unset(const std::string &name) {
    std::lock_guard lock(mutex_);
    flags_.erase(name);
  }

  bool has(const std::string &name) {
    std::unique_lock lock(mutex_);
    const auto flag = flags_.find(name);
    const bool isSet = flag != flags_.end();
    lock.unlock();
    return isSet;
  }

private:
  std::mutex mutex_;
  std::set<std::string> flags_;
};

// Looked up again after the wait.
// proof: threads { Alarms alarms; alarms.set(1, 5); } alarms.next() | alarms.set(2, 3) |
//   alarms.drop(7) clean
class Alarms {
public:
  void set(int id, int due) {
    std::lock_guard lock(mutex_);
    due_[id] = due;
    changed_.notify_all();
  }

  void drop(int id) {
    std::lock_guard lock(mutex_);
    due_.erase(id);
    changed_.notify_all();
  }

  int next() {
    std::unique_lock lock(mutex_);
    auto first = due_.begin();
    while (first == due_.end()) {
      changed_.wait(lock);
      first = due_.begin();
    }
    return first->second;
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<int, int> due_;
};

// What has been changed stays so while other things come to their end under the lock.
// proof: threads { Boards boards; boards.add(1, "a"); } boards.show(1) | boards.drop(1) clean
class Boards {
public:
  void add(int id, const std::string &text) {
    std::lock_guard lock(mutex_);
    boards_.emplace(id, Board{text, 0});
  }

  std::size_t show(int id) {
    std::unique_lock lock(mutex_);
    const auto board = boards_.find(id);
    if (board == boards_.end())
      return 0;
    ++board->second.users;
    {
      std::string title = "board";
      std::lock_guard count(countMutex_);
      shown_ += title.size();
    }
    lock.unlock();
    const std::size_t size = board->second.text.size();
    lock.lock();
    --board->second.users;
    return size;
  }

  void drop(int id) {
    std::lock_guard lock(mutex_);
    const auto board = boards_.find(id);
    if (board != boards_.end() && board->second.users == 0)
      boards_.erase(board);
  }

private:
  struct Board {
    std::string text;
    int users = 0;
  };

  std::mutex mutex_;
  std::mutex countMutex_;
  std::size_t shown_ = 0;
  std::map<int, Board> boards_;
};
