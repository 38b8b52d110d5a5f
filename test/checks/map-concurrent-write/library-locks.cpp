// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// Locks of libraries: Abseil, Boost, Qt, oneTBB and LLVM. Each of these classes forgets its own once,
// or takes it shared to write.

#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>

namespace absl {
class Mutex {
public:
  void Lock() { mutex_.lock(); }
  void Unlock() { mutex_.unlock(); }
  void ReaderLock() { mutex_.lock_shared(); }
  void ReaderUnlock() { mutex_.unlock_shared(); }

private:
  std::shared_mutex mutex_;
};
class MutexLock {
public:
  explicit MutexLock(Mutex *mutex) : mutex_(mutex) { mutex_->Lock(); }
  ~MutexLock() { mutex_->Unlock(); }

private:
  Mutex *mutex_;
};
class ReaderMutexLock {
public:
  explicit ReaderMutexLock(Mutex *mutex) : mutex_(mutex) { mutex_->ReaderLock(); }
  ~ReaderMutexLock() { mutex_->ReaderUnlock(); }

private:
  Mutex *mutex_;
};
} // namespace absl

namespace boost {
class shared_mutex : public std::shared_mutex {};
template <class Mutex> class unique_lock : public std::unique_lock<Mutex> {
public:
  using std::unique_lock<Mutex>::unique_lock;
};
template <class Mutex> class shared_lock : public std::shared_lock<Mutex> {
public:
  using std::shared_lock<Mutex>::shared_lock;
};
} // namespace boost

class QReadWriteLock {
public:
  void lockForRead() { mutex_.lock_shared(); }
  void lockForWrite() { mutex_.lock(); }
  void unlock() { writes_ ? mutex_.unlock() : mutex_.unlock_shared(); }
  bool writes_ = true;

private:
  std::shared_mutex mutex_;
};
class QMutex : public std::mutex {};
class QMutexLocker {
public:
  explicit QMutexLocker(QMutex *mutex) : mutex_(mutex) { mutex_->lock(); }
  ~QMutexLocker() { unlock(); }
  void unlock() {
    if (mutex_)
      mutex_->unlock();
    mutex_ = nullptr;
  }

private:
  QMutex *mutex_;
};

namespace tbb {
class spin_rw_mutex {
public:
  class scoped_lock {
  public:
    scoped_lock() = default;
    explicit scoped_lock(spin_rw_mutex &mutex, bool write = true) { acquire(mutex, write); }
    ~scoped_lock() { release(); }
    void acquire(spin_rw_mutex &mutex, bool write = true) {
      mutex_ = &mutex.mutex_;
      writes_ = write;
      writes_ ? mutex_->lock() : mutex_->lock_shared();
    }
    void release() {
      if (mutex_)
        writes_ ? mutex_->unlock() : mutex_->unlock_shared();
      mutex_ = nullptr;
    }

  private:
    std::shared_mutex *mutex_ = nullptr;
    bool writes_ = true;
  };

private:
  std::shared_mutex mutex_;
};
} // namespace tbb

namespace llvm::sys {
template <bool mt> class SmartMutex : public std::recursive_mutex {};
template <bool mt> class SmartScopedLock : public std::lock_guard<SmartMutex<mt>> {
public:
  using std::lock_guard<SmartMutex<mt>>::lock_guard;
};
} // namespace llvm::sys

// proof: threads { Peers peers; } peers.drop(1) | peers.rename(1) faults "concurrent map writes"
class Peers {
public:
  void add(int id) {
    absl::MutexLock lock(&mutex_);
    names_[id] = "new"; // expected-note {{'names_' is written here under 'mutex_'}}
  }
  void rename(int id) {
    mutex_.Lock();
    names_[id] = "renamed";
    mutex_.Unlock();
  }
  bool has(int id) {
    absl::ReaderMutexLock lock(&mutex_);
    return names_.count(id) != 0;
  }
  void drop(int id) { names_.erase(id); } // expected-error {{'names_' is written here without 'mutex_', which guards it elsewhere}}

private:
  absl::Mutex mutex_;
  std::map<int, std::string> names_;
};

