// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Every way to hold a lock that is not a plain guard with a name.

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

// Deferred, adopted, tried, taken by hand, made by `auto`, in the init of an if.
// proof: threads { Ways ways; } ways.deferred(1), ways.tried(2) | ways.adopted(1), ways.byInit(1) |
//   ways.byHand(3), ways.both(4) | ways.byAuto(2) clean
class Ways {
public:
  void deferred(int k) {
    std::unique_lock<std::mutex> lock(mutex_, std::defer_lock);
    lock.lock();
    map_[k] = 1;
  }
  void adopted(int k) {
    std::lock(mutex_, other_);
    std::lock_guard<std::mutex> lock(mutex_, std::adopt_lock);
    std::lock_guard<std::mutex> also(other_, std::adopt_lock);
    map_.erase(k);
  }
  bool tried(int k) {
    std::unique_lock<std::mutex> lock(mutex_, std::try_to_lock);
    if (!lock.owns_lock())
      return false;
    map_[k] = 2;
    return true;
  }
  void byHand(int k) {
    mutex_.lock();
    map_[k] = 3;
    mutex_.unlock();
  }
  void byAuto(int k) {
    auto lock = std::unique_lock<std::mutex>(mutex_);
    map_[k] = 4;
  }
  void byInit(int k) {
    if (std::lock_guard<std::mutex> lock(mutex_); map_.count(k) != 0)
      map_.erase(k);
  }
  void both(int k) {
    const std::scoped_lock lock(mutex_, other_);
    map_[k] = 5;
  }

private:
  std::mutex mutex_;
  std::mutex other_;
  std::map<int, int> map_;
};

// A method that returns the lock, and one that is given it.
// proof: threads { Lent lent; } lent.put(1) | lent.clear() | auto lock = lent.hold();
//   lent.drop(lock, 1) clean
class Lent {
public:
  std::unique_lock<std::mutex> hold() { return std::unique_lock<std::mutex>(mutex_); }
  void put(int k) {
    auto lock = hold();
    map_[k] = 1;
  }
  void drop(std::unique_lock<std::mutex> &, int k) { map_.erase(k); }
  void clear() {
    std::lock_guard<std::mutex> lock(mutex_);
    map_.clear();
  }

private:
  std::mutex mutex_;
  std::map<int, int> map_;
};

// Another method whose name says that the caller holds the lock.
// proof: threads { Named named; } named.put(1) | named.drop(1) clean
class Named {
public:
  void putLocked(int k) { map_[k] = 1; }
  void put(int k) {
    std::lock_guard<std::mutex> lock(mutex_);
    putLocked(k);
  }
  void drop(int k) {
    std::lock_guard<std::mutex> lock(mutex_);
    map_.erase(k);
  }

private:
  std::mutex mutex_;
  std::map<int, int> map_;
};

// The project's own mutex and guard; what they are called, or what their bodies do, is enough not to
// call the map unguarded.
class Mutex {
public:
  void Lock() { mutex_.lock(); }
  void Unlock() { mutex_.unlock(); }

private:
  std::mutex mutex_;
};

class Section {
public:
  explicit Section(Mutex &mutex) : mutex_(mutex) { mutex_.Lock(); }
  ~Section() { mutex_.Unlock(); }

private:
  Mutex &mutex_;
};

// proof: threads { Own own; } own.put(1) | own.drop(1) clean
class Own {
public:
  void put(int k) {
    Section section(mutex_);
    map_[k] = 1;
  }
  void drop(int k) {
    mutex_.Lock();
    map_.erase(k);
    mutex_.Unlock();
  }

private:
  Mutex mutex_;
  std::map<int, int> map_;
};

// proof: clean
void useOwn() {
  Own own;
  std::thread one([&] { own.put(1); });
  std::thread two([&] { own.put(2); });
  one.join();
  two.join();
}

// POSIX locks.
static pthread_rwlock_t tableLock = PTHREAD_RWLOCK_INITIALIZER;
static std::map<int, int> table;

// proof: threads { enter(1); } lookUp(1) | enter(2) | leave(1) | lookUp(2) clean
int lookUp(int k) {
  pthread_rwlock_rdlock(&tableLock);
  const auto found = table.find(k);
  const int result = found == table.end() ? 0 : found->second;
  pthread_rwlock_unlock(&tableLock);
  return result;
}

void enter(int k) {
  pthread_rwlock_wrlock(&tableLock);
  table[k] = 1;
  pthread_rwlock_unlock(&tableLock);
}

void leave(int k) {
  pthread_rwlock_wrlock(&tableLock);
  table.erase(k);
  pthread_rwlock_unlock(&tableLock);
}

// operator[] finds what was just seen to be there: nothing is inserted.
// proof: threads { Shared shared; shared.set(1); } shared.get(1) | shared.get(2) | shared.set(2)
//   clean
class Shared {
public:
  int get(int k) {
    std::shared_lock<std::shared_mutex> lock(mutex_);
    if (map_.count(k) != 0)
      return map_[k];
    return 0;
  }
  void set(int k) {
    std::unique_lock<std::shared_mutex> lock(mutex_);
    map_[k] = 1;
  }

private:
  std::shared_mutex mutex_;
  std::map<int, int> map_;
};

// A lock for each shard, and one shard after the other.
struct Shard {
  std::mutex mutex;
  std::map<int, int> map;
};

// proof: threads { Sharded sharded; } sharded.put(1) | sharded.put(9) | sharded.size() clean
class Sharded {
public:
  void put(int k) {
    Shard &shard = shards_[k % 8];
    std::lock_guard<std::mutex> lock(shard.mutex);
    shard.map[k] = 1;
  }
  std::size_t size() {
    std::size_t sum = 0;
    for (Shard &shard : shards_) {
      std::lock_guard<std::mutex> lock(shard.mutex);
      sum += shard.map.size();
    }
    return sum;
  }

private:
  Shard shards_[8];
};

// A wrapper that takes the lock around what it is given.
// proof: threads { Wrapped wrapped; } wrapped.put(1) | wrapped.drop(1) | wrapped.clear() clean
class Wrapped {
public:
  void put(int k) {
    withLock([&] { map_[k] = 1; });
  }
  void drop(int k) {
    withLock([&] { map_.erase(k); });
  }
  void clear() {
    std::lock_guard<std::mutex> lock(mutex_);
    map_.clear();
  }

private:
  template <typename Work> void withLock(Work work) {
    std::lock_guard<std::mutex> lock(mutex_);
    work();
  }

  std::mutex mutex_;
  std::map<int, int> map_;
};

// The algorithm calls its lambda under the lock.
// proof: threads { Sums sums; } sums.add({1, 2}) | sums.drop(1) | sums.add({1}) clean
class Sums {
public:
  void add(const std::vector<int> &values) {
    std::lock_guard<std::mutex> lock(mutex_);
    std::for_each(values.begin(), values.end(), [this](int v) { ++sums_[v]; });
  }
  void drop(int v) {
    std::lock_guard<std::mutex> lock(mutex_);
    sums_.erase(v);
  }

private:
  std::mutex mutex_;
  std::map<int, int> sums_;
};
