// RUN: %verify %s
// RUN: %prove %s
// The insertion happens in every round although the body has branches, assertions and helpers.
// There is no place for a fix, or it would be the same as elsewhere.

#include <cassert>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

struct Item {
  std::string name;
  int id = 0;
  double price = 0;
};

// Both branches insert.
// proof: grades(each(100, [](int i) { return Item{std::to_string(i), i, double(i)}; })) grows 4
std::unordered_map<int, std::string> grades(const std::vector<Item> &items) {
  std::unordered_map<int, std::string> result;
  for (const Item &item : items) { // expected-note {{reserve room for}}
    if (item.price > 10)
      result.emplace(item.id, "dear"); // expected-warning {{'result' grows}}
    else
      result.emplace(item.id, "cheap");
  }
  return result;
}

// Assertions say that the keys are new; they end the program, not the loop.
// proof: { const auto items = each(100, [](int i) { return Item{std::to_string(i), i, double(i)};
//   }); show(checked(items).size()); } grows 4
std::unordered_map<int, const Item *> checked(const std::vector<Item> &items) {
  std::unordered_map<int, const Item *> result;
  for (const Item &item : items) { // expected-note {{reserve room for}}
    assert(result.find(item.id) == result.end());
    const bool isNew = result.emplace(item.id, &item).second; // expected-warning {{'result' grows}}
    assert(isNew);
    (void)isNew;
  }
  return result;
}

// An inner loop beside the insertion.
// proof: sums(each(100, [](int i) { return Item{std::to_string(i), i, double(i)}; }), 3) grows 4
std::unordered_map<std::string, int> sums(const std::vector<Item> &items, int weeks) {
  std::unordered_map<std::string, int> result;
  for (const Item &item : items) { // expected-note {{reserve room for}}
    int sum = 0;
    for (int i = 0; i < weeks; ++i) {
      if (i == item.id)
        break;
      sum += i;
    }
    result.insert_or_assign(item.name, sum); // expected-warning {{'result' grows}}
  }
  return result;
}

// The key is made in the body.
// proof: byLabel(each(100, [](int i) { return Item{std::to_string(i), i, double(i)}; })) grows 4
std::unordered_map<std::string, int> byLabel(const std::vector<Item> &items) {
  std::unordered_map<std::string, int> result;
  for (const Item &item : items) { // expected-note {{reserve room for}}
    const std::string label = item.name + "/" + std::to_string(item.id);
    result[label] = item.id; // expected-warning {{'result' grows}}
  }
  return result;
}

// The keys come from a reader that hands out one after the other.
// proof: given std::string Reader::readString() { static int i = 0; return std::to_string(i++); }
// proof: given int Reader::readInt() { return 1; }
class Reader {
public:
  std::string readString();
  int readInt();
};

// proof: decode({}, 100) grows 4
std::unordered_map<std::string, int> decode(Reader &in, std::uint32_t count) {
  std::unordered_map<std::string, int> result;
  for (std::uint32_t i = 0; i < count; ++i) { // expected-note {{reserve room for}}
    std::string key = in.readString();
    result.emplace(std::move(key), in.readInt()); // expected-warning {{'result' grows}}
  }
  return result;
}

// Equal keys may stand several times: each round adds an element, whatever the key is.
// proof: { const auto items = each(100, [](int i) { return Item{std::to_string(i), i, double(i)};
//   }); show(buckets(items).size()); } grows 4
std::unordered_multimap<int, const Item *> buckets(const std::vector<Item> &items) {
  std::unordered_multimap<int, const Item *> result;
  for (const Item &item : items) // expected-note {{reserve room for}}
    result.emplace(item.id % 10, &item); // expected-warning {{'result' grows}}
  return result;
}

// Each instantiation is the same text: one finding.
// proof: { show(toSet<int>(numbers(100))); } grows 4
template <class T>
std::unordered_set<T> toSet(const std::vector<T> &values) {
  std::unordered_set<T> result;
  for (const T &value : values) // expected-note {{reserve room for}}
    result.insert(value); // expected-warning {{'result' grows}}
  return result;
}

// proof: clean
std::size_t use() { return toSet<int>({1}).size() + toSet<long>({1}).size(); }

// The loop is all that belongs to an if: there is no line to put a statement on.
// proof: maybe(numbers(100), true) grows 4
std::unordered_set<int> maybe(const std::vector<int> &values, bool wanted) {
  std::unordered_set<int> result;
  if (wanted)
    for (const int value : values) // expected-note {{reserve room for}}
      result.insert(value); // expected-warning {{'result' grows}}
  return result;
}

// A macro wrote the loop.
#define EACH(variable, range) for (const auto &variable : range)

// proof: expanded(numbers(100)) grows 4
std::unordered_set<int> expanded(const std::vector<int> &values) {
  std::unordered_set<int> result;
  EACH(value, values) // expected-note {{reserve room for}}
    result.insert(value); // expected-warning {{'result' grows}}
  return result;
}
