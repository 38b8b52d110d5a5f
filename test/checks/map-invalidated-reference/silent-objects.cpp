// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Several functions or an object that remembers, and all of it is right.
#include <absl/container/flat_hash_map.h>
#include <map>
#include <queue>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

// The name is copied before its owner is erased.
namespace nameCopiedBeforeItsOwner {
// proof: { nameCopiedBeforeItsOwner::Users users; users.add("a", 1); users.removeFirst();
//   users.removeFirst(); } clean
class Users {
public:
  void add(const std::string &name, int age) { users_[name] = age; }

  void remove(const std::string &name) {
    last_ = name;
    users_.erase(name);
  }

  void removeFirst() {
    if (!users_.empty())
      remove(users_.begin()->first);
  }

private:
  std::map<std::string, int> users_;
  std::string last_;
};
} // namespace nameCopiedBeforeItsOwner

// The callee has a copy of its own.
namespace calleeHasCopyItsOwn {
// proof: { calleeHasCopyItsOwn::Users users; users.add("a", 1); users.removeFirst();
//   users.removeFirst(); } clean
class Users {
public:
  void add(const std::string &name, int age) { users_[name] = age; }

  void remove(std::string name) {
    users_.erase(name);
    last_ = name;
  }

  void removeFirst() {
    if (!users_.empty())
      remove(users_.begin()->first);
  }

private:
  std::map<std::string, int> users_;
  std::string last_;
};
} // namespace calleeHasCopyItsOwn

// The cached pointer leads into a node, which growth leaves alone.
namespace cachedPointerLeadsIntoNode {
// proof: { cachedPointerLeadsIntoNode::Symbols symbols; symbols.select(1); for (int id :
//   numbers(20)) symbols.define(id, id); symbols.bump(); } clean
class Symbols {
public:
  void select(int id) { current_ = &values_[id]; }

  void define(int id, int v) { values_[id] = v; }

  void bump() {
    if (current_)
      ++*current_;
  }

private:
  std::unordered_map<int, int> values_;
  int *current_ = nullptr;
};
} // namespace cachedPointerLeadsIntoNode

// Whoever changes the table forgets the cached pointer.
namespace whoeverChangesTableForgetsCached {
// proof: { whoeverChangesTableForgetsCached::Symbols symbols; symbols.select(1); symbols.bump();
//   for (int id : numbers(20)) symbols.define(id, id); symbols.bump(); } clean
class Symbols {
public:
  void select(int id) { current_ = &values_[id]; }

  void define(int id, int v) {
    values_[id] = v;
    current_ = nullptr;
  }

  void bump() {
    if (current_)
      ++*current_;
  }

private:
  absl::flat_hash_map<int, int> values_;
  int *current_ = nullptr;
};
} // namespace whoeverChangesTableForgetsCached

// Whoever clears the table also resets the id without which the pointer is not looked at.
namespace whoeverClearsTableAlsoResets {
// proof: { whoeverClearsTableAlsoResets::Cache cache; cache.get(1); show(cache.get(1));
//   cache.clear(); show(cache.get(1)); } clean
class Cache {
public:
  const std::string &get(int id) {
    if (lastId_ == id)
      return *last_;
    last_ = &texts_[id];
    lastId_ = id;
    return *last_;
  }

  void clear() {
    texts_.clear();
    lastId_ = -1;
  }

private:
  std::map<int, std::string> texts_;
  const std::string *last_ = nullptr;
  int lastId_ = -1;
};
} // namespace whoeverClearsTableAlsoResets

// The pointers are dropped together with what they point to.
namespace pointersAreDroppedTogetherWhat {
struct Row {
  int n = 0;
};

// proof: { pointersAreDroppedTogetherWhat::Table table; table.add(1); table.reset();
//   table.add(2)->n = 5; show(table.total()); } clean
class Table {
public:
  Row *add(int id) {
    Row &r = rows_[id];
    order_.push_back(&r);
    return &r;
  }

  void reset() {
    order_.clear();
    rows_.clear();
  }

  int total() const {
    int sum = 0;
    for (const Row *r : order_)
      sum += r->n;
    return sum;
  }

private:
  std::map<int, Row> rows_;
  std::vector<Row *> order_;
};
} // namespace pointersAreDroppedTogetherWhat

