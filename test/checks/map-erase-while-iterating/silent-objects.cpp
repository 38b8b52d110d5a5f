// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Several functions or an object that remembers, and all of it is right.
#include <absl/container/flat_hash_map.h>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

// The callback only counts.
namespace callbackOnlyCounts {
class Pool {
public:
  using Callback = std::function<void(int)>;

  void add(int id, bool busy) { slots_[id] = busy; }

  void onIdle(Callback callback) { callback_ = std::move(callback); }

  void release(int id) { slots_.erase(id); }

  void scan() {
    for (const auto &[id, busy] : slots_)
      if (!busy && callback_)
        callback_(id);
  }

private:
  std::unordered_map<int, bool> slots_;
  Callback callback_;
};

// proof: { callbackOnlyCounts::Pool pool; pool.add(1, true); show(callbackOnlyCounts::wire(pool));
//   pool.release(1); pool.scan(); } clean
int wire(Pool &pool) {
  int n = 0;
  pool.onIdle([&n](int) { ++n; });
  return n;
}
} // namespace callbackOnlyCounts

// While the loop runs, removals are put off: the flag says so.
namespace whileLoopRunsRemovalsAre {
class Pool {
public:
  using Callback = std::function<void(int)>;

  void add(int id, bool busy) { slots_[id] = busy; }

  void onIdle(Callback callback) { callback_ = std::move(callback); }

  void release(int id) {
    if (scanning_) {
      dead_.push_back(id);
      return;
    }
    slots_.erase(id);
  }

  void scan() {
    scanning_ = true;
    for (const auto &[id, busy] : slots_)
      if (!busy && callback_)
        callback_(id);
    scanning_ = false;
    for (int id : dead_)
      slots_.erase(id);
    dead_.clear();
  }

private:
  std::unordered_map<int, bool> slots_;
  std::vector<int> dead_;
  bool scanning_ = false;
  Callback callback_;
};

// proof: { whileLoopRunsRemovalsAre::Pool pool; pool.add(1, false); pool.add(2, true);
//   whileLoopRunsRemovalsAre::wire(pool); pool.scan(); pool.release(2); } clean
void wire(Pool &pool) {
  pool.onIdle([&pool](int id) { pool.release(id); });
}
} // namespace whileLoopRunsRemovalsAre

// The observers that are notified stand in a copy.
namespace observersThatAreNotifiedStand {
class Observer;

class Subject {
public:
  void attach(Observer *o) { observers_.insert(o); }

  void detach(Observer *o) { observers_.erase(o); }

  void notify();

private:
  std::set<Observer *> observers_;
};

class Observer {
public:
  virtual ~Observer() = default;
  virtual void changed(Subject &subject) = 0;
};

class OneShot : public Observer {
public:
  void changed(Subject &subject) override { subject.detach(this); }
};

// proof: { using namespace observersThatAreNotifiedStand; OneShot first, second; Subject subject;
//   subject.attach(&first); subject.attach(&second); subject.notify(); } clean
void Subject::notify() {
  const auto snapshot = observers_;
  for (Observer *o : snapshot)
    o->changed(*this);
}
} // namespace observersThatAreNotifiedStand

// The iterator has moved on before the callee erases.
namespace iteratorHasMovedBeforeCallee {
struct Session {
  bool closed = false;
};

// proof: { iteratorHasMovedBeforeCallee::Server server; server.open(1, true); server.open(2,
//   false); server.open(3, true); server.sweep(); } clean
class Server {
public:
  void open(int id, bool closed) { sessions_[id].closed = closed; }

  void close(int id) { sessions_.erase(id); }

  void sweep() {
    for (auto it = sessions_.begin(); it != sessions_.end();) {
      auto current = it++;
      if (current->second.closed)
        close(current->first);
    }
  }

private:
  std::map<int, Session> sessions_;
};
} // namespace iteratorHasMovedBeforeCallee

// Each round begins anew at begin().
namespace eachRoundBeginsAnewAt {
// proof: { eachRoundBeginsAnewAt::Registry registry; registry.add(1); registry.add(2);
//   registry.dropAll(); } clean
class Registry {
public:
  void add(int id) { entries_[id] = id; }

