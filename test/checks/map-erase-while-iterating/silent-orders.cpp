// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// The order of things makes these right.
#include <algorithm>
#include <list>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

// After each removal the search begins anew.
// proof: afterEachRemovalSearchBegins({{1, 0}, {2, 1}, {3, 0}}) clean
void afterEachRemovalSearchBegins(std::map<int, int> &m) {
  bool changed = true;
  while (changed) {
    changed = false;
    for (auto &e : m)
      if (e.second == 0) {
        m.erase(e.first);
        changed = true;
        break;
      }
  }
}

// The loop goes over something else.
// proof: loopGoesOverSomethingElse({{1, 0}, {2, 1}}, {1, 3}) clean
void loopGoesOverSomethingElse(std::map<int, int> &m, const std::vector<int> &keys) {
  for (int k : keys)
    m.erase(k);
}

// The node leaves and comes back under another key.
// proof: nodeLeavesComesBackUnder({{1, 0}, {2, 1}}, 1, 7) clean
void nodeLeavesComesBackUnder(std::map<int, int> &m, int a, int b) {
  auto node = m.extract(a);
  if (!node.empty()) {
    node.key() = b;
    m.insert(std::move(node));
  }
}

// The iterator has moved on before extract() gets its old value.
// proof: iteratorHasMovedBeforeExtract({{1, 0}, {2, 1}, {3, 0}}, {}) clean
void iteratorHasMovedBeforeExtract(std::map<int, int> &m, std::map<int, int> &done) {
  for (auto it = m.begin(); it != m.end();) {
    if (it->second == 0)
      done.insert(m.extract(it++));
    else
      ++it;
  }
}

// merge() comes after the loop.
// proof: mergeComesAfterLoop({{1, 0}, {2, 1}}, {{2, 7}, {3, 8}}) clean
void mergeComesAfterLoop(std::map<int, int> &m, std::map<int, int> &other) {
  for (auto &e : m)
    ++e.second;
  m.merge(other);
}

// The iterator is set before each use.
namespace iteratorSetBeforeEachUse {
// proof: { iteratorSetBeforeEachUse::Cursor cursor; cursor.add(1, 5); show(cursor.get(1));
//   cursor.drop(1); show(cursor.get(1)); } clean
class Cursor {
public:
  void add(int k, int v) { data_[k] = v; }

  bool seek(int k) {
    at_ = data_.find(k);
    return at_ != data_.end();
  }

  int get(int k) { return seek(k) ? at_->second : 0; }

  void drop(int k) { data_.erase(k); }

private:
  std::map<int, int> data_;
  std::map<int, int>::iterator at_;
};
} // namespace iteratorSetBeforeEachUse

// A list and the iterators into it, kept in step.
namespace listIteratorsIntoItKept {
// proof: { listIteratorsIntoItKept::Lru lru; for (int key : numbers(30)) { lru.put(key, key);
//   lru.get(key / 2); } show(lru.get(29)); } clean
class Lru {
public:
  int *get(int k) {
    auto hit = index_.find(k);
    if (hit == index_.end())
      return nullptr;
    order_.splice(order_.begin(), order_, hit->second.second);
    return &hit->second.first;
  }

  void put(int k, int v) {
    if (index_.size() >= 10) {
      index_.erase(order_.back());
      order_.pop_back();
    }
    order_.push_front(k);
    index_[k] = {v, order_.begin()};
  }

private:
  std::list<int> order_;
  std::unordered_map<int, std::pair<int, std::list<int>::iterator>> index_;
};
} // namespace listIteratorsIntoItKept

// The iterators lead into a list, which no map moves.
namespace iteratorsLeadIntoListWhich {
// proof: { iteratorsLeadIntoListWhich::Lru lru; for (int key : numbers(30)) lru.put(key, key);
//   show(lru.get(29), lru.get(1)); } clean
class Lru {
public:
  void put(int k, int v) {
    entries_.emplace_front(k, v);
    index_[k] = entries_.begin();
    if (entries_.size() > 10) {
      index_.erase(entries_.back().first);
      entries_.pop_back();
    }
  }

  int get(int k) {
    auto hit = index_.find(k);
    return hit == index_.end() ? 0 : hit->second->second;
  }

private:
  std::list<std::pair<int, int>> entries_;
  std::unordered_map<int, std::list<std::pair<int, int>>::iterator> index_;
};
} // namespace iteratorsLeadIntoListWhich

// The pointer is taken off the list before its node goes.
namespace pointerTakenOffListBefore {
struct Node {
  int id;
};

// proof: { pointerTakenOffListBefore::Graph graph; for (int id : numbers(30)) graph.make(id);
//   graph.remove(3); show(graph.sum()); } clean
class Graph {
public:
  Node *make(int id) {
    Node *n = &nodes_.try_emplace(id, Node{id}).first->second;
    order_.push_back(n);
    return n;
  }

  void remove(int id) {
    auto it = nodes_.find(id);
    if (it == nodes_.end())
      return;
    order_.erase(std::remove(order_.begin(), order_.end(), &it->second), order_.end());
    nodes_.erase(it);
  }

  int sum() const {
    int s = 0;
    for (const Node *n : order_)
      s += n->id;
    return s;
  }

private:
  std::unordered_map<int, Node> nodes_;
  std::vector<Node *> order_;
};
} // namespace pointerTakenOffListBefore
