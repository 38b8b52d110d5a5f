// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -pthread
// expected-no-diagnostics
// Locks of libraries, taken as they are meant to be.

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
    bool upgrade_to_writer() {
      mutex_->unlock_shared();
      mutex_->lock();
      return !(writes_ = true);
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

// By guards, by hand, and shared to look.
// proof: threads { Peers peers; } peers.add(1) | peers.rename(1) | peers.has(1) clean
class Peers {
public:
  void add(int id) {
    absl::MutexLock lock(&mutex_);
    names_[id] = "new";
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
  bool has(int id, int other) {
    mutex_.ReaderLock();
    const bool both = names_.count(id) != 0 && names_.count(other) != 0;
    mutex_.ReaderUnlock();
    return both;
  }

private:
  absl::Mutex mutex_;
  std::map<int, std::string> names_;
};

// find() inserts nothing.
// proof: threads { Titles titles; } titles.set(1, "a") | titles.of(2) | titles.of(1) clean
class Titles {
public:
  void set(int id, const std::string &title) {
    boost::unique_lock<boost::shared_mutex> lock(mutex_);
    titles_[id] = title;
  }
  std::string of(int id) {
    boost::shared_lock<boost::shared_mutex> lock(mutex_);
    const auto found = titles_.find(id);
    return found == titles_.end() ? std::string() : found->second;
  }

private:
  boost::shared_mutex mutex_;
  std::map<int, std::string> titles_;
};

// proof: threads { Pages pages; } pages.write(1) | pages.seen(1) clean
class Pages {
public:
  void write(int page) {
    lock_.lockForWrite();
    ++visits_[page];
    lock_.unlock();
  }
  bool seen(int page) {
    lock_.lockForWrite();
    const bool known = visits_.count(page) != 0;
    lock_.unlock();
    return known;
  }

private:
  QReadWriteLock lock_;
  std::map<int, int> visits_;
};

// The locker is unlocked when all is done.
// proof: threads { Tabs tabs; } tabs.shut(1) | tabs.add(2) clean
class Tabs {
public:
  void add(int id) {
    QMutexLocker lock(&mutex_);
    tabs_[id] = 1;
  }
  bool shut(int id) {
    QMutexLocker lock(&mutex_);
    const bool known = tabs_.erase(id) != 0;
    lock.unlock();
    return known;
  }

private:
  QMutex mutex_;
  std::map<int, int> tabs_;
};

// A guard that takes its mutex later, and one that takes it to read.
// proof: threads { Weights weights; } weights.set(1, 2) | weights.drop(2) | weights.of(1) clean
class Weights {
public:
  void set(int id, int weight) {
    tbb::spin_rw_mutex::scoped_lock lock(mutex_, true);
    weights_[id] = weight;
  }
  void drop(int id) {
    tbb::spin_rw_mutex::scoped_lock lock;
    lock.acquire(mutex_);
    weights_.erase(id);
    lock.release();
  }
  int of(int id) {
    tbb::spin_rw_mutex::scoped_lock lock(mutex_, false);
    const auto found = weights_.find(id);
    if (found != weights_.end())
      return found->second;
    lock.upgrade_to_writer();
    return weights_[id] = 1;
  }
  bool has(int id) {
    tbb::spin_rw_mutex::scoped_lock lock;
    lock.acquire(mutex_, false);
    return weights_.count(id) != 0;
  }

private:
  tbb::spin_rw_mutex mutex_;
  std::map<int, int> weights_;
};

// proof: threads { Passes passes; } passes.forget("a") | passes.add("b") clean
class Passes {
public:
  void add(const std::string &name) {
    llvm::sys::SmartScopedLock<true> lock(mutex_);
    passes_[name] = 1;
  }
  void forget(const std::string &name) {
    std::lock_guard<llvm::sys::SmartMutex<true>> lock(mutex_);
    passes_.erase(name);
  }

private:
  llvm::sys::SmartMutex<true> mutex_;
  std::map<std::string, int> passes_;
};
