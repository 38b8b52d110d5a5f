// RUN: %verify %s
// RUN: %prove %s
// What is done first and what afterwards decides.
#include <map>
#include <set>
#include <unordered_map>

// Alias of the same set.
// proof: aliasSameSet({1, 2}) faults "iterator invalidated by erase"
void aliasSameSet(std::set<int> &a) {
  auto &b = a;
  for (int x : a) // expected-note {{the loop over 'a' starts here}}
    // expected-error@+1 {{erasing from 'b' invalidates the iterator this loop goes on with}}
    b.erase(x);
}

// Pointer alias.
// proof: { std::set<int> all{1, 5, 6}; pointerAlias(&all); show(all); } faults "iterator
//   invalidated by erase"
void pointerAlias(std::set<int> *a) {
  for (int x : *a) // expected-note {{the loop over '*a' starts here}}
    if (x > 3)
      // expected-error@+1 {{erasing from 'a' invalidates the iterator this loop goes on with}}
      a->erase(x);
}

// Member alias through a struct.
namespace memberAliasThroughStruct {
struct World {
  std::map<int, int> units;
};

// proof: memberAliasThroughStruct::run({{{1, 0}, {2, 1}}}) faults "iterator invalidated by erase"
void run(World &w) {
  auto &units = w.units;
  for (auto &u : units) // expected-note {{the loop over 'units' starts here}}
    if (u.second == 0)
      // expected-error@+1 {{erasing from 'w.units' invalidates the iterator this loop goes on}}
      w.units.erase(u.first);
}
} // namespace memberAliasThroughStruct

// Erase in the condition.
// proof: eraseCondition({{1, 0}, {2, 1}}) faults "iterator invalidated by erase"
void eraseCondition(std::map<int, int> &m) {
  // expected-error@+2 {{erasing from 'm' invalidates the iterator this loop goes on with}}
  // expected-note@+1 {{the loop over 'm' starts here}}
  for (auto it = m.begin(); it != m.end() && m.erase(it->first) > 0; ++it) {
  }
}

// While with saved end on unordered insertion.
// proof: whileSavedEndUnorderedInsertion({{1, 0}, {2, 1}}) faults "iterator invalidated by
//   insertion" unseen: libstdc++ keeps its nodes
void whileSavedEndUnorderedInsertion(std::unordered_map<int, int> &m) {
  auto it = m.begin();
  while (it != m.end()) { // expected-note {{the loop over 'm' starts here}}
    if (it->second == 0)
      // expected-error@+1 {{inserting into 'm' can invalidate the iterator this loop goes on with}}
      m.insert({it->first + 1000, 1});
    ++it;
  }
}

// Extract in a loop.
// proof: extractLoop({{1, 0}, {2, 1}}) faults "iterator invalidated by extraction"
void extractLoop(std::map<int, int> &m) {
  for (auto it = m.begin(); it != m.end(); ++it) // expected-note {{the loop over 'm' starts here}}
    if (it->second == 0)
      // expected-error@+1 {{extracting from 'm' invalidates the iterator this loop goes on with}}
      m.extract(it);
}
