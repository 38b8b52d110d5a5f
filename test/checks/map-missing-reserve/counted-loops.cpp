// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// The many ways to write a loop whose header tells how often it runs.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

struct Item {
  std::string name;
  int id = 0;
};

// A signed number needs a cast, and may be negative: the loop bears that, reserve() does not.
// proof: squares(100) grows 4 -> 0
std::unordered_map<int, int> squares(int n) {
  std::unordered_map<int, int> result;
  for (int i = 0; i < n; i++) // expected-note {{reserve room for}}
    result[i] = i * i; // expected-warning {{inserts 'n' elements}}
  return result;
}

// The size, taken once in the header.
// proof: cachedSize(words(100)) grows 4 -> 0
std::unordered_map<std::string, std::size_t> cachedSize(const std::vector<std::string> &names) {
  std::unordered_map<std::string, std::size_t> index;
  for (std::size_t i = 0, n = names.size(); i < n; ++i) // expected-note {{reserve room for}}
    index.emplace(names[i], i); // expected-warning {{inserts 'names.size()' elements}}
  return index;
}

// The same for an end iterator.
// proof: { std::set<std::string> names; for (int i = 0; i < 100; ++i)
//   names.insert(std::to_string(i)); show(cachedEnd(names)); } grows 4 -> 0
std::unordered_set<std::string> cachedEnd(const std::set<std::string> &names) {
  std::unordered_set<std::string> result;
  for (auto it = names.begin(), end = names.end(); it != end; ++it) // expected-note {{reserve room}}
    result.insert(*it); // expected-warning {{inserts 'names.size()' elements}}
  return result;
}

// Downwards.
// proof: downwards(std::deque<int>(100)) grows 4 -> 0
std::unordered_map<std::size_t, int> downwards(const std::deque<int> &queue) {
  std::unordered_map<std::size_t, int> result;
  for (std::size_t i = queue.size(); i > 0; --i) // expected-note {{reserve room for}}
    result.emplace(i, queue[i - 1]); // expected-warning {{inserts 'queue.size()' elements}}
  return result;
}

// proof: lastFirst(numbers(100)) grows 4 -> 0
std::unordered_set<int> lastFirst(const std::vector<int> &values) {
  std::unordered_set<int> result;
  for (int i = static_cast<int>(values.size()) - 1; i >= 0; --i) // expected-note {{reserve room}}
    result.insert(values[i]); // expected-warning {{inserts 'values.size()' elements}}
  return result;
}

// With the last number.
// proof: inclusive(1, 100) grows 4 -> 0
std::unordered_set<std::uint64_t> inclusive(std::uint64_t first, std::uint64_t last) {
  std::unordered_set<std::uint64_t> result;
  for (std::uint64_t i = first; i <= last; i += 1) // expected-note {{reserve room for}}
    result.insert(i); // expected-warning {{inserts 'last - first + 1' elements}}
  return result;
}

// From one on, and up to the last but one: a little too much room is harmless, and `size() - 1`
// would wrap round for an empty vector.
// proof: followers(numbers(101)) grows 4 -> 0
std::unordered_map<int, int> followers(const std::vector<int> &values) {
  std::unordered_map<int, int> next;
  for (std::size_t i = 0; i + 1 < values.size(); ++i) // expected-note {{reserve room for}}
    next[values[i]] = values[i + 1]; // expected-warning {{inserts 'values.size()' elements}}
  return next;
}

// Pointers.
// proof: { std::uint64_t data[100]; for (int i = 0; i < 100; ++i) data[i] = i;
//   show(fromMemory(data, 100)); } grows 4 -> 0
std::unordered_set<std::uint64_t> fromMemory(const std::uint64_t *data, std::size_t n) {
  std::unordered_set<std::uint64_t> result;
  for (const std::uint64_t *p = data; p != data + n; ++p) // expected-note {{reserve room for}}
    result.insert(*p); // expected-warning {{inserts 'n' elements}}
  return result;
}

// A table the compiler has counted.
constexpr int slots = 128;

// proof: constant() grows 5 -> 0
std::unordered_map<int, int> constant() {
  std::unordered_map<int, int> result;
  for (int i = 0; i < slots; ++i) // expected-note {{reserve room for}}
    result.emplace(i, -i); // expected-warning {{inserts 128 elements}}
  return result;
}

// Through accessors that only look.
class Document {
public:
  explicit Document(std::vector<Item> items) : items_(std::move(items)) {}
  const std::vector<Item> &items() const { return items_; }

private:
  std::vector<Item> items_;
};

// proof: names(std::make_shared<Document>(each(100, [](int i) { return Item{"a", i}; }))) grows 4
//   -> 0
std::unordered_map<int, std::string> names(const std::shared_ptr<Document> &document) {
  std::unordered_map<int, std::string> result;
  for (const Item &item : document->items()) // expected-note {{reserve room for}}
    result.emplace(item.id, item.name); // expected-warning {{inserts 'document->items().size()'}}
  return result;
}

// Two containers in one loop: both fixes go in together.
// proof: bothWays(each(100, [](int i) { return Item{std::to_string(i), i}; }), {}, {}) grows 8 -> 0
void bothWays(const std::vector<Item> &items, std::unordered_map<int, std::string> &names,
              std::unordered_map<std::string, int> &ids) {
  names.clear();
  ids.clear();
  for (const Item &item : items) { // expected-note 2 {{reserve room for}}
    names[item.id] = item.name; // expected-warning {{'names' grows}}
    ids[item.name] = item.id; // expected-warning {{'ids' grows}}
  }
}

// A container behind a pointer.
// proof: onTheHeap(each(100, [](int i) { return Item{"a", i}; })) grows 4 -> 0
std::unique_ptr<std::unordered_map<int, Item>> onTheHeap(const std::vector<Item> &items) {
  auto result = std::make_unique<std::unordered_map<int, Item>>();
  for (const Item &item : items) // expected-note {{reserve room for}}
    result->emplace(item.id, item); // expected-warning {{'*result' grows}}
  return result;
}
