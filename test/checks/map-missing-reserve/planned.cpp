// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// The number is told by a view, or by what the author reserves for the results.
#include <cstddef>
#include <map>
#include <ranges>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

// proof: cells(20, 30) grows 7 -> 0
std::unordered_map<int, std::string> cells(int columns, int rows) {
  std::unordered_map<int, std::string> all;
  for (int index : std::views::iota(0, columns * rows)) // expected-note {{reserve room for}}
    all.try_emplace(index); // expected-warning {{this loop inserts 'columns * rows' elements}}
  return all;
}

// proof: upTo(100) grows 4 -> 0
std::unordered_set<std::size_t> upTo(std::size_t count) {
  std::unordered_set<std::size_t> all;
  for (std::size_t n : std::views::iota(std::size_t{0}, count)) // expected-note {{reserve room for}}
    all.insert(n); // expected-warning {{'all' grows step by step while this loop inserts 'count'}}
  return all;
}

// Each key of the map once.
// proof: { std::map<int, int> ages; for (int i = 0; i < 100; ++i) ages[i] = i; show(names(ages)); }
//   grows 4 -> 0
std::unordered_set<int> names(const std::map<int, int> &ages) {
  std::unordered_set<int> all;
  for (int name : ages | std::views::keys) // expected-note {{reserve room for}}
    all.insert(name); // expected-warning {{inserts 'ages.size()' elements}}
  return all;
}

// proof: lastFirst(words(100)) grows 4 -> 0
std::unordered_set<std::string> lastFirst(const std::vector<std::string> &all) {
  std::unordered_set<std::string> seen;
  for (const std::string &each : std::views::reverse(all)) // expected-note {{reserve room for}}
    seen.insert(each); // expected-warning {{inserts 'all.size()' elements}}
  return seen;
}

// The results of both have room for all, and the set of what was seen has none.
// proof: united(words(100), words(50)) grows 4 -> 0
std::vector<std::string> united(const std::vector<std::string> &left,
                                const std::vector<std::string> &right) {
  std::unordered_set<std::string> seen;
  std::vector<std::string> result;
  result.reserve(left.size() + right.size());
  for (const std::string &each : left) // expected-note {{reserve room for}}
    // expected-warning@+1 {{this loop inserts up to 'left.size() + right.size()' elements}}
    if (seen.insert(each).second)
      result.push_back(each);
  for (const std::string &each : right)
    if (seen.insert(each).second)
      result.push_back(each);
  return result;
}

// Those that were seen before are left out first.
// proof: distinct(words(100)) grows 4 -> 0
std::vector<const std::string *> distinct(const std::vector<std::string> &all) {
  std::vector<const std::string *> result;
  result.reserve(all.size());
  std::unordered_set<std::string> seen;
  for (const std::string &each : all) { // expected-note {{reserve room for}}
    const bool isNew = seen.insert(each).second; // expected-warning {{up to 'all.size()' elements}}
    if (!isNew)
      continue;
    result.push_back(&each);
  }
  return result;
}
