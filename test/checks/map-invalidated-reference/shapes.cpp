// RUN: %verify %s
// RUN: %prove %s
// The same mistake in the many ways people write it.
#include <absl/container/flat_hash_map.h>
#include <array>
#include <list>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

// Recursion with cache of flat map.
namespace recursionCacheFlatMap {
// proof: { recursionCacheFlatMap::Fib fib; show(fib.of(5)); } faults "reference invalidated by
//   insertion"
class Fib {
public:
  long of(int n) {
    if (n < 2)
      return n;
    // expected-note@+2 {{'cache_' is inserted into here}}
    // expected-note@+1 {{'slot' is obtained here}}
    long &slot = cache_[n];
    if (slot == 0)
      // expected-error@+2 {{reference 'slot' is used after inserting into 'cache_' may have}}
      // expected-note@+1 {{calling 'of' inserts into 'cache_'}}
      slot = of(n - 1) + of(n - 2);
    return slot;
  }

private:
  absl::flat_hash_map<int, long> cache_;
};
} // namespace recursionCacheFlatMap

// Iterator stored in member, used by another method after erase.
namespace iteratorStoredMemberUsedBy {
// proof: { iteratorStoredMemberUsedBy::Cursor cursor; cursor.add(1, 5); cursor.open(1);
//   show(cursor.value()); show(cursor.dropAndGet()); } faults "iterator invalidated by erase"
class Cursor {
public:
  void add(int key, int value) { data_[key] = value; }

  void open(int key) { it_ = data_.find(key); }

  // expected-note@+2 {{'data_' is erased from here}}
  // expected-note@+1 {{an earlier call of this leaves it behind}}
  void drop() { data_.erase(it_); }

  // expected-error@+1 {{iterator into 'data_' is used after erasing from 'data_' invalidated it}}
  int value() const { return it_->second; }

  int dropAndGet() {
    drop();
    return value();
  }

private:
  std::map<int, int> data_;
  std::map<int, int>::iterator it_;
};
} // namespace iteratorStoredMemberUsedBy

// Iterators stored in a list (LRU), map emplace rehash.
namespace iteratorsStoredListLRUMap {
// proof: { iteratorsStoredListLRUMap::Lru lru; for (int key : numbers(110)) lru.put("k" +
//   std::to_string(key), "v"); show(*lru.get("k1")); } faults "iterator invalidated by insertion"
class Lru {
public:
  std::string *get(const std::string &key) {
    auto hit = index_.find(key);
    return hit == index_.end() ? nullptr : &hit->second;
  }

  // expected-note@+1 {{an earlier call of this leaves it behind}}
  void put(const std::string &key, std::string value) {
    if (order_.size() > 100) {
      // expected-error@+1 {{iterator into 'index_' is used after inserting into 'index_' may}}
      index_.erase(order_.front());
      order_.pop_front();
    }
    // expected-note@+1 {{'index_' is inserted into here}}
    auto [it, fresh] = index_.emplace(key, std::move(value));
    if (fresh)
      order_.push_back(it);
  }

private:
  std::unordered_map<std::string, std::string> index_;
  std::list<std::unordered_map<std::string, std::string>::iterator> order_;
};
} // namespace iteratorsStoredListLRUMap

// Pointers into a flat map gathered in a vector, used after growth.
namespace pointersIntoFlatMapGathered {
struct Node {
  int weight = 0;
};

// proof: pointersIntoFlatMapGathered::build(numbers(20)) faults "reference invalidated by
//   insertion"
int build(const std::vector<int> &ids) {
  absl::flat_hash_map<int, Node> nodes;
  std::vector<Node *> order;
  for (int id : ids)
    // expected-note@+2 {{'n' is obtained here}}
    // expected-note@+1 {{'nodes' is inserted into here}}
    order.push_back(&nodes[id]);
  int sum = 0;
  for (Node *n : order)
    // expected-error@+1 {{pointer 'n' is used after inserting into 'nodes' may have}}
    sum += n->weight;
  return sum;
}
} // namespace pointersIntoFlatMapGathered

// m[a] = m[b] with class type on flat map.
// proof: mMBClassType({{"original", "a"}}) faults "reference invalidated by insertion"
void mMBClassType(absl::flat_hash_map<std::string, std::string> &m) {
  // expected-error@+3 {{reference into 'm' is used after inserting into 'm' may have}}
  // expected-note@+2 {{'m' is inserted into here}}
  // expected-note@+1 {{it is obtained here}}
  m["copy"] = m["original"];
}

// emplace(k, m[j]) on flat map.
// proof: emplaceKMJFlat({{1, "a"}}, 1, 2) faults "reference invalidated by insertion"
void emplaceKMJFlat(absl::flat_hash_map<int, std::string> &m, int j, int k) {
  // expected-error@+3 {{reference into 'm' is used after inserting into 'm' may have}}
  // expected-note@+2 {{'m' is inserted into here}}
  // expected-note@+1 {{it is obtained here}}
  m.emplace(k, m.at(j));
}

// Inner [] while an outer reference into the same flat map lives.
// proof: innerWhileOuterReferenceInto({{1, {1}}}, 1, 2) faults "reference invalidated by insertion"
int innerWhileOuterReferenceInto(absl::flat_hash_map<int, std::vector<int>> &m, int a, int b) {
  auto &outer = m[a]; // expected-note {{'outer' is obtained here}}
  auto &inner = m[b]; // expected-note {{'m' is inserted into here}}
  // expected-error@+1 {{reference 'outer' is used after inserting into 'm' may have}}
  outer.push_back(static_cast<int>(inner.size()));
  return 0;
}

