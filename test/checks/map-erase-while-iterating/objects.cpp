// RUN: %verify %s
// RUN: %prove %s
// Mistakes that take several functions, or an object that remembers.
#include <absl/container/flat_hash_map.h>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

// Callback registered through a setter erases from the same map.
namespace callbackRegisteredThroughSetterErases {
class Pool {
public:
  using Callback = std::function<void(int)>;

  void add(int id, bool busy) { slots_[id] = busy; }

  void onIdle(Callback callback) { callback_ = std::move(callback); }

  void release(int id) { slots_.erase(id); } // expected-note {{'slots_' is erased from here}}

  void scan() {
    for (const auto &[id, busy] : slots_) // expected-note {{the loop over 'slots_' starts here}}
      if (!busy && callback_)
        // expected-error@+1 {{calling 'the lambda' erases from 'slots_' and invalidates the}}
        callback_(id);
  }

private:
  std::unordered_map<int, bool> slots_;
  Callback callback_;
};

// proof: { callbackRegisteredThroughSetterErases::Pool pool; pool.add(1, false); pool.add(2, true);
//   callbackRegisteredThroughSetterErases::wire(pool); pool.scan(); } faults "iterator invalidated
//   by erase"
void wire(Pool &pool) {
  // expected-note@+1 {{calling 'release' erases from 'slots_'}}
  pool.onIdle([&pool](int id) { pool.release(id); });
}
} // namespace callbackRegisteredThroughSetterErases

// Observers in a set, notified through a virtual method that unsubscribes.
namespace observersSetNotifiedThroughVirtual {
class Observer;

class Subject {
public:
  void attach(Observer *o) { observers_.insert(o); }

  // expected-note@+1 {{'observers_' is erased from here}}
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
  // expected-note@+1 {{calling 'detach' erases from 'observers_'}}
  void changed(Subject &subject) override { subject.detach(this); }
};

// proof: { using namespace observersSetNotifiedThroughVirtual; OneShot first, second; Subject
//   subject; subject.attach(&first); subject.attach(&second); subject.notify(); } faults "iterator
//   invalidated by erase"
void Subject::notify() {
  for (Observer *o : observers_) // expected-note {{the loop over 'observers_' starts here}}
    // expected-error@+1 {{calling 'changed' erases from 'observers_' and invalidates the}}
    o->changed(*this);
}
} // namespace observersSetNotifiedThroughVirtual

// A method that erases by key is called for each element.
namespace methodThatErasesByKey {
// proof: { methodThatErasesByKey::Registry registry; registry.add(1); registry.add(2);
//   registry.dropAll(); } faults "iterator invalidated by erase"
class Registry {
public:
  void add(int id) { entries_[id] = id; }

  void drop(int id) { entries_.erase(id); } // expected-note {{'entries_' is erased from here}}

  void dropAll() {
    // expected-note@+1 {{the loop over 'entries_' starts here}}
    for (auto it = entries_.begin(); it != entries_.end(); ++it)
      // expected-error@+1 {{calling 'drop' erases from 'entries_' and invalidates the iterator}}
      drop(it->first);
  }

private:
  std::map<int, int> entries_;
};
} // namespace methodThatErasesByKey

// Iterating the set in a flat map entry while inserting.
// proof: iteratingSetFlatMapEntry({{1, {2, 3, 4}}}, 1) faults "iterator invalidated by move"
void iteratingSetFlatMapEntry(absl::flat_hash_map<int, std::set<int>> &m, int k) {
  for (int x : m[k]) // expected-note {{the loop over 'm' starts here}}
    // expected-error@+1 {{inserting into 'm' can invalidate the iterator this loop goes on with}}
    m[x].insert(k);
}

// two-level loop, inner erases outer.
// proof: twoLevelLoopInnerErases({{1, {1, 2}}, {2, {}}}) faults "iterator invalidated by
//   destruction"
void twoLevelLoopInnerErases(std::map<int, std::set<int>> &m) {
  for (auto &[k, deps] : m)
    for (int d : deps) // expected-note {{the loop over 'deps' starts here}}
      // expected-error@+1 {{erasing from 'm' invalidates the iterator this loop goes on with}}
      m.erase(d);
}

// Generic lambda.
// proof: genericLambda({{1, 0}, {2, 1}}) faults "iterator invalidated by erase"
void genericLambda(std::unordered_map<int, int> &m) {
  // expected-note@+1 {{'m' is erased from here}}
  auto drop = [](auto &map, const auto &key) { map.erase(key); };
  for (auto &e : m) // expected-note {{the loop over 'm' starts here}}
    if (e.second == 0)
      // expected-error@+1 {{calling 'drop' erases from 'm' and invalidates the iterator this}}
      drop(m, e.first);
}

// Clear inside recursion.
namespace clearInsideRecursion {
// proof: { clearInsideRecursion::Tree tree; tree.open(-1); tree.open(5); tree.visit(1); } faults
//   "iterator invalidated by clear"
class Tree {
public:
  void open(int id) { open_.insert(id); }

  void visit(int id) {
    if (id < 0) {
      open_.clear(); // expected-note {{'open_' is cleared here}}
      return;
    }
    for (int next : open_) // expected-note {{the loop over 'open_' starts here}}
      // expected-error@+1 {{calling 'visit' clears 'open_' and invalidates the iterator this}}
      visit(next - 1);
  }

private:
  std::set<int> open_;
};
} // namespace clearInsideRecursion

// absl::flat_hash_map too: the erased iterator is not advanced.
// proof: abslFlatHashMapToo({{1, 0}, {5, 1}}, 3) faults "iterator invalidated by erase"
void abslFlatHashMapToo(absl::flat_hash_map<int, int> &m, int lo) {
  for (auto it = m.begin(); it != m.end(); ++it) // expected-note {{the loop over 'm' starts here}}
    if (it->first < lo)
      // expected-error@+1 {{erasing from 'm' invalidates the iterator this loop goes on with}}
      m.erase(it);
}

// Key alias reference param in helper two levels, const auto&.
namespace keyAliasReferenceParamHelper {
struct World {
  std::map<std::string, int> units;

  // expected-note@+1 {{'w.units' is erased from here}}
  void kill(const std::string &name) { units.erase(name); }
};

// proof: { keyAliasReferenceParamHelper::World world{{{"a", 0}, {"b", 1}}};
//   keyAliasReferenceParamHelper::step(world, "a"); } clean
void step(World &w, const std::string &name) {
  w.kill(name); // expected-note {{calling 'kill' erases from 'w.units'}}
}

// proof: keyAliasReferenceParamHelper::tick({{{"a", 0}, {"b", 1}}}) faults "iterator invalidated by
//   erase"
void tick(World &w) {
  for (const auto &u : w.units) // expected-note {{the loop over 'w.units' starts here}}
    if (u.second <= 0)
      // expected-error@+1 {{calling 'step' erases from 'w.units' and invalidates the iterator}}
      step(w, u.first);
}
} // namespace keyAliasReferenceParamHelper

// Iterator held in a struct by value and erased through it.
namespace iteratorHeldStructByValue {
struct Cursor {
  std::map<int, int>::iterator at;
};

// proof: iteratorHeldStructByValue::run({{1, 0}, {2, 1}}) faults "iterator invalidated by erase"
int run(std::map<int, int> &m) {
  Cursor c{m.begin()};
  for (; c.at != m.end(); ++c.at) // expected-note {{the loop over 'm' starts here}}
    if (c.at->second == 0)
      // expected-error@+1 {{erasing from 'm' invalidates the iterator this loop goes on with}}
      m.erase(c.at);
  return 0;
}
} // namespace iteratorHeldStructByValue
