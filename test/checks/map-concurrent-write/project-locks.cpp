// RUN: %verify %s
// RUN: %prove %s
// Locks, guards and pools that a project made itself: known by what they do.

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <pthread.h>
#include <set>
#include <thread>
#include <utility>
#include <vector>

// Locks in its constructor, unlocks in its destructor.
class Hold {
public:
  explicit Hold(std::mutex &mutex) : mutex_(mutex) { mutex_.lock(); }
  ~Hold() { mutex_.unlock(); }

private:
  std::mutex &mutex_;
};

// proof: threads { Tokens tokens; tokens.add(1); } tokens.count() | { tokens.add(2);
//   tokens.drop(1); } faults "concurrent map read and map write"
class Tokens {
public:
  void add(int id) {
    Hold hold(mutex_);
    tokens_[id] = 1; // expected-note {{'tokens_' is written here under 'mutex_'}}
  }
  void drop(int id) {
    Hold hold(mutex_);
    tokens_.erase(id);
  }
  std::size_t count() { return tokens_.size(); } // expected-error {{'tokens_' is read here without 'mutex_'}}

private:
  std::mutex mutex_;
  std::map<int, int> tokens_;
};

// The guard is gone before the statement that needs it.
// proof: threads { Marks marks; } marks.add(1) | marks.add(2) faults "concurrent map writes"
class Marks {
public:
  void add(int id) {
    Hold{mutex_}; // expected-note {{this guard of 'mutex_' is destroyed}}
    marks_[id] = 1; // expected-error {{after the guard of 'mutex_' is gone}}
  }

private:
  std::mutex mutex_;
  std::map<int, int> marks_;
};

// A flag that is spun on.
// proof: threads { Votes votes; } { votes.cast(1); votes.withdraw(1); } | votes.forget() faults
//   "concurrent map writes"
class Votes {
public:
  void cast(int id) {
    while (busy_.test_and_set()) {
    }
    votes_[id] += 1; // expected-note {{under 'busy_'}}
    busy_.clear();
  }
  void withdraw(int id) {
    while (busy_.test_and_set()) {
    }
    votes_.erase(id);
    busy_.clear();
  }
  void forget() { votes_.clear(); } // expected-error {{'votes_' is written here without 'busy_'}}

private:
  std::atomic_flag busy_ = ATOMIC_FLAG_INIT;
  std::map<int, int> votes_;
};

// A function that calls what it is given under the lock.
// proof: threads { Rooms rooms; } { rooms.open(1); rooms.close(1); } | rooms.evacuate() faults
//   "concurrent map writes"
class Rooms {
public:
  void open(int id) {
    locked([&] { rooms_[id] = 1; }); // expected-note {{'rooms_' is written here under 'mutex_'}}
  }
  void close(int id) {
    locked([&] { rooms_.erase(id); });
  }
  void evacuate() { rooms_.clear(); } // expected-error {{'rooms_' is written here without 'mutex_'}}

private:
  template <typename Action> void locked(Action action) {
    std::lock_guard<std::mutex> lock(mutex_);
    action();
  }

  std::mutex mutex_;
  std::map<int, int> rooms_;
};

// The mutex and the map are reached through a parameter.
struct Table {
  std::mutex mutex;
  std::map<int, int> rows;
};

// proof: threads { Table table; } put(table, 1) | put(table, 2) clean
void put(Table &table, int key) {
  std::lock_guard<std::mutex> lock(table.mutex);
  table.rows[key] = 1; // expected-note {{under 'table.mutex'}}
}

// proof: threads { Table table; } put(table, 1) | drop(table, 1) clean
void drop(Table &table, int key) {
  std::lock_guard<std::mutex> lock(table.mutex);
  table.rows.erase(key);
}

// proof: threads { Table table; } drop(table, 1) | wipe(table) faults "concurrent map writes"
void wipe(Table &table) {
  table.rows.clear(); // expected-error {{'table.rows' is written here without 'table.mutex'}}
}

// A pool: it has several threads and takes work.
// proof: given Workers::Workers(int count) { threads_.reserve(count); } Workers::~Workers() { for
//   (auto &thread : threads_) thread.join(); } void Workers::submit(std::function<void()> work) {
//   threads_.emplace_back(std::move(work)); }
class Workers {
public:
  explicit Workers(int count);
  ~Workers();
  void submit(std::function<void()> work);

private:
  std::vector<std::thread> threads_;
};

// proof: squares(3) faults "concurrent map writes"
std::map<int, int> squares(int count) {
  std::map<int, int> result;
  Workers workers(4);
  for (int i = 0; i < count; ++i)
    workers.submit([&result, i] { // expected-note {{more than one thread that uses it starts here}}
      result[i] = i * i; // expected-error {{'result' is written without a lock}}
    });
  return result;
}

// The thread iterates in a method that its closure calls.
// proof: { Watcher watcher; watcher.watch(1); } faults "concurrent map iteration and map write"
// proof: given void Watcher::poll(int) {}
class Watcher {
public:
  Watcher() : thread_([this] { run(); }) {} // expected-note {{a thread that uses it starts here}}
  ~Watcher() { thread_.join(); }
  void watch(int id) { watched_.insert(id); } // expected-error {{'watched_' is written without a lock}}

private:
  void run() {
    for (const int id : watched_) // expected-note {{'watched_' is read here without a lock}}
      poll(id);
  }
  void poll(int id);

  std::set<int> watched_;
  std::thread thread_;
};

// A base class starts the thread; what runs is the derived class's method.
class Runner {
public:
  virtual ~Runner() { thread_.join(); }
  // expected-note@+1 {{a thread that uses it starts here}}
  void start() { thread_ = std::thread([this] { run(); }); }

protected:
  virtual void run() = 0;

private:
  std::thread thread_;
};

// proof: { Sampler sampler; sampler.start(); sampler.track(1); } faults "concurrent map iteration
//   and map write"
class Sampler : public Runner {
public:
  void track(int id) { tracked_[id] = 0; } // expected-error {{'tracked_' is written without a lock}}

protected:
  void run() override {
    for (int round = 0; round < 10; ++round)
      for (auto &[id, samples] : tracked_) // expected-note {{'tracked_' is read here without a lock}}
        ++samples;
  }

private:
  std::map<int, int> tracked_;
};

// A getter hands out what the class locks everywhere else.
class Sessions {
public:
  void add(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    sessions_.insert(id); // expected-note {{under 'mutex_'}}
  }
  void remove(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    sessions_.erase(id);
  }
  const std::set<int> &all() const { return sessions_; }

private:
  std::mutex mutex_;
  std::set<int> sessions_;
};

// proof: threads { Sessions sessions; sessions.add(1); } sum(sessions) | { sessions.add(2);
//   sessions.remove(1); } faults "concurrent map iteration and map write"
int sum(const Sessions &sessions) {
  int result = 0;
  for (const int id : sessions.all()) // expected-error {{is read here without}}
    result += id;
  return result;
}
