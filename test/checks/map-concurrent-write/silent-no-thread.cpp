// RUN: %verify %s
// expected-no-diagnostics
// What looks like the cases of no-thread.cpp and is fine.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

// Each thread has a cache of its own.
int widthOf(const std::string &glyph) {
  static thread_local std::map<std::string, int> widths;
  const auto known = widths.find(glyph);
  if (known != widths.end())
    return known->second;
  return widths[glyph] = static_cast<int>(glyph.size()) * 7;
}

// The cache is locked.
int heightOf(const std::string &glyph) {
  static std::mutex mutex;
  static std::map<std::string, int> heights;
  std::lock_guard<std::mutex> lock(mutex);
  const auto known = heights.find(glyph);
  if (known != heights.end())
    return known->second;
  return heights[glyph] = static_cast<int>(glyph.size()) * 9;
}

// A table of factories is filled while the program starts, before it has a second thread.
static std::map<std::string, int> factories;

bool registerFactory(const std::string &name, int factory) {
  if (factories.count(name) != 0)
    return false;
  factories[name] = factory;
  return true;
}

int factoryOf(const std::string &name) {
  const auto known = factories.find(name);
  return known == factories.end() ? 0 : known->second;
}

// Filled by one function and only looked at by others: nothing says that they run together.
static std::map<int, int> squares;

void readSquares(int count) {
  for (int i = 0; i < count; ++i)
    squares[i] = i * i;
}

int squareOf(int i) {
  return squares.at(i);
}

// A comparator is an address that is taken too, but without a context it is no callback of a
// library, and it only reads.
static std::map<int, int> ranks;
static bool before(int a, int b) {
  return ranks.at(a) < ranks.at(b);
}
using Order = bool (*)(int, int);
Order order() {
  return before;
}

// The callbacks lock.
using Callback = void (*)(void *context, const char *row);
static std::mutex dirtyMutex;
static std::set<std::string> dirty;
static void rowChanged(void *, const char *row) {
  std::lock_guard<std::mutex> lock(dirtyMutex);
  dirty.insert(row);
}
static void rowsFlushed(void *, const char *) {
  std::lock_guard<std::mutex> lock(dirtyMutex);
  dirty.clear();
}
Callback hook(bool changed) {
  return changed ? rowChanged : rowsFlushed;
}

// The job and its maker lock.
class Downloads : public std::enable_shared_from_this<Downloads> {
public:
  std::function<void()> next() {
    mutex_.lock();
    const int id = last_++;
    running_.emplace(id, 0);
    mutex_.unlock();
    std::weak_ptr<Downloads> weak = shared_from_this();
    return [weak, id] {
      if (const auto self = weak.lock()) {
        std::lock_guard<std::mutex> lock(self->mutex_);
        self->running_.erase(id);
      }
    };
  }

private:
  std::mutex mutex_;
  int last_ = 0;
  std::map<int, int> running_;
};

// A queue without a lock is served by the thread that fills it.
class Deferred {
public:
  void post(std::function<void()> task) { tasks_.push_back(std::move(task)); }

private:
  std::deque<std::function<void()>> tasks_;
};

class Players {
public:
  explicit Players(Deferred &queue) : queue_(queue) {}
  void join(int id) { queue_.post([this, id] { players_.insert(id); }); }
  void leave(int id) { queue_.post([this, id] { players_.erase(id); }); }
  void kickAll() { players_.clear(); }

private:
  Deferred &queue_;
  std::set<int> players_;
};
