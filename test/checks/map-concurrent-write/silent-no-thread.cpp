// RUN: %verify %s
// RUN: %prove %s
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
// proof: threads {} widthOf("a") | widthOf("b") clean
int widthOf(const std::string &glyph) {
  static thread_local std::map<std::string, int> widths;
  const auto known = widths.find(glyph);
  if (known != widths.end())
    return known->second;
  return widths[glyph] = static_cast<int>(glyph.size()) * 7;
}

// The cache is locked.
// proof: threads {} heightOf("a") | heightOf("b") clean
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

// proof: { show(registerFactory("a", 1), registerFactory("a", 2)); } clean
bool registerFactory(const std::string &name, int factory) {
  if (factories.count(name) != 0)
    return false;
  factories[name] = factory;
  return true;
}

// proof: threads { registerFactory("a", 1); } factoryOf("a") | factoryOf("b") clean
int factoryOf(const std::string &name) {
  const auto known = factories.find(name);
  return known == factories.end() ? 0 : known->second;
}

// Filled by one function and only looked at by others: nothing says that they run together.
static std::map<int, int> squares;

// proof: readSquares(5) clean
void readSquares(int count) {
  for (int i = 0; i < count; ++i)
    squares[i] = i * i;
}

// proof: threads { readSquares(5); } squareOf(1) | squareOf(2) clean
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
// proof: { ranks = {{1, 5}, {2, 4}}; show(order()(1, 2)); } clean
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
// proof: threads {} { hook(true)(nullptr, "a"); } | { hook(true)(nullptr, "b");
//   hook(false)(nullptr, ""); } clean
Callback hook(bool changed) {
  return changed ? rowChanged : rowsFlushed;
}

// The job and its maker lock.
// proof: threads { auto downloads = std::make_shared<Downloads>(); auto job = downloads->next(); }
//   job() | downloads->next() clean
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
// proof: given void Deferred::run() { for (const auto &task : tasks_) task(); }
class Deferred {
public:
  void post(std::function<void()> task) { tasks_.push_back(std::move(task)); }
  void run();

private:
  std::deque<std::function<void()>> tasks_;
};

// proof: { Deferred queue; Players players(queue); players.join(1); players.join(2);
//   players.leave(1); queue.run(); players.kickAll(); } clean
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
