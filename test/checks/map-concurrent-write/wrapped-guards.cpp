// RUN: %verify %s
// RUN: %prove %s
// Guards that a project has made of other guards.

#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <string>

// It keeps a guard as a member; nothing in it names lock() or unlock().
class CriticalBlock {
public:
  explicit CriticalBlock(std::recursive_mutex &mutex) : lock_(mutex) {}

private:
  std::unique_lock<std::recursive_mutex> lock_;
};

#define CRITICAL(mutex) CriticalBlock criticalBlock(mutex)

static std::recursive_mutex seenMutex;
static std::set<int> seen;

void see(int id) {
  CRITICAL(seenMutex);
  if (seen.size() > 9)
    seen.clear(); // expected-note {{'seenMutex'}}
  seen.insert(id);
}

// proof: threads {} howMany() | see(1) faults "concurrent map"
std::size_t howMany() {
  return seen.size(); // expected-error {{'seen' is read here without 'seenMutex'}}
}

// It is a guard itself, for the head of a loop that runs once.
struct GuardOnce : std::lock_guard<std::mutex> {
  explicit GuardOnce(std::mutex &mutex) : std::lock_guard<std::mutex>(mutex) {}
  bool first = true;
};

#define GUARDED(mutex) for (GuardOnce once(mutex); once.first; once.first = false)

// proof: threads { Sizes sizes; } sizes.grow("a") | sizes.set("b", 1) faults "concurrent map writes"
class Sizes {
public:
  void set(const std::string &name, int size) {
    GUARDED(mutex_) {
      sizes_[name] = size; // expected-note {{'mutex_'}}
    }
  }

  std::size_t count() {
    std::size_t result = 0;
    GUARDED(mutex_) {
      result = sizes_.size();
    }
    return result;
  }

  void grow(const std::string &name) {
    ++sizes_[name]; // expected-error {{'sizes_' is written here without 'mutex_'}}
  }

private:
  std::mutex mutex_;
  std::map<std::string, int> sizes_;
};

class Locker {
public:
  explicit Locker(std::mutex *mutex) : mutex_(mutex) { mutex_->lock(); }
  ~Locker() { mutex_->unlock(); }

private:
  std::mutex *mutex_;
};

// A guard without a name, written as if it were converted: gone before the next statement.
// proof: threads { Program program; } program.clear() | program.set(1, 2) faults "concurrent map
//   writes"
class Program {
public:
  void set(int second, double speed) {
    Locker locker(&mutex_);
    rows_[second] = speed; // expected-note {{'mutex_'}}
  }

  void clear() {
    Locker(&this->mutex_); // expected-note {{destroyed at the end of its statement}}
    rows_.clear(); // expected-error {{'rows_' is written after the guard of 'mutex_' is gone}}
  }

private:
  std::mutex mutex_;
  std::map<int, double> rows_;
};
