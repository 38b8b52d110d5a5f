// RUN: %verify %s
// expected-no-diagnostics
// The order of things makes these right.
#include <algorithm>
#include <list>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

// After each removal the search begins anew.
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
void loopGoesOverSomethingElse(std::map<int, int> &m, const std::vector<int> &keys) {
  for (int k : keys)
    m.erase(k);
}

// The node leaves and comes back under another key.
void nodeLeavesComesBackUnder(std::map<int, int> &m, int a, int b) {
  auto node = m.extract(a);
  if (!node.empty()) {
    node.key() = b;
    m.insert(std::move(node));
  }
}

// The iterator has moved on before extract() gets its old value.
void iteratorHasMovedBeforeExtract(std::map<int, int> &m, std::map<int, int> &done) {
  for (auto it = m.begin(); it != m.end();) {
    if (it->second == 0)
      done.insert(m.extract(it++));
    else
      ++it;
  }
}

// merge() comes after the loop.
void mergeComesAfterLoop(std::map<int, int> &m, std::map<int, int> &other) {
  for (auto &e : m)
    ++e.second;
  m.merge(other);
}

// The iterator is set before each use.
namespace iteratorSetBeforeEachUse {
class Cursor {
public:
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