// proof: threads { Titles titles; } titles.of(1) | titles.of(2) faults "concurrent map writes"
class Titles {
public:
  void set(int id, const std::string &title) {
    boost::unique_lock<boost::shared_mutex> lock(mutex_);
    titles_[id] = title; // expected-note {{'titles_' is written here under 'mutex_'}}
  }
  std::string of(int id) {
    boost::shared_lock<boost::shared_mutex> lock(mutex_); // expected-note {{the lock is taken shared here}}
    return titles_[id]; // expected-error {{'titles_' is written under a shared lock of 'mutex_'}}
  }

private:
  boost::shared_mutex mutex_;
  std::map<int, std::string> titles_;
};

// proof: threads { Pages pages; } pages.turn(1) | pages.turn(2) faults "concurrent map writes"
class Pages {
public:
  void write(int page) {
    lock_.lockForWrite();
    ++visits_[page]; // expected-note {{'visits_' is written here under 'lock_'}}
    lock_.unlock();
  }
  void turn(int page) {
    lock_.lockForRead(); // expected-note {{the lock is taken shared here}}
    lock_.writes_ = false;
    ++visits_[page]; // expected-error {{'visits_' is written under a shared lock of 'lock_'}}
    lock_.unlock();
  }

private:
  QReadWriteLock lock_;
  std::map<int, int> visits_;
};

// The locker is unlocked before the last access.
// proof: threads { Tabs tabs; } tabs.close(1) | tabs.open(2) faults "concurrent map writes"
class Tabs {
public:
  void open(int id) {
    QMutexLocker lock(&mutex_);
    tabs_[id] = 1;
  }
  void close(int id) {
    QMutexLocker lock(&mutex_);
    const bool known = tabs_.count(id) != 0; // expected-note {{'tabs_' is read here under 'mutex_'}}
    lock.unlock();
    if (known || id > 0)
      tabs_.erase(id); // expected-error {{'tabs_' is written here without 'mutex_', which guards it elsewhere}}
  }

private:
  QMutex mutex_;
  std::map<int, int> tabs_;
};

// proof: threads { Weights weights; } weights.of(1) | weights.of(2) faults "concurrent map writes"
class Weights {
public:
  void set(int id, int weight) {
    tbb::spin_rw_mutex::scoped_lock lock(mutex_, true);
    weights_[id] = weight;
  }
  void drop(int id) {
    tbb::spin_rw_mutex::scoped_lock lock;
    lock.acquire(mutex_);
    weights_.erase(id); // expected-note {{'weights_' is written here under 'mutex_'}}
    lock.release();
  }
  int of(int id) {
    tbb::spin_rw_mutex::scoped_lock lock(mutex_, false); // expected-note {{the lock is taken shared here}}
    return weights_[id]; // expected-error {{'weights_' is written under a shared lock of 'mutex_'}}
  }

private:
  tbb::spin_rw_mutex mutex_;
  std::map<int, int> weights_;
};

// The guard that takes its mutex later gives it back too early.
// proof: threads { Queue queue; } queue.drop(1) | queue.put(2) faults "concurrent map writes"
class Queue {
public:
  void put(int id) {
    tbb::spin_rw_mutex::scoped_lock lock(mutex_);
    waiting_[id] = 1;
  }
  void drop(int id) {
    tbb::spin_rw_mutex::scoped_lock lock;
    lock.acquire(mutex_);
    const int n = static_cast<int>(waiting_.size()); // expected-note {{'waiting_' is read here under 'mutex_'}}
    lock.release();
    if (n >= 0)
      waiting_.erase(id); // expected-error {{'waiting_' is written here without 'mutex_', which guards it elsewhere}}
  }

private:
  tbb::spin_rw_mutex mutex_;
  std::map<int, int> waiting_;
};

// proof: threads { Passes passes; } passes.forget("a") | passes.add("b") faults "concurrent map
//   writes"
class Passes {
public:
  void add(const std::string &name) {
    llvm::sys::SmartScopedLock<true> lock(mutex_);
    passes_[name] = 1; // expected-note {{'passes_' is written here under 'mutex_'}}
  }
  int size() {
    llvm::sys::SmartScopedLock<true> lock(mutex_);
    return static_cast<int>(passes_.size());
  }
  void forget(const std::string &name) { passes_.erase(name); } // expected-error {{'passes_' is written here without 'mutex_', which guards it elsewhere}}

private:
  llvm::sys::SmartMutex<true> mutex_;
  std::map<std::string, int> passes_;
};