// The worklist holds keys.
// proof: worklistHoldsKeys({{1, {2, 3, 4}}, {2, {5}}}, 1) clean
int worklistHoldsKeys(absl::flat_hash_map<int, std::vector<int>> &graph, int root) {
  std::queue<int> work;
  work.push(root);
  int n = 0;
  while (!work.empty()) {
    int now = work.front();
    work.pop();
    ++n;
    for (int next : graph[now])
      work.push(next);
  }
  return n;
}

// The entry is looked up again after the recursion.
namespace entryLookedUpAgainAfter {
// proof: { entryLookedUpAgainAfter::Types types; types.define(1, {2, 3}); types.define(2, {});
//   types.define(3, {2}); show(types.size(1)); } clean
class Types {
public:
  void define(int id, std::vector<int> parts) { parts_[id] = std::move(parts); }

  int size(int id) {
    auto [it, isNew] = sizes_.try_emplace(id, 0);
    if (!isNew)
      return it->second;
    int sum = 0;
    for (int part : parts_.at(id))
      sum += size(part);
    sizes_[id] = sum;
    return sum;
  }

private:
  std::unordered_map<int, int> sizes_;
  std::map<int, std::vector<int>> parts_;
};
} // namespace entryLookedUpAgainAfter

// The helper rehashes, and references stay.
namespace helperRehashesReferencesStay {
// proof: helperRehashesReferencesStay::touch({{1, 1}}, 2) clean
void touch(std::unordered_map<int, int> &m, int k) {
  m.emplace(k, 0);
}

// proof: helperRehashesReferencesStay::run({{1, 1}}, 1, 2) clean
int run(std::unordered_map<int, int> &m, int a, int b) {
  int &v = m.at(a);
  touch(m, b);
  return v;
}
} // namespace helperRehashesReferencesStay

// The getter gives a copy.
namespace getterGivesCopy {
class Store {
public:
  void add(int id, std::string text) { texts_[id] = std::move(text); }

  std::string text(int id) const { return texts_.at(id); }

  void forget(int id) { texts_.erase(id); }

private:
  std::map<int, std::string> texts_;
};

// proof: { getterGivesCopy::Store store; store.add(1, "a"); show(getterGivesCopy::run(store, 1)); }
//   clean
std::size_t run(Store &s, int id) {
  std::string t = s.text(id);
  s.forget(id);
  return t.size();
}
} // namespace getterGivesCopy

// It is erased from another object.
namespace itErasedFromAnotherObject {
class Store {
public:
  void add(int id, std::string text) { texts_[id] = std::move(text); }

  std::string &text(int id) { return texts_.at(id); }

  void forget(int id) { texts_.erase(id); }

private:
  std::map<int, std::string> texts_;
};

// proof: { itErasedFromAnotherObject::Store store, other; store.add(1, "a"); other.add(1, "b");
//   show(itErasedFromAnotherObject::run(store, other, 1)); } clean
std::size_t run(Store &s, Store &other, int id) {
  std::string &t = s.text(id);
  other.forget(id);
  return t.size();
}
} // namespace itErasedFromAnotherObject

// The iterator becomes what erase() returns.
// proof: iteratorBecomesWhatEraseReturns({{1, 1}, {2, 2}}, 1) clean
int iteratorBecomesWhatEraseReturns(std::map<int, int> &m, int k) {
  auto it = m.find(k);
  if (it != m.end()) {
    it = m.erase(it);
  }
  return it == m.end() ? 0 : it->second;
}

// Each round looks up its own iterator.
// proof: eachRoundLooksUpIts({{1, 1}}, {1, 2, 3, 1}) clean
void eachRoundLooksUpIts(std::unordered_map<int, int> &m, const std::vector<int> &keys) {
  for (int k : keys) {
    auto it = m.find(k);
    if (it == m.end())
      it = m.emplace(k, 0).first;
    ++it->second;
  }
}

// The whole range goes, and nobody looks at its ends again.
// proof: wholeRangeGoesNobodyLooks({{1, 1}, {1, 2}, {2, 3}}, 1) clean
void wholeRangeGoesNobodyLooks(std::multimap<int, int> &m, int k) {
  auto [lo, hi] = m.equal_range(k);
  m.erase(lo, hi);
}
