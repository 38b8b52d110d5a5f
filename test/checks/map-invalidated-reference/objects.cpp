// RUN: %verify %s
// RUN: %prove %s
// Mistakes that take several functions, or an object that remembers.
#include <absl/container/flat_hash_map.h>
#include <llvm/ADT/DenseMap.h>
#include <map>
#include <memory>
#include <queue>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

// Reference argument used in the callee after it erased.
namespace referenceArgumentUsedCalleeAfter {
// proof: { referenceArgumentUsedCalleeAfter::Users users; users.add("a", 1); users.removeFirst(); }
//   faults "reference invalidated by erase"
class Users {
public:
  void add(const std::string &name, int age) { users_[name] = age; }

  void remove(const std::string &name) {
    users_.erase(name); // expected-note {{'users_' is erased from here}}
    // expected-error@+1 {{reference into 'users_' is used after erasing from 'users_'}}
    last_ = name;
  }

  void removeFirst() {
    if (!users_.empty())
      // expected-note@+2 {{calling 'remove' erases from 'users_'}}
      // expected-note@+1 {{calling 'remove' leads there}}
      remove(users_.begin()->first);
  }

private:
  std::map<std::string, int> users_;
  std::string last_;
};
} // namespace referenceArgumentUsedCalleeAfter

// Pointer member cached, flat map grows in another method.
namespace pointerMemberCachedFlatMap {
// proof: { pointerMemberCachedFlatMap::Symbols symbols; symbols.select(1); for (int id :
//   numbers(20)) symbols.define(id, id); symbols.bump(); } faults "reference invalidated by
//   insertion"
class Symbols {
public:
  int *select(int id) {
    current_ = &values_[id];
    return current_;
  }

  // expected-note@+2 {{'values_' is inserted into here}}
  // expected-note@+1 {{an earlier call of this leaves it behind}}
  void define(int id, int v) { values_[id] = v; }

  void bump() {
    if (current_)
      // expected-error@+1 {{reference into 'values_' is used after inserting into 'values_'}}
      ++*current_;
  }

private:
  absl::flat_hash_map<int, int> values_;
  int *current_ = nullptr;
};
} // namespace pointerMemberCachedFlatMap

// clear() leaves the cached pointer behind.
namespace clearLeavesCachedPointerBehind {
// proof: { clearLeavesCachedPointerBehind::Cache cache; cache.get(1); cache.clear();
//   show(*cache.get(1).data()); } faults "reference invalidated by clear"
class Cache {
public:
  const std::string &get(int id) {
    if (lastId_ == id && last_ != nullptr)
      // expected-error@+1 {{reference into 'texts_' is used after clearing 'texts_'}}
      return *last_;
    last_ = &texts_[id];
    lastId_ = id;
    return *last_;
  }

  // expected-note@+2 {{'texts_' is cleared here}}
  // expected-note@+1 {{an earlier call of this leaves it behind}}
  void clear() { texts_.clear(); }

private:
  std::map<int, std::string> texts_;
  const std::string *last_ = nullptr;
  int lastId_ = -1;
};
} // namespace clearLeavesCachedPointerBehind

// Element pointers in a member vector, table cleared.
namespace elementPointersMemberVectorTable {
struct Row {
  int n = 0;
};

// proof: { elementPointersMemberVectorTable::Table table; table.add(1); table.reset();
//   show(table.total()); } faults "reference invalidated by clear"
class Table {
public:
  Row *add(int id) {
    Row &r = rows_[id];
    order_.push_back(&r);
    return &r;
  }

  // expected-note@+2 {{'rows_' is cleared here}}
  // expected-note@+1 {{an earlier call of this leaves it behind}}
  void reset() { rows_.clear(); }

  int total() const {
    int sum = 0;
    for (const Row *r : order_)
      sum += r->n; // expected-error {{pointer 'r' is used after clearing 'rows_' invalidated it}}
    return sum;
  }

private:
  std::map<int, Row> rows_;
  std::vector<Row *> order_;
};
} // namespace elementPointersMemberVectorTable

// Struct holding a reference into DenseMap.
namespace structHoldingReferenceIntoDenseMap {
struct State {
  int n = 0;
};

struct Frame {
  State &state;
  int depth;
};

// proof: structHoldingReferenceIntoDenseMap::walk(numbers(20)) faults "reference invalidated by
//   insertion"
int walk(const std::vector<int> &ids) {
  llvm::DenseMap<int, State> states;
  std::vector<Frame> frames;
  for (int id : ids)
    // expected-note@+2 {{'states' is inserted into here}}
    // expected-note@+1 {{it is obtained here}}
    frames.push_back(Frame{states[id], 1});
  int sum = 0;
  for (auto &f : frames)
    // expected-error@+1 {{reference into 'states' is used after inserting into 'states' may}}
    sum += f.state.n;
  return sum;
}
} // namespace structHoldingReferenceIntoDenseMap

