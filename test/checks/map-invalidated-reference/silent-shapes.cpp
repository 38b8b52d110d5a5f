// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Looks like the mistake, and is right.
#include <absl/container/flat_hash_map.h>
#include <list>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

// References into a node-based map stay where they are while the recursion inserts.
namespace referencesIntoNodeBasedMap {
// proof: { referencesIntoNodeBasedMap::Fib fib; show(fib.of(30)); } clean
class Fib {
public:
  long of(int n) {
    if (n < 2)
      return n;
    long &slot = cache_[n];
    if (slot == 0)
      slot = of(n - 1) + of(n - 2);
    return slot;
  }

private:
  std::unordered_map<int, long> cache_;
};
} // namespace referencesIntoNodeBasedMap

// The value is complete before a place for it is made.
namespace valueCompleteBeforePlaceFor {
// proof: { valueCompleteBeforePlaceFor::Fib fib; show(fib.of(30)); } clean
class Fib {
public:
  long of(int n) {
    if (n < 2)
      return n;
    if (auto it = cache_.find(n); it != cache_.end())
      return it->second;
    long value = of(n - 1) + of(n - 2);
    cache_[n] = value;
    return value;
  }

private:
  absl::flat_hash_map<int, long> cache_;
};
} // namespace valueCompleteBeforePlaceFor

// Iterators of std::map in a list survive insertions, and each is taken off before it dies.
namespace iteratorsMapListSurviveInsertions {
// proof: { iteratorsMapListSurviveInsertions::Lru lru; for (const std::string &key : words(110))
//   lru.put(key, "v"); } clean
class Lru {
public:
  void put(const std::string &key, std::string value) {
    if (order_.size() > 100) {
      index_.erase(order_.front());
      order_.pop_front();
    }
    auto [it, fresh] = index_.emplace(key, std::move(value));
    if (fresh)
      order_.push_back(it);
  }

private:
  std::map<std::string, std::string> index_;
  std::list<std::map<std::string, std::string>::iterator> order_;
};
} // namespace iteratorsMapListSurviveInsertions

// Pointers to keys of a node-based map survive a rehash; the victim is copied first.
namespace pointersKeysNodeBasedMap {
// proof: { pointersKeysNodeBasedMap::Lru lru; for (const std::string &key : words(110))
//   lru.put(key, "v"); } clean
class Lru {
public:
  void put(const std::string &key, std::string value) {
    if (order_.size() > 100) {
      std::string victim = *order_.front();
      order_.pop_front();
      index_.erase(victim);
    }
    auto [it, fresh] = index_.emplace(key, std::move(value));
    if (fresh)
      order_.push_back(&it->first);
  }

private:
  std::unordered_map<std::string, std::string> index_;
  std::list<const std::string *> order_;
};
} // namespace pointersKeysNodeBasedMap

// Pointers into a node-based map survive its growth.
namespace pointersIntoNodeBasedMap {
struct Node {
  int weight = 0;
};

// proof: pointersIntoNodeBasedMap::build(numbers(20)) clean
int build(const std::vector<int> &ids) {
  std::unordered_map<int, Node> nodes;
  std::vector<Node *> order;
  for (int id : ids)
    order.push_back(&nodes[id]);
  int sum = 0;
  for (Node *n : order)
    sum += n->weight;
  return sum;
}
} // namespace pointersIntoNodeBasedMap

// All keys are there before the first pointer is taken.
namespace allKeysAreThereBefore {
struct Node {
  int weight = 0;
};

// proof: allKeysAreThereBefore::build(numbers(20)) clean
int build(const std::vector<int> &ids) {
  absl::flat_hash_map<int, Node> nodes;
  nodes.reserve(ids.size());
  for (int id : ids)
    nodes.try_emplace(id);
  std::vector<Node *> order;
  for (int id : ids)
    order.push_back(&nodes.at(id));
  int sum = 0;
  for (Node *n : order)
    sum += n->weight;
  return sum;
}
} // namespace allKeysAreThereBefore

// There is room for all of them from the start.
namespace thereRoomForAllThem {
struct Node {
  int weight = 0;
};

// proof: thereRoomForAllThem::build(numbers(20)) clean
int build(const std::vector<int> &ids) {
  absl::flat_hash_map<int, Node> nodes;
  nodes.reserve(ids.size());
  std::vector<Node *> order;
  for (int id : ids)
    order.push_back(&nodes[id]);
  int sum = 0;
  for (Node *n : order)
    sum += n->weight;
  return sum;
}
} // namespace thereRoomForAllThem

// Since C++17 the right side of an assignment is a finished number before the left side inserts.
// proof: sinceC17RightSide({{2, 5}}) clean
void sinceC17RightSide(absl::flat_hash_map<int, int> &m) {
  m[1] = m[2];
}

// The value that emplace() copies stays where it is: the table keeps nodes.
// proof: valueThatEmplaceCopiesStays({{1, "a"}}, 1, 2) clean
void valueThatEmplaceCopiesStays(std::unordered_map<int, std::string> &m, int j, int k) {
  m.emplace(k, m.at(j));
}

// Both keys are there: neither subscript inserts.
// proof: bothKeysAreThereNeither({{1, {1}}}, 1, 2) clean
int bothKeysAreThereNeither(absl::flat_hash_map<int, std::vector<int>> &m, int a, int b) {
  m.try_emplace(a);
  m.try_emplace(b);
  auto &outer = m[a];
  auto &inner = m[b];
  outer.push_back(static_cast<int>(inner.size()));
  return 0;
}

// The reference leads into a node, which a rehash leaves alone.
// proof: referenceLeadsIntoNodeWhich({}) clean
int referenceLeadsIntoNodeWhich(std::unordered_map<int, int> &m) {
  auto &first = m.insert({1, 1}).first->second;
  m.insert({2, 2});
  return first;
}

// The node handle keeps the element alive ([container.node.overview]).
// proof: nodeHandleKeepsElementAlive({{1, "a"}}, 1) clean
int nodeHandleKeepsElementAlive(std::map<int, std::string> &m, int k) {
  auto &text = m[k];
  auto node = m.extract(k);
  return static_cast<int>(text.size());
}

// After the swap the iterator belongs to the other map; clearing this one does nothing to it.
// proof: afterSwapIteratorBelongsOther({{1, 1}}, {{2, 2}}, 1) clean
int afterSwapIteratorBelongsOther(std::map<int, int> &m, std::map<int, int> &other, int k) {
  auto it = m.find(k);
  if (it == m.end())
    return 0;
  m.swap(other);
  m.clear();
  return it->second;
}

// The elements live on in the map that took them ([container.reqmts]).
// proof: elementsLiveMapThatTook({{1, 1}}, 1) clean
int elementsLiveMapThatTook(std::map<int, int> &m, int k) {
  auto it = m.find(k);
  if (it == m.end())
    return 0;
  std::map<int, int> taken = std::move(m);
  return it->second;
}
