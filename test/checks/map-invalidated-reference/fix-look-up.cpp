// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// What an insertion moved is still there: it is looked up again.

#include <absl/container/flat_hash_map.h>
#include <boost/unordered/unordered_flat_map.hpp>
#include <llvm/ADT/DenseMap.h>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

// An iterator is found again.
// proof: moveHits({{"a", 1}}, "a", "b") faults "iterator invalidated by insertion" unseen:
//   libstdc++ keeps its nodes
void moveHits(std::unordered_map<std::string, int> &hits, const std::string &from,
              const std::string &to) {
  auto old = hits.find(from); // expected-note {{'old' is obtained here}}
  if (old == hits.end())
    return;
  hits.emplace(to, old->second); // expected-note {{'hits' is inserted into here}}
  hits.erase(old); // expected-error {{iterator 'old' is used after inserting into 'hits' may have}}
}

// So is what insert() gave.
// proof: addBoth({}, "a", "b") faults "iterator invalidated by insertion" unseen: libstdc++ keeps
//   its nodes
int addBoth(std::unordered_set<std::string> &names, const std::string &a, const std::string &b) {
  auto [first, isNew] = names.insert(a); // expected-note {{'first' is obtained here}}
  names.insert(b);                       // expected-note {{'names' is inserted into here}}
  if (!isNew)
    return 0;
  // expected-error@+1 {{iterator 'first' is used after inserting}}
  return static_cast<int>(first->size());
}

// The computation goes through the same table.
// proof: { Sizes sizes; show(sizes.of(5)); } faults "iterator invalidated by insertion"
class Sizes {
public:
  int of(int id) {
    // expected-note@+1 {{'it' is obtained here}} expected-note@+1 {{inserted into here}}
    auto [it, isNew] = sizes_.try_emplace(id, 0);
    if (!isNew || id < 2)
      return it->second;
    const int sum = of(id - 1) + of(id - 2) + 1; // expected-note {{calling 'of' inserts into}}
    it->second = sum; // expected-error {{iterator 'it' is used after inserting into 'sizes_'}}
    return sum;
  }

private:
  llvm::DenseMap<int, int> sizes_;
};

// A pointer is taken again.
// proof: widest({}, 1, 2) faults "reference invalidated by insertion"
double widest(boost::unordered_flat_map<int, double> &widths, int a, int b) {
  double *left = &widths[a]; // expected-note {{'left' is obtained here}}
  *left += 1;
  widths[b] += 2; // expected-note {{'widths' is inserted into here}}
  if (*left > 0)  // expected-error {{pointer 'left' is used after inserting}}
    *left = 0;
  return widths[b];
}

// A reference cannot be set again: its element is written by its key.
// proof: { Fib fib; show(fib.of(9)); } faults "reference invalidated by insertion"
class Fib {
public:
  long of(int n) {
    if (n < 2)
      return n;
    // expected-note@+1 {{'slot' is obtained here}} expected-note@+1 {{inserted into here}}
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

// In a loop the reference is dead from the second round on.
// proof: sumUp({}, numbers(20)) faults "reference invalidated by insertion"
int sumUp(absl::flat_hash_map<int, int> &m, const std::vector<int> &keys) {
  int &total = m[0]; // expected-note {{'total' is obtained here}}
  for (int k : keys)
    // expected-error@+2 {{reference 'total' is used after inserting into 'm' may have}}
    // expected-note@+1 {{'m' is inserted into here}}
    total += m[k] + k;
  return total;
}

// Found first, then named.
// proof: ranked({{1, {4}}}, 1, 2) faults "reference invalidated by insertion"
std::size_t ranked(absl::flat_hash_map<int, std::vector<int>> &ranks, int of, int other) {
  auto found = ranks.find(of);
  if (found == ranks.end())
    return 0;
  auto &mine = found->second; // expected-note {{'mine' is obtained here}}
  mine.push_back(other);
  ranks[other].push_back(of); // expected-note {{'ranks' is inserted into here}}
  return mine.size() + 1; // expected-error {{reference 'mine' is used after inserting into 'ranks'}}
}

// An argument is copied before room is made for what it goes to.
// proof: twice({{1, "a"}}, 2, 1) faults "reference invalidated by insertion"
void twice(absl::flat_hash_map<int, std::string> &m, int to, int from) {
  // expected-error@+3 {{reference into 'm' is used after inserting into 'm' may have}}
  // expected-note@+2 {{it is obtained here}}
  // expected-note@+1 {{'m' is inserted into here}}
  m.emplace(to, m.at(from));
}
