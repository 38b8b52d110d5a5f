// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// Counted loops that step in their condition, or in the middle of their body.

#include <cstddef>
#include <unordered_map>
#include <unordered_set>
#include <vector>

// proof: countDown(100) grows 4 -> 0
std::unordered_map<int, int> countDown(int n) {
  std::unordered_map<int, int> squares;
  while (n-- > 0) // expected-note {{reserve room for}}
    squares[n] = n * n; // expected-warning {{inserts 'n' elements}}
  return squares;
}

// proof: untilZero(100) grows 4 -> 0
std::unordered_map<std::size_t, bool> untilZero(std::size_t n) {
  std::unordered_map<std::size_t, bool> seen;
  while (n--) // expected-note {{reserve room for}}
    seen.emplace(n, false); // expected-warning {{inserts 'n' elements}}
  return seen;
}

// proof: backwards(numbers(100)) grows 4 -> 0
std::unordered_map<int, std::size_t> backwards(const std::vector<int> &values) {
  std::unordered_map<int, std::size_t> first;
  for (std::size_t i = values.size(); i-- > 0;) // expected-note {{reserve room for}}
    first[values[i]] = i; // expected-warning {{inserts 'values.size()' elements}}
  return first;
}

// proof: inside(numbers(100)) grows 4 -> 0
std::unordered_set<int> inside(const std::vector<int> &values) {
  std::unordered_set<int> all;
  std::size_t i = 0;
  while (i < values.size()) // expected-note {{reserve room for}}
    all.insert(values[i++]); // expected-warning {{inserts 'values.size()' elements}}
  return all;
}

// proof: taken(numbers(100)) grows 4 -> 0
std::unordered_map<int, std::size_t> taken(const std::vector<int> &values) {
  std::unordered_map<int, std::size_t> places;
  for (std::size_t i = 0; i < values.size();) { // expected-note {{reserve room for}}
    const int value = values[i++];
    places[value] = i; // expected-warning {{inserts 'values.size()' elements}}
  }
  return places;
}
