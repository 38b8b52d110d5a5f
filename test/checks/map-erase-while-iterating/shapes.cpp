// RUN: %verify %s
// RUN: %prove %s
// The same mistake in the many ways people write it.
#include <algorithm>
#include <functional>
#include <map>
#include <ranges>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

// Callee two calls down.
namespace calleeTwoCallsDown {
using Jobs = std::map<int, std::string>;

// proof: calleeTwoCallsDown::unlink({{1, "a"}, {2, "b"}}, 1) clean
void unlink(Jobs &jobs, int id) {
  jobs.erase(id); // expected-note {{'jobs' is erased from here}}
}

// proof: calleeTwoCallsDown::finish({{1, "a"}, {2, "b"}}, 1, true) clean
void finish(Jobs &jobs, int id, bool log) {
  if (log)
    unlink(jobs, id); // expected-note {{calling 'unlink' erases from 'jobs'}}
}

// proof: calleeTwoCallsDown::run({{1, "a"}, {2, "b"}}) faults "iterator invalidated by erase"
void run(Jobs &jobs) {
  for (auto &job : jobs) // expected-note {{the loop over 'jobs' starts here}}
    // expected-error@+1 {{calling 'finish' erases from 'jobs' and invalidates the iterator}}
    finish(jobs, job.first, true);
}
} // namespace calleeTwoCallsDown

// Virtual callback of own class overrides erases.
namespace virtualCallbackOwnClassOverrides {
struct Listener {
  virtual ~Listener() = default;
  virtual void fired(int id) = 0;
};

// proof: { using namespace virtualCallbackOwnClassOverrides; Hub hub; Once once(hub); hub.add(1,
//   &once); hub.add(2, &once); hub.fire(); } faults "iterator invalidated by erase"
class Hub {
public:
  void add(int id, Listener *l) { listeners_[id] = l; }

  // expected-note@+1 {{'listeners_' is erased from here}}
  void remove(int id) { listeners_.erase(id); }

  void fire() {
    for (auto &[id, l] : listeners_) // expected-note {{the loop over 'listeners_' starts here}}
      // expected-error@+1 {{calling 'fired' erases from 'listeners_' and invalidates the}}
      l->fired(id);
  }

private:
  std::map<int, Listener *> listeners_;
};

class Once : public Listener {
public:
  explicit Once(Hub &hub) : hub_(hub) {}

  // expected-note@+1 {{calling 'remove' erases from 'listeners_'}}
  void fired(int id) override { hub_.remove(id); }

private:
  Hub &hub_;
};
} // namespace virtualCallbackOwnClassOverrides

// std::function stored in a member, set in constructor, erases while iterated.
namespace functionStoredMemberSetConstructor {
// proof: { functionStoredMemberSetConstructor::Timers timers; timers.add(1, 5); timers.add(2, 9);
//   timers.tick(6); } faults "iterator invalidated by erase"
class Timers {
public:
  Timers() {
    // expected-note@+1 {{'timers_' is erased from here}}
    onExpired_ = [this](int id) { timers_.erase(id); };
  }

  void add(int id, int at) { timers_[id] = at; }

  void tick(int now) {
    for (auto &[id, at] : timers_) // expected-note {{the loop over 'timers_' starts here}}
      if (at <= now)
        // expected-error@+1 {{calling 'the lambda' erases from 'timers_' and invalidates the}}
        onExpired_(id);
  }

private:
  std::unordered_map<int, int> timers_;
  std::function<void(int)> onExpired_;
};
} // namespace functionStoredMemberSetConstructor

// getter's reference iterated while another class removes.
namespace getterSReferenceIteratedWhile {
class Registry {
public:
  const std::map<std::string, int> &entries() const { return entries_; }

  void add(const std::string &name, int uses) { entries_[name] = uses; }

  // expected-note@+1 {{'registry_->entries_' is erased from here}}
  void remove(const std::string &name) { entries_.erase(name); }

private:
  std::map<std::string, int> entries_;
};

// proof: { using namespace getterSReferenceIteratedWhile; Registry registry; registry.add("a", 1);
//   registry.add("b", 9); Cleaner(registry).sweep(5); } faults "iterator invalidated by erase"
class Cleaner {
public:
  explicit Cleaner(Registry &r) : registry_(r) {}

  void sweep(int limit) {
    // expected-note@+1 {{the loop over 'registry_->entries_' starts here}}
    for (const auto &entry : registry_.entries())
      if (entry.second > limit)
        // expected-error@+1 {{calling 'remove' erases from 'registry_->entries_' and}}
        registry_.remove(entry.first);
  }

private:
  Registry &registry_;
};
} // namespace getterSReferenceIteratedWhile

// Local lambda erases.
// proof: localLambdaErases({{1, -1}, {2, 1}}) faults "iterator invalidated by erase"
void localLambdaErases(std::map<int, int> &m) {
  auto drop = [&](int key) { m.erase(key); }; // expected-note {{'m' is erased from here}}
  for (const auto &[key, value] : m) // expected-note {{the loop over 'm' starts here}}
    if (value < 0)
      // expected-error@+1 {{calling 'drop' erases from 'm' and invalidates the iterator this}}
      drop(key);
}

// Recursive lambda via std::function.
// proof: recursiveLambdaViaFunction({{1, {2, 3}}, {4, {}}}) faults "iterator invalidated by
//   insertion" unseen: libstdc++ keeps its nodes
int recursiveLambdaViaFunction(std::unordered_map<int, std::vector<int>> &graph) {
  std::function<void(int)> visit = [&](int node) {
    for (int next : graph[node]) // expected-note {{'graph' is inserted into here}}
      visit(next); // expected-note {{calling 'the lambda' inserts into 'graph'}}
  };
  for (auto &entry : graph) // expected-note {{the loop over 'graph' starts here}}
    // expected-error@+1 {{calling 'the lambda' inserts into 'graph' and can invalidate the}}
    visit(entry.first);
  return 0;
}