// Worklist of pointers into a growing flat map.
// proof: worklistPointersIntoGrowingFlat({{1, {2, 3, 4}}}, 1) faults "reference invalidated by
//   insertion"
int worklistPointersIntoGrowingFlat(absl::flat_hash_map<int, std::vector<int>> &graph, int root) {
  std::queue<std::vector<int> *> work;
  work.push(&graph[root]); // expected-note {{'now' is obtained here}}
  int n = 0;
  while (!work.empty()) {
    std::vector<int> *now = work.front();
    work.pop();
    ++n;
    for (int next : *now) // expected-note {{it is used here}}
      // expected-error@+2 {{pointer 'now' is used after inserting into 'graph' may have}}
      // expected-note@+1 {{'graph' is inserted into here}}
      work.push(&graph[next]);
  }
  return n;
}

// Reference to unique_ptr itself.
// proof: { absl::flat_hash_map<int, std::unique_ptr<int>> table; table[1] =
//   std::make_unique<int>(7); show(referenceUniquePtrItself(table, 1)); } faults "reference
//   invalidated by insertion"
int referenceUniquePtrItself(absl::flat_hash_map<int, std::unique_ptr<int>> &m, int k) {
  auto &first = m.at(k); // expected-note {{'first' is obtained here}}
  m[k + 1] = nullptr; // expected-note {{'m' is inserted into here}}
  // expected-error@+1 {{reference 'first' is used after inserting into 'm' may have}}
  return *first;
}

// Recursive generic lambda inserts while a reference lives.
// proof: recursiveGenericLambdaInsertsWhile(llvm::DenseMap<int, int>(), 5) faults "reference invalidated by insertion"
int recursiveGenericLambdaInsertsWhile(llvm::DenseMap<int, int> &memo, int n) {
  auto solve = [&](auto &&self, int k) -> int {
    if (k < 2)
      return k;
    // expected-note@+2 {{'memo' is inserted into here}}
    // expected-note@+1 {{'slot' is obtained here}}
    int &slot = memo[k];
    if (slot == 0)
      // expected-error@+2 {{reference 'slot' is used after inserting into 'memo' may have}}
      // expected-note@+1 {{calling 'solve' inserts into 'memo'}}
      slot = self(self, k - 1) + self(self, k - 2);
    return slot;
  };
  return solve(solve, n);
}

// try_emplace then recursion.
namespace tryEmplaceThenRecursion {
// proof: { tryEmplaceThenRecursion::Types types; types.define(1, {2, 3}); show(types.size(1)); }
//   faults "iterator invalidated by insertion" unseen: libstdc++ keeps its nodes
class Types {
public:
  void define(int id, std::vector<int> parts) { parts_[id] = std::move(parts); }

  int size(int id) {
    // expected-note@+2 {{'it' is obtained here}}
    // expected-note@+1 {{'sizes_' is inserted into here}}
    auto [it, isNew] = sizes_.try_emplace(id, 0);
    if (!isNew)
      return it->second;
    int sum = 0;
    for (int part : parts_[id])
      sum += size(part); // expected-note {{calling 'size' inserts into 'sizes_'}}
    // expected-error@+1 {{iterator 'it' is used after inserting into 'sizes_' may have}}
    it->second = sum;
    return sum;
  }

private:
  std::unordered_map<int, int> sizes_;
  std::map<int, std::vector<int>> parts_;
};
} // namespace tryEmplaceThenRecursion

// Find result used after insert in helper.
namespace findResultUsedAfterInsert {
// proof: findResultUsedAfterInsert::touch({{1, 1}}, 2) clean
void touch(std::unordered_map<int, int> &m, int k) {
  m.emplace(k, 0); // expected-note {{'m' is inserted into here}}
}

// proof: findResultUsedAfterInsert::run({{1, 1}}, 1, 2) faults "iterator invalidated by insertion"
//   unseen: libstdc++ keeps its nodes
int run(std::unordered_map<int, int> &m, int a, int b) {
  auto it = m.find(a); // expected-note {{'it' is obtained here}}
  if (it == m.end())
    return 0;
  touch(m, b); // expected-note {{calling 'touch' inserts into 'm'}}
  // expected-error@+1 {{iterator 'it' is used after inserting into 'm' may have invalidated it}}
  return it->second;
}
} // namespace findResultUsedAfterInsert

// Getter returns reference, other method erases, then used.
namespace getterReturnsReferenceOtherMethod {
class Store {
public:
  void add(int id, std::string text) { texts_[id] = std::move(text); }

  std::string &text(int id) { return texts_.at(id); }

  void forget(int id) { texts_.erase(id); } // expected-note {{'s.texts_' is erased from here}}

private:
  std::map<int, std::string> texts_;
};

// proof: { getterReturnsReferenceOtherMethod::Store store; store.add(1, "a");
//   show(getterReturnsReferenceOtherMethod::run(store, 1)); } faults "reference invalidated by
//   erase"
std::size_t run(Store &s, int id) {
  std::string &t = s.text(id); // expected-note {{'t' is obtained here}}
  s.forget(id); // expected-note {{calling 'forget' erases from 's.texts_'}}
  // expected-error@+1 {{reference 't' is used after erasing from 's.texts_' invalidated it}}
  return t.size();
}
} // namespace getterReturnsReferenceOtherMethod
