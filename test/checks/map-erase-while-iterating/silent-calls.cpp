// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Functions that erase, called where it does no harm.

#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

struct Timer {
  long due = 0;
  std::function<void()> fire;
};

using Timers = std::map<int, Timer>;

// The helper gives back the position to go on with.
static Timers::iterator cancel(Timers &timers, Timers::iterator timer) {
  return timers.erase(timer);
}

// proof: cancelPast({{1, {5, {}}}, {2, {50, {}}}}, 9) clean
void cancelPast(Timers &timers, long now) {
  for (auto timer = timers.begin(); timer != timers.end();) {
    if (timer->second.due < now)
      timer = cancel(timers, timer);
    else
      ++timer;
  }
}

// The helper moves the caller's own iterator on.
static void cancelAndStep(Timers &timers, Timers::iterator &timer) { timer = timers.erase(timer); }

// proof: cancelFuture({{1, {5, {}}}, {2, {50, {}}}}, 9) clean
void cancelFuture(Timers &timers, long now) {
  auto timer = timers.begin();
  while (timer != timers.end()) {
    if (timer->second.due > now)
      cancelAndStep(timers, timer);
    else
      ++timer;
  }
}

// The helper takes the map by value: what it erases is a copy.
static std::size_t countWithout(Timers timers, int id) {
  timers.erase(id);
  return timers.size();
}

// proof: probe({{1, {}}, {2, {}}}) clean
std::size_t probe(const Timers &timers) {
  std::size_t sum = 0;
  for (const auto &[id, timer] : timers)
    sum += countWithout(timers, id);
  return sum;
}

// The loop stops as soon as the helper says that it erased.
static bool cancelIfPast(Timers &timers, int id, long now) {
  const auto timer = timers.find(id);
  if (timer == timers.end() || timer->second.due >= now)
    return false;
  timers.erase(timer);
  return true;
}

// proof: cancelOne({{1, {5, {}}}, {2, {5, {}}}}, 9) clean
void cancelOne(Timers &timers, long now) {
  for (const auto &entry : timers)
    if (cancelIfPast(timers, entry.first, now))
      return;
}

// The lambda only notes the key; the erasure comes after the loop.
// proof: cancelLater({{1, {5, {}}}, {2, {5, {}}}, {3, {50, {}}}}, 9) clean
void cancelLater(Timers &timers, long now) {
  std::vector<int> past;
  auto note = [&past](int id) { past.push_back(id); };
  for (const auto &[id, timer] : timers)
    if (timer.due < now)
      note(id);
  for (const int id : past)
    timers.erase(id);
}

// proof: { Pool pool; pool.hire("a", 0); pool.hire("b", 1); pool.shrink(); pool.rename("+");
//   pool.dismissAll(); } clean
class Pool {
public:
  void hire(const std::string &name, int load) { workers_[name] = load; }

  // The work is put off: the closures run when the loop is over.
  void shrink() {
    for (const auto &[name, load] : workers_)
      if (load == 0)
        deferred_.emplace_back([this, name = name] { workers_.erase(name); });
    for (const auto &job : deferred_)
      job();
    deferred_.clear();
  }

  // The method erases from a member that is not the one walked over.
  void rename(const std::string &suffix) {
    for (const auto &[name, load] : workers_)
      forgetAlias(name + suffix);
  }

  // The members change places first, so that the callees meet an empty map.
  void dismissAll() {
    auto leaving = std::exchange(workers_, {});
    for (const auto &[name, load] : leaving)
      dismiss(name);
  }

private:
  void forgetAlias(const std::string &alias) { aliases_.erase(alias); }
  void dismiss(const std::string &name) { workers_.erase(name); }

  std::unordered_map<std::string, int> workers_;
  std::unordered_map<std::string, std::string> aliases_;
  std::vector<std::function<void()>> deferred_;
};

// Each call works on the subtree it was given, not on the caller's.
struct Tree {
  std::map<int, Tree> children;
  int leaves = 0;
};

// proof: { Tree tree; tree.children[1].children[2]; tree.children[3]; dropFirstLeaf(tree);
//   show(tree.children.size()); } clean
void dropFirstLeaf(Tree &tree) {
  for (auto &[id, child] : tree.children)
    dropFirstLeaf(child);
  if (!tree.children.empty() && tree.children.begin()->second.children.empty())
    tree.children.erase(tree.children.begin());
}