// std::for_each with a lambda that erases from the same map.
// proof: forEachLambdaThatErases({{1, 0}, {2, 1}}) faults "iterator invalidated by erase"
void forEachLambdaThatErases(std::map<int, int> &m) {
  // expected-note@+1 {{this call goes over 'm'}}
  std::for_each(m.begin(), m.end(), [&](const std::pair<const int, int> &e) {
    if (e.second == 0)
      // expected-error@+1 {{erasing from 'm' invalidates the iterator this loop goes on with}}
      m.erase(e.first);
  });
}

// Erase by key derived from the iterator.
// proof: eraseByKeyDerivedFrom({{"", 0}, {"a", 1}}) faults "iterator invalidated by erase"
void eraseByKeyDerivedFrom(std::map<std::string, int> &m) {
  // expected-note@+1 {{the loop over 'm' starts here}}
  for (auto it = m.begin(); it != m.end(); ++it) {
    const std::string &name = it->first;
    if (name.empty())
      // expected-error@+1 {{erasing from 'm' invalidates the iterator this loop goes on with}}
      m.erase(name);
  }
}

// equal_range loop erases.
// proof: equalRangeLoopErases({{1, 0}, {1, 1}, {2, 2}}, 1) faults "iterator invalidated by erase"
void equalRangeLoopErases(std::multimap<int, int> &m, int k) {
  auto range = m.equal_range(k);
  // expected-note@+1 {{the loop over 'm' starts here}}
  for (auto it = range.first; it != range.second; ++it)
    if (it->second == 0)
      // expected-error@+1 {{erasing from 'm' invalidates the iterator this loop goes on with}}
      m.erase(it);
}

// Ranges view over keys, erases inside.
// proof: rangesViewOverKeysErases({{-1, 0}, {2, 1}}) faults "iterator invalidated by erase"
void rangesViewOverKeysErases(std::map<int, int> &m) {
  for (int key : m | std::views::keys) // expected-note {{the loop over 'm' starts here}}
    if (key < 0)
      // expected-error@+1 {{erasing from 'm' invalidates the iterator this loop goes on with}}
      m.erase(key);
}

// views::filter over map.
// proof: viewsFilterOverMap({{1, 0}, {2, 1}}) faults "iterator invalidated by erase"
void viewsFilterOverMap(std::map<int, int> &m) {
  // expected-note@+1 {{the loop over 'm' starts here}}
  for (auto &kv : m | std::views::filter([](const auto &e) { return e.second == 0; }))
    // expected-error@+1 {{erasing from 'm' invalidates the iterator this loop goes on with}}
    m.erase(kv.first);
}

// Iterator passed to a helper that erases it.
// proof: { std::map<int, int> table{{1, 0}}; iteratorPassedHelperThatErasesHelper(table,
//   table.begin()); show(table); } clean
void iteratorPassedHelperThatErasesHelper(std::map<int, int> &m, std::map<int, int>::iterator it) {
  m.erase(it); // expected-note {{'m' is erased from here}}
}

// proof: iteratorPassedHelperThatErases({{1, 0}, {2, 1}}) faults "iterator invalidated by erase"
void iteratorPassedHelperThatErases(std::map<int, int> &m) {
  for (auto it = m.begin(); it != m.end(); ++it) // expected-note {{the loop over 'm' starts here}}
    if (it->second == 0)
      // expected-error@+1 {{calling 'iteratorPassedHelperThatErasesHelper' erases from 'm' and}}
      iteratorPassedHelperThatErasesHelper(m, it);
}

// While loop.
// proof: whileLoop({1, 2}) faults "iterator invalidated by erase"
void whileLoop(std::set<int> &s) {
  auto it = s.begin();
  while (it != s.end()) { // expected-note {{the loop over 's' starts here}}
    if (*it % 2)
      // expected-error@+1 {{erasing from 's' invalidates the iterator this loop goes on with}}
      s.erase(it);
    ++it;
  }
}

// Do while.
// proof: doWhile({1, 2}) faults "iterator invalidated by erase"
void doWhile(std::set<int> &s) {
  auto it = s.begin();
  if (it == s.end())
    return;
  do {
    if (*it % 2)
      // expected-error@+1 {{erasing from 's' invalidates the iterator this loop goes on with}}
      s.erase(it);
  } while (++it != s.end()); // expected-note {{the loop over 's' starts here}}
}

// Switch in loop.
// proof: switchLoop({{1, 0}, {2, 1}}) faults "iterator invalidated by erase"
void switchLoop(std::map<int, int> &m) {
  // expected-note@+1 {{the loop over 'm' starts here}}
  for (auto it = m.begin(); it != m.end(); ++it) {
    switch (it->second) {
    // expected-error@+1 {{erasing from 'm' invalidates the iterator this loop goes on with}}
    case 0: m.erase(it); break;
    default: it->second--;
    }
  }
}

// Insertion in range for (unordered).
// proof: insertionRangeForUnordered({{1, 0}, {2, 1}}) faults "iterator invalidated by insertion"
//   unseen: libstdc++ keeps its nodes
void insertionRangeForUnordered(std::unordered_map<int, int> &m) {
  for (auto &[k, v] : m) // expected-note {{the loop over 'm' starts here}}
    if (v == 0)
      // expected-error@+1 {{inserting into 'm' can invalidate the iterator this loop goes on with}}
      m[k + 100] = 1;
}
