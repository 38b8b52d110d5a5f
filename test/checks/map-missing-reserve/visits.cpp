// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// Loops that are written as a call, as a while statement, or that go on by more than one.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

struct Item {
  std::string name;
  int id = 0;
};

// A lambda for each element.
// proof: byName(each(100, [](int i) { return Item{std::to_string(i), i}; })) grows 4 -> 0
std::unordered_map<std::string, int> byName(const std::vector<Item> &items) {
  std::unordered_map<std::string, int> result;
  std::for_each(items.begin(), items.end(), // expected-warning {{'result' grows step by step while this call inserts 'items.size()' elements}} expected-note {{reserve room for them before this call}}
                [&](const Item &item) { result.emplace(item.name, item.id); });
  return result;
}

// The range as a whole, and a body that first works out what it inserts.
// proof: squares(numbers(100)) grows 4 -> 0
std::unordered_map<int, long> squares(const std::vector<int> &numbers) {
  std::unordered_map<int, long> result;
  std::ranges::for_each(numbers, [&result](int n) { // expected-warning {{this call inserts 'numbers.size()' elements}} expected-note {{reserve room}}
    const long square = static_cast<long>(n) * n;
    result[n] = square;
  });
  return result;
}

// A class that indexes what it holds.
// proof: { Catalogue catalogue(each(100, [](int i) { return Item{std::to_string(i), i}; }));
//   catalogue.index(); } grows 4 -> 0
class Catalogue {
public:
  explicit Catalogue(std::vector<Item> items) : items_(std::move(items)) {}

  void index() {
    ids_.clear();
    std::for_each(items_.cbegin(), items_.cend(), // expected-warning {{'ids_' grows}} expected-note {{reserve room}}
                  [this](const Item &item) { ids_.insert(item.id); });
  }

private:
  std::vector<Item> items_;
  std::unordered_set<int> ids_;
};

// A while statement that counts.
// proof: counted(100) grows 4 -> 0
std::unordered_set<std::uint64_t> counted(std::uint64_t n) {
  std::unordered_set<std::uint64_t> result;
  std::uint64_t i = 0;
  while (i < n) { // expected-note {{reserve room for}}
    result.insert(i); // expected-warning {{this loop inserts 'n' elements}}
    ++i;
  }
  return result;
}

// One that walks.
// proof: { std::list<std::string> all; for (int i = 0; i < 100; ++i) all.push_back(std::to_string(i));
//   show(walked(all)); } grows 4 -> 0
std::unordered_set<std::string> walked(const std::list<std::string> &names) {
  std::unordered_set<std::string> result;
  auto name = names.begin();
  while (name != names.end()) { // expected-note {{reserve room for}}
    result.insert(*name); // expected-warning {{this loop inserts 'names.size()' elements}}
    ++name;
  }
  return result;
}

// Keys and values lie one after the other.
// proof: pairs(words(200)) grows 4 -> 0
std::unordered_map<std::string, std::string> pairs(const std::vector<std::string> &flat) {
  std::unordered_map<std::string, std::string> result;
  for (std::size_t i = 0; i + 1 < flat.size(); i += 2) // expected-note {{reserve room for}}
    result[flat[i]] = flat[i + 1]; // expected-warning {{inserts '(flat.size() + 1) / 2' elements}}
  return result;
}

// Every third, downwards.
// proof: sampled(300) grows 4 -> 0
std::unordered_set<unsigned> sampled(unsigned last) {
  std::unordered_set<unsigned> result;
  for (unsigned i = last; i > 2; i -= 3) // expected-note {{reserve room for}}
    result.insert(i); // expected-warning {{inserts '(last + 2) / 3' elements}}
  return result;
}

// A constant number of them.
// proof: even() grows 4 -> 0
std::unordered_map<int, int> even() {
  std::unordered_map<int, int> result;
  for (int i = 0; i < 200; i += 2) // expected-note {{reserve room for}}
    result.emplace(i, -i); // expected-warning {{inserts 100 elements}}
  return result;
}
