// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// What is still wanted of an element is kept; a container that has room keeps its elements.
#include <absl/container/flat_hash_map.h>
#include <boost/container/flat_map.hpp>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

// The value is part of what is returned.
// proof: left({{1, 5}, {2, 6}}, 1) faults "iterator invalidated by erase"
std::size_t left(std::map<int, int> &m, int k) {
  auto it = m.find(k); // expected-note {{obtained here}}
  if (it == m.end())
    return 0;
  m.erase(it);                  // expected-note {{erased from here}}
  return m.size() + it->second; // expected-error {{iterator 'it' is used after erasing from 'm'}}
}

// Read twice, in a block further in.
// proof: { std::map<int, int> m{{1, 5}}; long sum = 0; settle(m, 1, sum); show(sum); } faults
//   "iterator invalidated by erase"
void settle(std::map<int, int> &m, int k, long &sum) {
  auto it = m.find(k); // expected-note {{obtained here}}
  if (it == m.end())
    return;
  m.erase(it); // expected-note {{erased from here}}
  if (sum >= 0) {
    sum += it->second * static_cast<long>(m.size()); // expected-error {{iterator 'it' is used after}}
    sum += it->second;
  }
}

// The condition of an if loses it.
namespace inCondition {
// proof: { std::map<int, int> m{{1, 1}}; show(inCondition::drop(m, 1)); } clean
bool drop(std::map<int, int> &m, int k) {
  return m.erase(k) > 0; // expected-note {{'m' is erased from here}}
}

// proof: inCondition::run({{1, 1}}, 1) faults "iterator invalidated by erase"
int run(std::map<int, int> &m, int k) {
  auto it = m.find(k); // expected-note {{'it' is obtained here}}
  if (it == m.end())
    return 0;
  if (drop(m, k)) // expected-note {{calling 'drop' erases from 'm'}}
    return it->second; // expected-error {{iterator 'it' is used after erasing from 'm' invalidated}}
  return 0;
}
} // namespace inCondition

// The loop goes over what the reference names.
// proof: { absl::flat_hash_map<int, std::map<int, int>> m{{1, {{1, 1}, {2, 2}, {3, 3}}}}; spread(m);
//   show(m.size()); } faults "invalidated by move"
void spread(absl::flat_hash_map<int, std::map<int, int>> &m) {
  const std::map<int, int> &first = m[1];
  // expected-error@+2 {{reference 'first' is used after inserting into 'm' may have invalidated it}}
  // expected-note@+1 {{'first' is obtained here}}
  for (const auto &[key, value] : first)
    m[key + 100].emplace(key, value); // expected-note {{'m' is inserted into here}}
}

// The end moves with the array.
// proof: count({{3, 0}}, numbers(3)) faults "iterator invalidated by insertion"
int count(boost::container::flat_map<int, int> &seen, const std::vector<int> &words) {
  // What says that there is none.
  const auto none = seen.end(); // expected-note {{'none' is obtained here}}
  int found = 0;
  for (int word : words) {
    // expected-error@+1 {{iterator 'none' is used after inserting into 'seen'}}
    if (seen.find(word) == none) {
      seen[word] = 1; // expected-note {{'seen' is inserted into here}}
      ++found;
    }
  }
  return found;
}

// Pointers into a table that grows while they are gathered.
namespace gathered {
struct Node {
  int weight = 1;
};

// proof: gathered::build(numbers(20)) faults "reference invalidated by insertion"
int build(const std::vector<int> &ids) {
  absl::flat_hash_map<int, Node> nodes;
  std::vector<Node *> order;
  for (int id : ids)
    // expected-note@+2 {{'n' is obtained here}}
    // expected-note@+1 {{'nodes' is inserted into here}}
    order.push_back(&nodes[id]);
  int sum = 0;
  for (Node *n : order)
    sum += n->weight; // expected-error {{pointer 'n' is used after inserting into 'nodes' may have}}
  return sum;
}
} // namespace gathered

// The constructor gathers them.
namespace gatheredByConstructor {
struct Gauge {
  int reads = 0;
};

// proof: { std::vector<int> ids; for (int i = 0; i < 64; ++i) ids.push_back(i);
//   gatheredByConstructor::Panel panel(ids); show(panel.read()); } faults "invalidated by insertion"
class Panel {
public:
  explicit Panel(const std::vector<int> &ids) { // expected-note {{an earlier call of this leaves}}
    for (int id : ids)
      shown_.push_back(&gauges_[id]); // expected-note {{'gauges_' is inserted into here}}
  }

  long read() {
    long all = 0;
    for (Gauge *gauge : shown_)
      all += ++gauge->reads; // expected-error {{pointer 'gauge' is used after inserting into}}
    return all;
  }

private:
  absl::flat_hash_map<int, Gauge> gauges_;
  std::vector<Gauge *> shown_;
};
} // namespace gatheredByConstructor

// The key has another value by then, but the element is where it was.
// proof: step({{1, 5}, {2, 6}}, 1) faults "iterator invalidated by insertion" unseen: libstdc++
//   keeps its nodes
int step(std::unordered_map<int, int> &m, int k) {
  auto it = m.find(k); // expected-note {{obtained here}}
  if (it == m.end())
    return 0;
  ++k;
  m.emplace(k + 10, 1); // expected-note {{inserted into here}}
  k += 3;
  return (it->second)++; // expected-error {{iterator 'it' is used after inserting into 'm'}}
}

// The loop makes the table grow.
// proof: everyRound({{1, 1}}, 3) faults "iterator invalidated by insertion" unseen: libstdc++ keeps
//   its nodes
int everyRound(std::unordered_map<int, int> &m, int n) {
  auto it = m.begin(); // expected-note {{'it' is obtained here}}
  if (it == m.end())
    return 0;
  int sum = 0;
  do {
    // expected-error@+1 {{iterator 'it' is used after inserting into 'm' may have invalidated it}}
    sum += it->second;
    m.emplace(sum, n); // expected-note {{'m' is inserted into here}}
  } while (--n > 0);
  return sum;
}

// The callee erases the element that its argument lies in.
namespace argument {
// proof: { argument::Users users; users.add("a", 1); users.removeFirst(); show(users.last()); }
//   faults "reference invalidated by erase"
class Users {
public:
  void add(const std::string &name, int age) { users_[name] = age; }
  const std::string &last() const { return last_; }

  void remove(const std::string &name) {
    users_.erase(name); // expected-note {{'users_' is erased from here}}
    last_ = name; // expected-error {{reference into 'users_' is used after erasing from 'users_'}}
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
} // namespace argument
