// RUN: %verify %s
// RUN: %prove %s
// Containers that keep their elements in an array: growth moves every one of them.

#include <absl/container/flat_hash_map.h>
#include <boost/container/flat_map.hpp>
#include <boost/unordered/unordered_flat_map.hpp>
#include <llvm/ADT/DenseMap.h>
#include <string>
#include <utility>
#include <vector>

using Titles = absl::flat_hash_map<int, std::string>;

// proof: inherit({{1, "a"}}, 1, 2) faults "reference invalidated by insertion"
std::size_t inherit(Titles &titles, int from, int to) {
  std::string &base = titles[from]; // expected-note {{'base' is obtained here}}
  titles[to] = "of ";               // expected-note {{'titles' is inserted into here}}
  // expected-error@+1 {{reference 'base' is used after inserting into 'titles' may}}
  return base.size();
}

// The right side gives a reference, the left side may move what it refers to.
// proof: copyTitle({{1, "a"}}, 1, 2) faults "reference invalidated by insertion"
void copyTitle(Titles &titles, int from, int to) {
  // expected-note@+3 {{obtained here}}
  // expected-note@+2 {{'titles' is inserted into here}}
  // expected-error@+1 {{reference into 'titles' is used after inserting into 'titles' may have}}
  titles[to] = titles[from];
}

// proof: continueChain({{1, "a"}}, 1, 2) faults "iterator invalidated by insertion"
void continueChain(llvm::DenseMap<unsigned, std::string> &suffix, unsigned from, unsigned to) {
  auto parent = suffix.find(from); // expected-note {{'parent' is obtained here}}
  if (parent == suffix.end())
    return;
  suffix.try_emplace(to, "");    // expected-note {{'suffix' is inserted into here}}
  // expected-error@+1 {{iterator 'parent' is used after inserting into}}
  suffix[to] += parent->second;
}

// proof: widest({}, 1, 2) faults "reference invalidated by insertion"
double *widest(boost::unordered_flat_map<int, double> &widths, int a, int b) {
  double *left = &widths[a]; // expected-note {{'left' is obtained here}}
  double *right = &widths[b]; // expected-note {{'widths' is inserted into here}}
  return *left > *right ? left : right; // expected-error {{pointer 'left' is used after inserting}}
}

// Erasing from a sorted array moves what lies behind.
// proof: dropAndPeek({{1, 1}, {2, 2}, {3, 3}}, 1, 2) faults "reference invalidated by erase"
//   unseen: the next element has moved to the same place
int dropAndPeek(boost::container::flat_map<int, int> &levels, int low, int high) {
  const int &peak = levels.at(high); // expected-note {{'peak' is obtained here}}
  levels.erase(low);                 // expected-note {{'levels' is erased from here}}
  return peak; // expected-error {{reference 'peak' is used after erasing from 'levels'}}
}

struct Node {
  std::vector<const Node *> parts;
  int own = 1;
};

// The recursion inserts while the outer call still holds its reference.
// proof: { Node leaf; Node root{{&leaf}, 2}; Costs costs; costs.total(&root); } faults "reference
//   invalidated by insertion"
class Costs {
public:
  int total(const Node *node) {
    // expected-note@+1 {{'cost' is obtained here}} expected-note@+1 {{inserted}}
    int &cost = cache_[node];
    if (cost != 0)
      return cost;
    int sum = node->own;
    for (const Node *part : node->parts)
      sum += total(part); // expected-note {{calling 'total'}}
    // expected-error@+1 {{reference 'cost' is used after inserting into 'cache_' may have}}
    cost = sum;
    return sum;
  }

private:
  llvm::DenseMap<const Node *, int> cache_;
};

// The argument is evaluated first; by the time append() runs, its object may have moved.
// proof: append({{1, "a"}}, 2, 3) faults "reference invalidated by insertion"
void append(absl::flat_hash_map<int, std::string> &texts, int target, int source) {
  std::string &text = texts[target]; // expected-note {{'text' is obtained here}}
  // expected-note@+2 {{'texts' is inserted into here}}
  // expected-error@+1 {{reference 'text' is used after inserting into 'texts' may have}}
  text.append(texts[source]);
}
