// RUN: %verify %s
// The same mistake in the many ways people write it.
#include <absl/container/flat_hash_map.h>
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
class Cursor {
public:
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
void mMBClassType(absl::flat_hash_map<std::string, std::string> &m) {
  // expected-error@+3 {{reference into 'm' is used after inserting into 'm' may have}}
  // expected-note@+2 {{'m' is inserted into here}}
  // expected-note@+1 {{it is obtained here}}
  m["copy"] = m["original"];
}

// emplace(k, m[j]) on flat map.
void emplaceKMJFlat(absl::flat_hash_map<int, std::string> &m, int j, int k) {
  // expected-error@+3 {{reference into 'm' is used after inserting into 'm' may have}}
  // expected-note@+2 {{'m' is inserted into here}}
  // expected-note@+1 {{it is obtained here}}
  m.emplace(k, m.at(j));
}

// Inner [] while an outer reference into the same flat map lives.
int innerWhileOuterReferenceInto(absl::flat_hash_map<int, std::vector<int>> &m, int a, int b) {
  auto &outer = m[a]; // expected-note {{'outer' is obtained here}}
  auto &inner = m[b]; // expected-note {{'m' is inserted into here}}
  // expected-error@+1 {{reference 'outer' is used after inserting into 'm' may have}}
  outer.push_back(static_cast<int>(inner.size()));
  return 0;
}

// string_view of a key after erase.
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
int insertFirstUsedAfterAnother(std::unordered_map<int, int> &m) {
  auto first = m.insert({1, 1}).first; // expected-note {{'first' is obtained here}}
  m.insert({2, 2}); // expected-note {{'m' is inserted into here}}
  // expected-error@+1 {{iterator 'first' is used after inserting into 'm' may have invalidated it}}
  return first->second;
}

// equal_range bounds after erase.
int equalRangeBoundsAfterErase(std::multimap<int, int> &m, int k) {
  auto [lo, hi] = m.equal_range(k); // expected-note {{'lo' is obtained here}}
  m.erase(lo); // expected-note {{'m' is erased from here}}
  // expected-error@+1 {{iterator 'lo' is used after erasing from 'm' invalidated it}}
  return lo == hi ? 0 : lo->second;
}

// Span of values after clear.
int spanValuesAfterClear(std::map<int, std::vector<int>> &m, int k) {
  std::span<int> values = m[k]; // expected-note {{'values' is obtained here}}
  m.clear(); // expected-note {{'m' is cleared here}}
  // expected-error@+1 {{reference 'values' is used after clearing 'm' invalidated it}}
  return values.empty() ? 0 : values[0];
}

// The node handle that extract() returns is dropped at once, and the element with it.
int nodeHandleThatExtractReturns(std::map<int, std::string> &m, int k) {
  auto it = m.find(k); // expected-note {{'it' is obtained here}}
  if (it == m.end())
    return 0;
  m.extract(k); // expected-note {{'m' is extracted from here}}
  // expected-error@+1 {{iterator 'it' is used after extracting from 'm' invalidated it}}
  return static_cast<int>(it->second.size());
}

// Swap then clear of the other.
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
int assignmentWholeMap(std::map<int, int> &m, const std::map<int, int> &fresh, int k) {
  int &v = m[k]; // expected-note {{'v' is obtained here}}
  m = fresh; // expected-note {{'m' is assigned to here}}
  return v; // expected-error {{reference 'v' is used after assigning to 'm' invalidated it}}
}

// Moved map then erased in target.
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
int autoPointerFromFind(absl::flat_hash_map<int, int> &m, int k) {
  auto &&entry = *m.find(k); // expected-note {{'entry' is obtained here}}
  m.emplace(k + 1, 0); // expected-note {{'m' is inserted into here}}
  // expected-error@+1 {{reference 'entry' is used after inserting into 'm' may have}}
  return entry.second;
}

// Const pointer to first.
std::size_t constPointerFirst(std::unordered_map<std::string, int> &m) {
  auto it = m.begin();
  const std::string *name = &it->first; // expected-note {{'name' is obtained here}}
  m.erase(it); // expected-note {{'m' is erased from here}}
  // expected-error@+1 {{pointer 'name' is used after erasing from 'm' invalidated it}}
  return name->size();
}
