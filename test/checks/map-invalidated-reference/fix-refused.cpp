// RUN: %verify %s
// RUN: %exits 1 %maplint --format=json %s -- -std=c++17 -I %stubs \
// RUN:   | %FileCheck %s --check-prefix=NONE --implicit-check-not="replacement"
// NONE-COUNT-7: "check": "map-invalidated-reference"
// RUN: %prove %s
// No repair is offered where none is sound.

#include <absl/container/flat_hash_map.h>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

// What is returned leads into the map.
// proof: { std::map<int, std::string> m{{1, "a"}}; show(named(m, 1)->size()); } faults "iterator
//   invalidated by erase"
const std::string *named(std::map<int, std::string> &m, int k) {
  auto it = m.find(k); // expected-note {{obtained here}}
  if (it == m.end())
    return nullptr;
  m.erase(it);        // expected-note {{erased from here}}
  return &it->second; // expected-error {{iterator 'it' is used after erasing from 'm'}}
}

// So does the name of the element's key.
// proof: count({{1, 5}}, 1) faults "reference invalidated by insertion"
void count(absl::flat_hash_map<int, int> &m, int k) {
  int &n = m[k]; // expected-note {{obtained here}}
  n += 1;
  m[k + 1] = 0; // expected-note {{inserted into here}}
  --k;
  n += k; // expected-error {{reference 'n' is used after inserting into 'm' may have}}
}

// The value changes on the way.
// proof: lower({{1, 5}}, 1) faults "iterator invalidated by erase"
int lower(std::map<int, int> &m, int k) {
  auto it = m.find(k); // expected-note {{obtained here}}
  if (it == m.end())
    return 0;
  if (--it->second < 9)
    m.erase(it);     // expected-note {{erased from here}}
  return it->second; // expected-error {{iterator 'it' is used after erasing from 'm'}}
}

// The label jumps over what would be declared.
// proof: jumps({{1, 7}}, 1) faults "iterator invalidated by erase"
int jumps(std::map<int, int> &m, int k) {
  auto it = m.find(k); // expected-note {{obtained here}}
  if (it == m.end())
    goto none;
  m.erase(it);           // expected-note {{erased from here}}
  return it->second + k; // expected-error {{iterator 'it' is used after erasing from 'm'}}
none:
  return 0;
}

// The insertions are two: nobody knows how many elements there will be.
struct Node {
  int weight = 1;
};

// proof: gather(numbers(20)) faults "reference invalidated by insertion"
int gather(const std::vector<int> &ids) {
  absl::flat_hash_map<int, Node> nodes;
  std::vector<Node *> order;
  for (int id : ids) {
    order.push_back(&nodes[id]); // expected-note {{'n' is obtained here}}
    nodes[-id].weight = 2;       // expected-note {{'nodes' is inserted into here}}
  }
  int sum = 0;
  for (Node *n : order)
    sum += n->weight; // expected-error {{pointer 'n' is used after inserting into 'nodes' may have}}
  return sum;
}

// Whether there is an element, another variable says.
// proof: kept({{1, 7}}, 1) faults "iterator invalidated by clear"
int kept(std::map<int, int> &m, int k) {
  const auto it = m.find(k); // expected-note {{obtained here}}
  const bool has = it != m.end();
  m.clear(); // expected-note {{cleared here}}
  if (has)
    return it->second + k; // expected-error {{iterator 'it' is used after clearing 'm'}}
  return 0;
}

// The same, and the element stays where it is.
// proof: stays({{1, 7}}, 1) faults "iterator invalidated by insertion" unseen: libstdc++ keeps its
//   nodes
int stays(std::unordered_map<int, int> &m, int k) {
  const auto it = m.find(k); // expected-note {{obtained here}}
  const bool has = it != m.end();
  m.emplace(++k, 1); // expected-note {{inserted into here}}
  if (has)
    return it->second; // expected-error {{iterator 'it' is used after inserting into 'm'}}
  return 0;
}
