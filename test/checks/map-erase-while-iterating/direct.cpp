// RUN: %verify %s
// RUN: %prove %s
// The body of the loop changes the container that the loop walks over.

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

struct Session {
  std::string user;
  int idleMinutes = 0;
};

// proof: dropIdle({{1, {"a", 9}}, {2, {"b", 1}}}, 5) faults "iterator invalidated by erase"
void dropIdle(std::map<int, Session> &sessions, int limit) {
  for (const auto &[id, session] : sessions) // expected-note {{loop over 'sessions' starts here}}
    if (session.idleMinutes > limit)
      // expected-error@+1 {{this loop goes on with [map-erase-while-iterating]}}
      sessions.erase(id);
}

// proof: sellOut({{"pen", 0}, {"ink", 3}}) faults "iterator invalidated by erase"
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

// proof: keepEven({1, 2, 3}) faults "iterator invalidated by erase"
void keepEven(std::set<int> &numbers) {
  auto pos = numbers.begin();
  while (pos != numbers.end()) { // expected-note {{loop over 'numbers' starts here}}
    if (*pos % 2 != 0)
      numbers.erase(pos); // expected-error {{erasing from 'numbers' invalidates the iterator}}
    ++pos;
  }
}

// proof: panicReset({{"login", 9}, {"mail", 1}}, 5) faults "iterator invalidated by clear"
void panicReset(std::unordered_map<std::string, int> &failures, int threshold) {
  for (const auto &entry : failures) { // expected-note {{loop over 'failures' starts here}}
    if (entry.second > threshold)
      failures.clear(); // expected-error {{clearing 'failures' invalidates the iterator}}
  }
}

// proof: addPlurals({{"cat", 1}, {"dog", 2}}) faults "iterator invalidated by insertion" unseen:
//   libstdc++ keeps its nodes
void addPlurals(std::unordered_map<std::string, int> &frequency) {
  for (const auto &[word, count] : frequency) // expected-note {{loop over 'frequency' starts here}}
    if (word.back() != 's')
      frequency[word + "s"] = count; // expected-error {{inserting into 'frequency' can invalidate}}
}

// proof: closeUnderHalving({9, 7}) faults "iterator invalidated by insertion" unseen: libstdc++
//   keeps its nodes
void closeUnderHalving(std::unordered_set<unsigned> &values) {
  // expected-note@+1 {{loop over 'values' starts}}
  for (auto v = values.cbegin(); v != values.cend(); ++v)
    if (*v > 1)
      values.insert(*v / 2); // expected-error {{inserting into 'values' can invalidate}}
}

using Outbox = std::map<int, std::string>;

// proof: takeUrgent({{1, "!"}, {2, "later"}}, {}) faults "iterator invalidated by extraction"
void takeUrgent(Outbox &pending, Outbox &urgent) {
  // expected-note@+1 {{'pending' starts}}
  for (auto mail = pending.begin(); mail != pending.end(); ++mail)
    if (mail->second.starts_with("!"))
      urgent.insert(pending.extract(mail)); // expected-error {{'pending' invalidates the iterator}}
}

// proof: unlinkParents({{1, {2, 3}}, {2, {}}}, 1) faults "iterator invalidated by erase"
void unlinkParents(std::map<int, std::set<int>> &graph, int root) {
  auto &children = graph[root];
  for (int child : children) // expected-note {{loop over 'children' starts here}}
    if (graph.contains(child))
      children.erase(child); // expected-error {{erasing from 'children' invalidates the iterator}}
}