// string_view of a key after erase.
// proof: stringViewKeyAfterErase({{"a", 1}, {"b", 2}}, 1) faults "reference invalidated by erase"
std::size_t stringViewKeyAfterErase(std::map<std::string, int> &m, int v) {
  for (auto it = m.begin(); it != m.end(); ++it)
    if (it->second == v) {
      std::string_view name = it->first; // expected-note {{'name' is obtained here}}
      m.erase(it); // expected-note {{'m' is erased from here}}
      // expected-error@+1 {{reference 'name' is used after erasing from 'm' invalidated it}}
      return std::string(name).size();
    }
  return 0;
}

// insert().first used after another insertion (unordered).
// proof: insertFirstUsedAfterAnother({}) faults "iterator invalidated by insertion" unseen:
//   libstdc++ keeps its nodes
int insertFirstUsedAfterAnother(std::unordered_map<int, int> &m) {
  auto first = m.insert({1, 1}).first; // expected-note {{'first' is obtained here}}
  m.insert({2, 2}); // expected-note {{'m' is inserted into here}}
  // expected-error@+1 {{iterator 'first' is used after inserting into 'm' may have invalidated it}}
  return first->second;
}

// equal_range bounds after erase.
// proof: equalRangeBoundsAfterErase({{1, 1}, {1, 2}}, 1) faults "iterator invalidated by erase"
int equalRangeBoundsAfterErase(std::multimap<int, int> &m, int k) {
  auto [lo, hi] = m.equal_range(k); // expected-note {{'lo' is obtained here}}
  m.erase(lo); // expected-note {{'m' is erased from here}}
  // expected-error@+1 {{iterator 'lo' is used after erasing from 'm' invalidated it}}
  return lo == hi ? 0 : lo->second;
}

// Span of values after clear.
// proof: spanArrayAfterClear({{1, {1, 2}}}, 1) faults "reference invalidated by clear"
int spanArrayAfterClear(std::map<int, std::array<int, 2>> &m, int k) {
  std::span<int> values = m[k]; // expected-note {{'values' is obtained here}}
  m.clear(); // expected-note {{'m' is cleared here}}
  // expected-error@+1 {{reference 'values' is used after clearing 'm' invalidated it}}
  return values.empty() ? 0 : values[0];
}

// The same with what a vector in the map owns.
// proof: none: the runtime watches elements, not what they own elsewhere; AddressSanitizer sees it
int spanValuesAfterClear(std::map<int, std::vector<int>> &m, int k) {
  std::span<int> values = m[k]; // expected-note {{'values' is obtained here}}
  m.clear(); // expected-note {{'m' is cleared here}}
  // expected-error@+1 {{reference 'values' is used after clearing 'm' invalidated it}}
  return values.empty() ? 0 : values[0];
}

// The node handle that extract() returns is dropped at once, and the element with it.
// proof: nodeHandleThatExtractReturns({{1, "a"}}, 1) faults "iterator invalidated by extraction"
int nodeHandleThatExtractReturns(std::map<int, std::string> &m, int k) {
  auto it = m.find(k); // expected-note {{'it' is obtained here}}
  if (it == m.end())
    return 0;
  m.extract(k); // expected-note {{'m' is extracted from here}}
  // expected-error@+1 {{iterator 'it' is used after extracting from 'm' invalidated it}}
  return static_cast<int>(it->second.size());
}

// Swap then clear of the other.
// proof: swapThenClearOther({{1, 1}}, {{2, 2}}, 1) faults "iterator invalidated by clear"
int swapThenClearOther(std::map<int, int> &m, std::map<int, int> &other, int k) {
  auto it = m.find(k); // expected-note {{'it' is obtained here}}
  if (it == m.end())
    return 0;
  m.swap(other);
  other.clear(); // expected-note {{'other' is cleared here}}
  // expected-error@+1 {{iterator 'it' is used after clearing 'other' invalidated it}}
  return it->second;
}

// Assignment of the whole map.
// proof: assignmentWholeMap({{1, 1}}, {}, 1) faults "reference invalidated by assignment"
int assignmentWholeMap(std::map<int, int> &m, const std::map<int, int> &fresh, int k) {
  int &v = m[k]; // expected-note {{'v' is obtained here}}
  m = fresh; // expected-note {{'m' is assigned to here}}
  return v; // expected-error {{reference 'v' is used after assigning to 'm' invalidated it}}
}

// Moved map then erased in target.
// proof: movedMapThenErasedTarget({{1, 1}}, 1) faults "iterator invalidated by clear"
int movedMapThenErasedTarget(std::map<int, int> &m, int k) {
  auto it = m.find(k); // expected-note {{'it' is obtained here}}
  if (it == m.end())
    return 0;
  std::map<int, int> taken = std::move(m);
  taken.clear(); // expected-note {{'taken' is cleared here}}
  // expected-error@+1 {{iterator 'it' is used after clearing 'taken' invalidated it}}
  return it->second;
}

// auto&& and pointer from find.
// proof: autoPointerFromFind({{1, 1}}, 1) faults "reference invalidated by insertion"
int autoPointerFromFind(absl::flat_hash_map<int, int> &m, int k) {
  auto &&entry = *m.find(k); // expected-note {{'entry' is obtained here}}
  m.emplace(k + 1, 0); // expected-note {{'m' is inserted into here}}
  // expected-error@+1 {{reference 'entry' is used after inserting into 'm' may have}}
  return entry.second;
}

// Const pointer to first.
// proof: constPointerFirst({{"a", 1}}) faults "reference invalidated by erase"
std::size_t constPointerFirst(std::unordered_map<std::string, int> &m) {
  auto it = m.begin();
  const std::string *name = &it->first; // expected-note {{'name' is obtained here}}
  m.erase(it); // expected-note {{'m' is erased from here}}
  // expected-error@+1 {{pointer 'name' is used after erasing from 'm' invalidated it}}
  return name->size();
}