  void drop(int id) { entries_.erase(id); }

  void dropAll() {
    while (!entries_.empty())
      drop(entries_.begin()->first);
  }

private:
  std::map<int, int> entries_;
};
} // namespace eachRoundBeginsAnewAt

// Moving a vector leaves its buffer where it is.
// proof: movingVectorLeavesItsBuffer({{1, {7}}}, 1) clean
int movingVectorLeavesItsBuffer(absl::flat_hash_map<int, std::vector<int>> &m, int k) {
  int &first = m[k].front();
  m[k + 1].push_back(0);
  return first;
}

// Moving a unique_ptr leaves its object where it is.
// proof: { absl::flat_hash_map<int, std::unique_ptr<int>> table; table[1] =
//   std::make_unique<int>(7); show(movingUniquePtrLeavesIts(table, 1)); } clean
int movingUniquePtrLeavesIts(absl::flat_hash_map<int, std::unique_ptr<int>> &m, int k) {
  int &first = *m.at(k);
  m[k + 1] = nullptr;
  return first;
}

// Only the inner set changes.
// proof: onlyInnerSetChanges({{1, {1, 2}}, {2, {2}}}, 2) clean
void onlyInnerSetChanges(std::map<int, std::set<int>> &m, int dead) {
  for (auto &[k, deps] : m)
    deps.erase(dead);
}

// The closure is given another map.
// proof: closureGivenAnotherMap({{1, 0}, {2, 1}}, {{1, 5}}) clean
void closureGivenAnotherMap(std::unordered_map<int, int> &m, std::unordered_map<int, int> &other) {
  auto drop = [](auto &map, const auto &key) { map.erase(key); };
  for (auto &e : m)
    if (e.second == 0)
      drop(other, e.first);
}

// The exception leaves the loop.
// proof: { std::map<int, int> table{{1, -1}, {2, 1}}; try { exceptionLeavesLoop(table); } catch
//   (int thrown) { show(thrown, table); } } clean
void exceptionLeavesLoop(std::map<int, int> &m) {
  for (auto it = m.begin(); it != m.end(); ++it)
    if (it->second < 0) {
      m.erase(it);
      throw 1;
    }
}

// The loop begins anew after each removal.
// proof: loopBeginsAnewAfterEach({{1, -1}, {2, 1}, {3, -1}}) clean
void loopBeginsAnewAfterEach(std::map<int, int> &m) {
  for (auto it = m.begin(); it != m.end();) {
    if (it->second < 0) {
      m.erase(it);
      it = m.begin();
    } else {
      ++it;
    }
  }
}

// The next position is saved before the element goes.
// proof: nextPositionSavedBeforeElement({{1, -1}, {2, 1}, {3, -1}}) clean
void nextPositionSavedBeforeElement(std::map<int, int> &m) {
  for (auto it = m.begin(), next = it; it != m.end(); it = next) {
    ++next;
    if (it->second < 0)
      m.erase(it);
  }
}

// std::erase_if does it all.
// proof: eraseIfDoesItAll({{1, -1}, {2, 1}, {3, -1}}) clean
void eraseIfDoesItAll(std::map<int, int> &m) {
  std::erase_if(m, [](const auto &e) { return e.second < 0; });
}

// absl::flat_hash_map leaves the other iterators alone, and this one has moved on.
// proof: abslFlatHashMapLeaves({{1, 0}, {5, 1}, {2, 2}}, 3) clean
void abslFlatHashMapLeaves(absl::flat_hash_map<int, int> &m, int lo) {
  for (auto it = m.begin(); it != m.end();) {
    if (it->first < lo)
      m.erase(it++);
    else
      ++it;
  }
}

// The names are collected first.
namespace namesAreCollectedFirst {
struct World {
  std::map<std::string, int> units;

  void kill(const std::string &name) { units.erase(name); }
};

// proof: namesAreCollectedFirst::tick({{{"a", 0}, {"b", 1}}}) clean
void tick(World &w) {
  std::vector<std::string> dead;
  for (const auto &u : w.units)
    if (u.second <= 0)
      dead.push_back(u.first);
  for (const auto &d : dead)
    w.kill(d);
}
} // namespace namesAreCollectedFirst
