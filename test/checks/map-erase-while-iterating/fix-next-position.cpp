// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// The next position is taken before the body may erase the element: works wherever the erasure
// stands, and whoever does it.

#include <absl/container/flat_hash_map.h>
#include <map>
#include <ranges>
#include <set>
#include <string>
#include <unordered_map>

struct Session {
  std::string user;
  int idle = 0;
};

using Sessions = std::unordered_map<int, Session>;

// The loop goes on after the erasure.
// proof: dropIdle({{1, {"a", 9}}, {2, {"b", 1}}, {3, {"c", 7}}}, 5) faults "iterator invalidated by
//   erase"
int dropIdle(Sessions &sessions, int limit) {
  int seen = 0;
  for (const auto &[id, session] : sessions) { // expected-note {{'sessions' starts here}}
    if (session.idle > limit)
      sessions.erase(id); // expected-error {{erasing from 'sessions' invalidates the iterator}}
    ++seen;
  }
  return seen;
}

// `continue` leads to the step of the loop.
// proof: sellOut({{"pen", 0}, {"ink", 3}, {"cap", 0}}) faults "iterator invalidated by erase"
int sellOut(std::map<std::string, int> &stock) {
  int removed = 0;
  for (auto item = stock.begin(); item != stock.end(); ++item) { // expected-note {{'stock' starts}}
    if (item->second > 0)
      continue;
    stock.erase(item); // expected-error {{erasing from 'stock' invalidates the iterator}}
    ++removed;
  }
  return removed;
}

// A body without braces; what is extracted is gone, too.
// proof: takeUrgent({{1, "!"}, {2, "later"}, {3, "!!"}}, {}) faults "iterator invalidated by
//   extraction"
void takeUrgent(std::map<int, std::string> &pending, std::map<int, std::string> &urgent) {
  for (auto mail = pending.begin(); mail != pending.end(); ++mail) // expected-note {{'pending'}}
    // Those first.
    if (mail->second.starts_with("!"))
      urgent.insert(pending.extract(mail)); // expected-error {{'pending' invalidates the iterator}}
}

// A while statement with the step at its end.
// proof: keepEven({1, 2, 3, 4}) faults "iterator invalidated by erase"
void keepEven(std::set<int> &numbers) {
  auto pos = numbers.begin();
  while (pos != numbers.end()) { // expected-note {{loop over 'numbers' starts here}}
    if (*pos % 2 != 0)
      numbers.erase(pos); // expected-error {{erasing from 'numbers' invalidates the iterator}}
    ++pos;
  }
}

// One of several cases erases.
// proof: age({{1, 0}, {2, 1}, {3, 0}}) faults "iterator invalidated by erase"
void age(std::map<int, int> &lives) {
  for (auto it = lives.begin(); it != lives.end(); ++it) { // expected-note {{'lives' starts here}}
    switch (it->second) {
    // expected-error@+1 {{erasing from 'lives' invalidates the iterator this loop goes on with}}
    case 0: lives.erase(it); break;
    default: it->second--;
    }
  }
}

static void forget(Sessions &sessions, int id) {
  sessions.erase(id); // expected-note {{erased from here}}
}

// Somebody else erases.
// proof: forgetAll({{1, {"a", 9}}, {2, {"b", 1}}}, {1}) faults "iterator invalidated by erase"
void forgetAll(Sessions &sessions, const std::set<int> &banned) {
  for (const auto &session : sessions) // expected-note {{loop over 'sessions' starts here}}
    if (banned.contains(session.first))
      forget(sessions, session.first); // expected-error {{calling 'forget' erases from 'sessions'}}
}

// A lambda does it, and the elements are copies.
// proof: dropNegative({-1, 2, -3}) faults "iterator invalidated by erase"
void dropNegative(std::set<int> &values) {
  auto drop = [&](int value) { values.erase(value); }; // expected-note {{erased from here}}
  for (int value : values) // expected-note {{the loop over 'values' starts here}}
    if (value < 0)
      drop(value); // expected-error {{calling 'drop' erases from 'values'}}
}

class Registry {
public:
  const std::map<std::string, int> &entries() const { return entries_; }
  void add(const std::string &name, int uses) { entries_[name] = uses; }
  void remove(const std::string &name) { entries_.erase(name); } // expected-note {{erased from}}

private:
  std::map<std::string, int> entries_;
};

// The container is what a function gives a reference to.
// proof: { Registry registry; registry.add("a", 1); registry.add("b", 9); registry.add("c", 9);
//   sweep(registry, 5); show(registry.entries()); } faults "iterator invalidated by erase"
void sweep(Registry &registry, int limit) {
  for (const auto &entry : registry.entries()) // expected-note {{starts here}}
    if (entry.second > limit)
      registry.remove(entry.first); // expected-error {{calling 'remove' erases from}}
}

// Through a pointer, with another name for the same map.
// proof: thin({1, 2, 3}) faults "iterator invalidated by erase"
void thin(std::set<int> &all) {
  std::set<int> *numbers = &all;
  int seen = 0;
  for (int x : *numbers) { // expected-note {{starts here}}
    if (x % 2)
      all.erase(x); // expected-error {{erasing from 'all' invalidates the iterator}}
    ++seen;
  }
}

// Nothing but what lies between two positions may go: std::erase_if() would look at everything.
// proof: dropZeros({{1, 0}, {1, 1}, {2, 0}}, 1) faults "iterator invalidated by erase"
void dropZeros(std::multimap<int, int> &events, int when) {
  auto range = events.equal_range(when);
  for (auto it = range.first; it != range.second; ++it) // expected-note {{starts here}}
    if (it->second == 0)
      events.erase(it); // expected-error {{erasing from 'events' invalidates the iterator}}
}

// From the second element on.
// proof: keepFirst({{1, 0}, {2, 0}, {3, 4}}) faults "iterator invalidated by erase"
void keepFirst(std::map<int, int> &tail) {
  if (tail.empty())
    return;
  for (auto it = std::next(tail.begin()); it != tail.end(); ++it) // expected-note {{starts here}}
    if (it->second == 0)
      tail.erase(it); // expected-error {{erasing from 'tail' invalidates the iterator}}
}

// A flat table whose erasure leaves the others where they are.
// proof: cool({{1, 0.5}, {2, 3.0}}, 1.0) faults "iterator invalidated by erase"
double cool(absl::flat_hash_map<int, double> &heat, double limit) {
  double sum = 0;
  for (auto &[cell, degrees] : heat) { // expected-note {{'heat' starts here}}
    sum += degrees;
    degrees /= 2;
    if (degrees < limit)
      heat.erase(cell); // expected-error {{erasing from 'heat' invalidates the iterator}}
    sum += 1;
  }
  return sum;
}
