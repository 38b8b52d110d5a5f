// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Nobody can say before the loop how many elements will be new, or it is not worth saying.

#include <algorithm>
#include <cstddef>
#include <istream>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

struct Event {
  int kind = 0;
  int source = 0;
  bool valid = true;
  const Event *next = nullptr;
};

// A histogram: far fewer keys than rounds.
// proof: countKinds({{1, 10}, {2, 20}, {1, 10}}) clean
std::unordered_map<int, int> countKinds(const std::vector<Event> &events) {
  std::unordered_map<int, int> counts;
  for (const Event &event : events)
    ++counts[event.kind];
  return counts;
}

// Groups: the same.
// proof: bySource({{1, 10}, {2, 20}, {1, 10}}) clean
std::unordered_map<int, std::vector<int>> bySource(const std::vector<Event> &events) {
  std::unordered_map<int, std::vector<int>> groups;
  for (const Event &event : events)
    groups[event.source].push_back(event.kind);
  return groups;
}

// The key can take eight values, however long the loop is.
// proof: remainders({1, 9, 3}) clean
std::unordered_set<unsigned> remainders(const std::vector<unsigned> &values) {
  std::unordered_set<unsigned> result;
  for (const unsigned value : values)
    result.insert(value % 8);
  return result;
}

// Only what passes the test is inserted.
// proof: validSources({{1, 10}, {2, 20, false}}) clean
std::unordered_set<int> validSources(const std::vector<Event> &events) {
  std::unordered_set<int> sources;
  for (const Event &event : events)
    if (event.valid)
      sources.insert(event.source);
  return sources;
}

// The same with continue.
// proof: laterSources({{1, 10}, {2, 20}, {1, 10}}, 2) clean
std::unordered_set<int> laterSources(const std::vector<Event> &events, int first) {
  std::unordered_set<int> sources;
  for (const Event &event : events) {
    if (event.kind < first)
      continue;
    sources.insert(event.source);
  }
  return sources;
}

// The loop leaves at the first repetition.
// proof: hasDuplicates({1, 2, 1, 3}) clean
bool hasDuplicates(const std::vector<int> &values) {
  std::unordered_set<int> seen;
  for (const int value : values)
    if (!seen.insert(value).second)
      return true;
  return false;
}

// It stops when there are enough.
// proof: sample({1, 2, 3}, 2) clean
std::unordered_set<int> sample(const std::vector<int> &values, std::size_t limit) {
  std::unordered_set<int> chosen;
  for (const int value : values) {
    chosen.insert(value);
    if (chosen.size() == limit)
      break;
  }
  return chosen;
}

// A stream does not tell how long it is.
// proof: { std::istringstream in("a 1 b 2"); show(readPairs(in)); } clean
std::unordered_map<std::string, int> readPairs(std::istream &in) {
  std::unordered_map<std::string, int> pairs;
  std::string key;
  int value = 0;
  while (in >> key >> value)
    pairs.emplace(key, value);
  return pairs;
}

// Nor does a chain of pointers.
// proof: { Event last, first{1, 1, true, &last}; show(chain(&first).size()); } clean
std::unordered_set<const Event *> chain(const Event *first) {
  std::unordered_set<const Event *> events;
  for (const Event *event = first; event != nullptr; event = event->next)
    events.insert(event);
  return events;
}

// A handful: growth costs nothing.
// proof: clean
std::unordered_map<int, char> digits() {
  std::unordered_map<int, char> result;
  for (int digit = 0; digit < 10; ++digit)
    result.emplace(digit, static_cast<char>('0' + digit));
  return result;
}

// Ordered containers have no buckets.
// proof: ordered({3, 1, 2}) clean
std::map<int, int> ordered(const std::vector<int> &values) {
  std::map<int, int> result;
  for (const int value : values)
    result.emplace(value, 0);
  return result;
}

// proof: orderedSet({3, 1, 2}) clean
std::set<int> orderedSet(const std::vector<int> &values) {
  std::set<int> result;
  for (const int value : values)
    result.insert(value);
  return result;
}

// Only elements that exist are written.
// proof: zero({{1, 5}, {2, 6}}, {1, 2}) clean
void zero(std::unordered_map<int, int> &balance, const std::vector<int> &accounts) {
  for (const int account : accounts)
    balance.at(account) = 0;
}

// Each round inserts into another, inner map.
// proof: rows({{1, 10}, {2, 20}, {1, 10}}) clean
std::vector<std::unordered_map<int, int>> rows(const std::vector<Event> &events) {
  std::vector<std::unordered_map<int, int>> result(events.size());
  for (std::size_t i = 0; i < events.size(); ++i)
    result[i].emplace(events[i].kind, events[i].source);
  return result;
}

// The container is new in every round and gets one element.
// proof: singles({1, 2}) clean
std::size_t singles(const std::vector<int> &values) {
  std::size_t total = 0;
  for (const int value : values) {
    std::unordered_set<int> one;
    one.insert(value);
    total += one.size();
  }
  return total;
}

// What goes in comes out again: the set never grows large.
// proof: longestRun({1, 2, 1, 3}) clean
int longestRun(const std::vector<int> &values) {
  std::unordered_set<int> window;
  std::size_t start = 0;
  std::size_t best = 0;
  for (std::size_t end = 0; end < values.size(); ++end) {
    while (window.contains(values[end]))
      window.erase(values[start++]);
    window.insert(values[end]);
    best = std::max(best, window.size());
  }
  return static_cast<int>(best);
}

// The same key every time.
// proof: lastOf({1, 2}) clean
std::unordered_map<std::string, int> lastOf(const std::vector<int> &values) {
  std::unordered_map<std::string, int> result;
  for (const int value : values)
    result["last"] = value;
  return result;
}
