// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// The same locks, guards and pools, used as they are meant to be.

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <vector>

class Hold {
public:
  explicit Hold(std::mutex &mutex) : mutex_(mutex) { mutex_.lock(); }
  ~Hold() { mutex_.unlock(); }

private:
  std::mutex &mutex_;
};

// Two kinds of guard of one mutex.
// proof: threads { Tokens tokens; } { tokens.add(1); tokens.drop(1); } | { tokens.add(2);
//   tokens.drop(1); } clean
class Tokens {
public:
  void add(int id) {
    Hold hold(mutex_);
    tokens_[id] = 1;
  }
  void drop(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    tokens_.erase(id);
  }

private:
  std::mutex mutex_;
  std::map<int, int> tokens_;
};

// Every path gives the lock back.
// proof: threads { Marks marks; } { marks.add(-1); marks.add(1); } | { marks.add(2); marks.drop(1);
//   } clean
class Marks {
public:
  void add(int id) {
    pthread_mutex_lock(&mutex_);
    if (id < 0) {
      pthread_mutex_unlock(&mutex_);
      return;
    }
    marks_[id] = 1;
    pthread_mutex_unlock(&mutex_);
  }
  void drop(int id) {
    pthread_mutex_lock(&mutex_);
    marks_.erase(id);
    pthread_mutex_unlock(&mutex_);
  }

private:
  pthread_mutex_t mutex_ = PTHREAD_MUTEX_INITIALIZER;
  std::map<int, int> marks_;
};

// All through the function that locks.
// proof: threads { Rooms rooms; } { rooms.open(1); rooms.close(1); } | { rooms.open(2);
//   rooms.count(); } clean
class Rooms {
public:
  void open(int id) {
    locked([&] { rooms_[id] = 1; });
  }
  void close(int id) {
    locked([&] { rooms_.erase(id); });
  }
  std::size_t count() {
    std::lock_guard<std::mutex> lock(mutex_);
    return rooms_.size();
  }

private:
  void locked(const std::function<void()> &action) {
    std::lock_guard<std::mutex> lock(mutex_);
    action();
  }

  std::mutex mutex_;
  std::map<int, int> rooms_;
};

// The flag says that the index is complete; nobody writes it again.
// proof: threads { Index index; } index.at(1) | index.at(2) clean
class Index {
public:
  int at(int key) {
    if (!ready_) {
      std::lock_guard<std::mutex> lock(mutex_);
      if (!ready_) {
        for (int i = 0; i < 16; ++i)
          index_[i] = i * i;
        ready_ = true;
      }
    }
    const auto found = index_.find(key);
    return found == index_.end() ? 0 : found->second;
  }

private:
  std::mutex mutex_;
  std::atomic<bool> ready_{false};
  std::map<int, int> index_;
};

// The tasks take a lock, and the pool has ended before the result is used.
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

// proof: squares(5) clean
std::size_t squares(int count) {
  std::map<int, int> result;
  std::mutex mutex;
  {
    Workers workers(4);
    for (int i = 0; i < count; ++i)
      workers.submit([&, i] {
        std::lock_guard<std::mutex> lock(mutex);
        result[i] = i * i;
      });
  }
  return result.size();
}

class LockIfAny {
public:
  explicit LockIfAny(std::mutex *mutex) : mutex_(mutex) {
    if (mutex_)
      mutex_->lock();
  }
  ~LockIfAny() {
    if (mutex_)
      mutex_->unlock();
  }

private:
  std::mutex *mutex_;
};

// Who asks for no lock at all has another reason to be alone: the lock is no discipline.
// proof: threads { Routes routes(true); } { routes.add(1); routes.drop(1); } | { routes.add(2);
//   routes.drop(1); } clean
class Routes {
public:
  explicit Routes(bool isShared) : isShared_(isShared) {}
  void add(int id) {
    LockIfAny lock(isShared_ ? &mutex_ : nullptr);
    routes_[id] = 1;
  }
  void drop(int id) {
    LockIfAny lock(isShared_ ? &mutex_ : nullptr);
    routes_.erase(id);
  }
  void onCommand(int id) { routes_.erase(id); } // of the thread that owns an unshared one

private:
  const bool isShared_;
  std::mutex mutex_;
  std::map<int, int> routes_;
};

static std::unique_lock<std::mutex> lockedBy(std::mutex &mutex) {
  return std::unique_lock<std::mutex>(mutex);
}

// A function gives the lock.
// proof: threads { Stamps stamps; } { stamps.add(1); stamps.drop(1); } | { stamps.add(2);
//   stamps.drop(1); } clean
class Stamps {
public:
  void add(int id) {
    const auto lock = lockedBy(mutex_);
    stamps_[id] = 1;
  }
  void drop(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    stamps_.erase(id);
  }

private:
  std::mutex mutex_;
  std::map<int, int> stamps_;
};
