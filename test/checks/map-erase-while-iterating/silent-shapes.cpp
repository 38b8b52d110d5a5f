// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Looks like the mistake, and is right.
#include <algorithm>
#include <functional>
#include <map>
#include <ranges>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

// The loop is left right after the callee has erased.
namespace loopLeftRightAfterCallee {
using Jobs = std::map<int, std::string>;

// proof: loopLeftRightAfterCallee::unlink({{1, "a"}, {2, "b"}}, 1) clean
void unlink(Jobs &jobs, int id) {
  jobs.erase(id);
}

// proof: loopLeftRightAfterCallee::finish({{1, "a"}, {2, "b"}}, 1) clean
void finish(Jobs &jobs, int id) {
  unlink(jobs, id);
}

// proof: loopLeftRightAfterCallee::run({{1, "a"}, {2, "b"}}, 1) clean
void run(Jobs &jobs, int id) {
  for (auto &job : jobs)
    if (job.first == id) {
      finish(jobs, job.first);
      break;
    }
}
} // namespace loopLeftRightAfterCallee

// The getter gives a copy to iterate over.
namespace getterGivesCopyIterateOver {
class Registry {
public:
  std::map<std::string, int> entries() const { return entries_; }

  void add(const std::string &name, int uses) { entries_[name] = uses; }

  void remove(const std::string &name) { entries_.erase(name); }

private:
  std::map<std::string, int> entries_;
};

// proof: { getterGivesCopyIterateOver::Registry registry; registry.add("a", 1); registry.add("b",
//   9); getterGivesCopyIterateOver::sweep(registry, 5); show(registry.entries()); } clean
void sweep(Registry &r, int limit) {
  for (const auto &entry : r.entries())
    if (entry.second > limit)
      r.remove(entry.first);
}
} // namespace getterGivesCopyIterateOver

// The closure that calls itself only reads.
// proof: closureThatCallsItselfOnly({{1, {2, 3}}, {2, {4}}, {4, {}}}) clean
int closureThatCallsItselfOnly(const std::unordered_map<int, std::vector<int>> &graph) {
  int visited = 0;
  std::function<void(int)> visit = [&](int node) {
    ++visited;
    auto it = graph.find(node);
    if (it == graph.end())
      return;
    for (int next : it->second)
      visit(next);
  };
  for (auto &entry : graph)
    visit(entry.first);
  return visited;
}

// The closure collects; the map changes afterwards.
// proof: closureCollectsMapChangesAfterwards({{1, 0}, {2, 1}, {3, 0}}) clean
void closureCollectsMapChangesAfterwards(std::map<int, int> &m) {
  std::vector<int> dead;
  std::for_each(m.begin(), m.end(), [&](const auto &e) {
    if (e.second == 0)
      dead.push_back(e.first);
  });
  for (int k : dead)
    m.erase(k);
}

// The iterator has moved on before its element goes.
// proof: iteratorHasMovedBeforeIts({{"long", 0}, {"a", 1}, {"longer", 2}}) clean
void iteratorHasMovedBeforeIts(std::map<std::string, int> &m) {
  for (auto it = m.begin(); it != m.end();) {
    std::string name = it->first;
    ++it;
    if (name.size() > 3)
      m.erase(name);
  }
}

// The iterator moves on before erase() gets its old value, and the end of the range stays.
// proof: iteratorMovesBeforeEraseGets({{1, 0}, {1, 1}, {1, 0}, {2, 0}}, 1) clean
void iteratorMovesBeforeEraseGets(std::multimap<int, int> &m, int k) {
  auto range = m.equal_range(k);
  for (auto it = range.first; it != range.second;) {
    if (it->second == 0)
      m.erase(it++);
    else
      ++it;
  }
}

// The keys are copied into a vector first.
// proof: keysAreCopiedIntoVector({{1, 0}, {2, 1}}) clean
void keysAreCopiedIntoVector(std::map<int, int> &m) {
  std::vector<int> keys;
  for (int key : m | std::views::keys)
    keys.push_back(key);
  for (int key : keys)
    m.erase(key);
}

// The helper returns the iterator to go on with.
// proof: { std::map<int, int> table{{1, 0}, {2, 1}}; show(helperReturnsIteratorGoHelper(table,
//   table.begin())->second); } clean
std::map<int, int>::iterator helperReturnsIteratorGoHelper(std::map<int, int> &m,
                                                           std::map<int, int>::iterator it) {
  return m.erase(it);
}

// proof: helperReturnsIteratorGo({{1, 0}, {2, 1}, {3, 0}}) clean
void helperReturnsIteratorGo(std::map<int, int> &m) {
  for (auto it = m.begin(); it != m.end();) {
    if (it->second == 0)
      it = helperReturnsIteratorGoHelper(m, it);
    else
      ++it;
  }
}

// The helper sets the iterator it was given to the next element.
// proof: { std::map<int, int> table{{1, 0}, {2, 1}}; auto at = table.begin();
//   helperSetsIteratorItWasHelper(table, at); show(at->second); } clean
void helperSetsIteratorItWasHelper(std::map<int, int> &m, std::map<int, int>::iterator &it) {
  it = m.erase(it);
}

// proof: helperSetsIteratorItWas({{1, 0}, {2, 1}, {3, 0}}) clean
void helperSetsIteratorItWas(std::map<int, int> &m) {
  for (auto it = m.begin(); it != m.end();) {
    if (it->second == 0)
      helperSetsIteratorItWasHelper(m, it);
    else
      ++it;
  }
}

// The loop is left with goto.
// proof: loopLeftGoto({1, 4, 9}) clean
void loopLeftGoto(std::set<int> &s) {
  for (auto it = s.begin(); it != s.end(); ++it)
    if (*it == 4) {
      s.erase(it);
      goto done;
    }
done:
  s.insert(4);
}

// The arm that erases returns.
// proof: armThatErasesReturns({{1, 2}, {2, 0}, {3, 0}}) clean
void armThatErasesReturns(std::map<int, int> &m) {
  for (auto it = m.begin(); it != m.end(); ++it) {
    switch (it->second) {
    case 0: m.erase(it); return;
    default: it->second--;
    }
  }
}

// Insertions leave the iterators of std::map alone.
// proof: insertionsLeaveIteratorsMapAlone({{1, 0}, {2, 1}, {3, 0}}) clean
void insertionsLeaveIteratorsMapAlone(std::map<int, int> &m) {
  for (auto &[k, v] : m)
    if (v == 0 && k < 100)
      m[k + 100] = 1;
}

// The key is there: nothing is inserted.
// proof: keyThereNothingInserted({{1, 0}, {2, 1}}) clean
void keyThereNothingInserted(std::unordered_map<int, int> &m) {
  for (auto &[k, v] : m)
    m[k] = v + 1;
}
