// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// A new hash container gets as many elements as the loop has rounds, and the number is at hand.

#include <algorithm>
#include <array>
#include <cstddef>
#include <list>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

struct User {
  int id = 0;
  std::string name;
};

// proof: byId(each(100, [](int i) { return User{i, "a"}; })) grows 4 -> 0
std::unordered_map<int, User> byId(const std::vector<User> &users) {
  std::unordered_map<int, User> result;
  for (const User &user : users) // expected-note {{reserve room for}}
    // expected-warning@+1 {{[map-missing-reserve]}}
    result.emplace(user.id, user);
  return result;
}

// proof: positions(words(500)) grows 7 -> 0
std::unordered_map<std::string, std::size_t> positions(const std::vector<std::string> &columns) {
  std::unordered_map<std::string, std::size_t> position;
  for (std::size_t i = 0; i < columns.size(); ++i) { // expected-note {{reserve room for}}
    position[columns[i]] = i; // expected-warning {{'position' grows}}
  }
  return position;
}

// proof: { std::list<long> ids; for (int i = 0; i < 100; ++i) ids.push_back(i);
//   show(uniqueIds(ids)); } grows 4 -> 0
std::unordered_set<long> uniqueIds(const std::list<long> &ids) {
  std::unordered_set<long> seen;
  for (auto id = ids.begin(); id != ids.end(); ++id) // expected-note {{reserve room for}}
    seen.insert(*id); // expected-warning {{'seen' grows}}
  return seen;
}

// Turning a map round: as many entries as the other map has.
// proof: { std::map<int, std::string> names; for (int i = 0; i < 100; ++i) names[i] =
//   std::to_string(i); show(invert(names)); } grows 4 -> 0
std::unordered_map<std::string, int> invert(const std::map<int, std::string> &names) {
  std::unordered_map<std::string, int> ids;
  for (const auto &[id, name] : names) // expected-note {{reserve room for}}
    ids.insert_or_assign(name, id); // expected-warning {{'ids' grows}}
  return ids;
}

// proof: identity(100) grows 4 -> 0
std::unordered_map<std::size_t, double> identity(std::size_t n) {
  std::unordered_map<std::size_t, double> diagonal;
  for (std::size_t i = 0; i < n; ++i) // expected-note {{reserve room for}}
    diagonal.try_emplace(i, 1.0); // expected-warning {{'diagonal' grows}}
  return diagonal;
}

// proof: { const auto text = words(100); show(::words(text)); } grows 4 -> 0
std::unordered_set<std::string> words(std::span<const std::string> text) {
  std::unordered_set<std::string> result;
  int longest = 0;
  for (const std::string &word : text) { // expected-note {{reserve room for}}
    longest = std::max(longest, static_cast<int>(word.size()));
    result.emplace(word); // expected-warning {{'result' grows}}
  }
  return longest > 0 ? result : std::unordered_set<std::string>{};
}

// Two loops, one product.
// proof: board(10, 10) grows 4 -> 0
std::unordered_map<std::size_t, char> board(std::size_t rows, std::size_t columns) {
  std::unordered_map<std::size_t, char> cells;
  for (std::size_t r = 0; r < rows; ++r) // expected-note {{reserve room for}}
    for (std::size_t c = 0; c < columns; ++c)
      cells.emplace(r * columns + c, '.'); // expected-warning {{'cells' grows}}
  return cells;
}

// The number is known to the compiler.
// proof: { std::array<int, 4096> keys; for (int i = 0; i < 4096; ++i) keys[i] = i;
//   show(slots(keys).size()); } grows 10 -> 0
std::unordered_map<int, std::size_t> slots(const std::array<int, 4096> &keys) {
  std::unordered_map<int, std::size_t> slot;
  std::size_t next = 0;
  for (const int key : keys) // expected-note {{reserve room for}}
    slot.emplace(key, next++); // expected-warning {{'slot' grows}}
  return slot;
}
