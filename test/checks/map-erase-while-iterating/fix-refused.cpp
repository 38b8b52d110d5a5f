// RUN: %verify %s
// RUN: %exits 1 %maplint --format=json %s -- -std=c++20 \
// RUN:   | %FileCheck %s --check-prefix=NONE --implicit-check-not="replacement"
// NONE-COUNT-10: "check": "map-erase-while-iterating"
// RUN: %prove %s
// No repair is offered where none is sound.

#include <functional>
#include <map>
#include <ranges>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>

// The calls further in erase other elements: the next one may be among them.
// proof: unsubscribe({{"b", "a"}, {"c", "a"}}, "a") faults "iterator invalidated by erase"
void unsubscribe(std::map<std::string, std::string> &parentOf, const std::string &topic) {
  for (const auto &[child, parent] : parentOf) // expected-note {{loop over 'parentOf' starts here}}
    if (parent == topic)
      // expected-error@+1 {{calling 'unsubscribe' erases from 'parentOf'}}
      unsubscribe(parentOf, child);
  parentOf.erase(topic); // expected-note {{'parentOf' is erased from here}}
}

// The view leaves elements out, so std::erase_if() of the whole would take too many.
// proof: dropOdd({{1, 0}, {2, 0}}) faults "iterator invalidated by erase"
void dropOdd(std::map<int, int> &m) {
  auto isOdd = [](const auto &e) { return e.first % 2 == 1; };
  for (auto &kv : m | std::views::filter(isOdd)) // expected-note {{the loop over 'm' starts here}}
    if (kv.second == 0)
      m.erase(kv.first); // expected-error {{erasing from 'm' invalidates the iterator}}
}

// The elements are written to: over a copy that would be lost.
// proof: spread({{1, 0}, {2, 1}}) faults "iterator invalidated by insertion" unseen: libstdc++ keeps
//   its nodes
void spread(std::unordered_map<int, int> &m) {
  for (auto &[k, v] : m) { // expected-note {{the loop over 'm' starts here}}
    v += 1;
    if (v == 1)
      m[k + 100] = 5; // expected-error {{inserting into 'm' can invalidate the iterator}}
  }
}

// More than the element is lost in a round.
// proof: collapse({{1, 2}, {2, 3}, {3, 9}}) faults "iterator invalidated by erase"
void collapse(std::map<int, int> &next) {
  for (auto it = next.begin(); it != next.end(); ++it) { // expected-note {{starts here}}
    if (it->second == 9)
      continue;
    next.erase(it->first + 1);
    next.erase(it); // expected-error {{erasing from 'next' invalidates the iterator}}
  }
}

// Another condition decides whether the branch is reached: without it nobody would step.
// proof: dropSomeEmpty({{"a", "1"}, {"b", ""}}, true) faults "iterator is moved behind the end"
void dropSomeEmpty(std::map<std::string, std::string> &fields, bool all) {
  for (auto it = fields.begin(); it != fields.end(); ++it) // expected-note {{'fields' starts here}}
    if (all)
      if (it->second.empty())
        it = fields.erase(it); // expected-error {{erasing from 'fields' gives the end after}}
}

// What is added is to be gone over as well.
// proof: closeUnderHalving({9, 7}) faults "iterator invalidated by insertion" unseen: libstdc++
//   keeps its nodes
void closeUnderHalving(std::unordered_set<unsigned> &values) {
  for (const unsigned v : values) // expected-note {{loop over 'values' starts}}
    if (v > 1)
      values.insert(v / 2); // expected-error {{inserting into 'values' can invalidate}}
}

// The addresses of the copies would be kept.
// proof: largest({{1, 1}, {2, 2}}) faults "iterator invalidated by insertion" unseen: libstdc++
//   keeps its nodes
int largest(std::unordered_map<int, int> &m) {
  const int *best = nullptr;
  for (const auto &entry : m) { // expected-note {{loop over 'm' starts}}
    if (!best || entry.second > *best)
      best = &entry.second;
    m[-entry.first] = 0; // expected-error {{inserting into 'm' can invalidate}}
  }
  return best ? *best : 0;
}

// The text of the loop is a macro's.
#define EACH(entry, m) for (const auto &entry : m)
// proof: mirror({{1, 1}, {2, 2}}) faults "iterator invalidated by insertion" unseen: libstdc++
//   keeps its nodes
void mirror(std::unordered_map<int, int> &m) {
  EACH(entry, m) // expected-note {{loop over 'm' starts}}
    m[-entry.first] = entry.second; // expected-error {{inserting into 'm' can invalidate}}
}

// The position is looked at behind the loop.
// proof: until({{1, 1}, {2, 2}}) faults "iterator invalidated by insertion" unseen: libstdc++
//   keeps its nodes
bool until(std::unordered_map<int, int> &m) {
  auto it = m.begin();
  while (it != m.end()) { // expected-note {{loop over 'm' starts}}
    if (it->second == 9)
      break;
    m.emplace(-it->first, 8); // expected-error {{inserting into 'm' can invalidate}}
    ++it;
  }
  return it != m.end();
}

// Every round adds, and what it has added would add in turn.
// proof: rankParents({{10, 1}, {20, 2}}, 3) faults "iterator invalidated by insertion" unseen:
//   libstdc++ keeps its nodes
void rankParents(std::unordered_map<int, unsigned> &rank, int step) {
  for (auto &entry : rank) // expected-note {{loop over 'rank' starts here}}
    rank[entry.first / step] = entry.second + 1; // expected-error {{inserting into 'rank' can}}
}
