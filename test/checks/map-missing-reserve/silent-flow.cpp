// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// The header tells a number, but the body does not keep to it, or the container is not what fills.

#include <cstddef>
#include <functional>
#include <istream>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

struct Item {
  std::string name;
  int id = 0;
  bool valid = true;
};

// The loop ends at the first bad item.
// proof: untilBad({{"a", 1}, {"b", 2, false}, {"c", 3}}) clean
std::unordered_set<int> untilBad(const std::vector<Item> &items) {
  std::unordered_set<int> ids;
  for (const Item &item : items) {
    if (!item.valid)
      break;
    ids.insert(item.id);
  }
  return ids;
}

// The function does.
// proof: allValid({{"a", 1}, {"b", 2, false}, {"c", 3}}, {9}) clean
bool allValid(const std::vector<Item> &items, std::unordered_set<int> &ids) {
  ids.clear();
  for (const Item &item : items) {
    ids.insert(item.id);
    if (!item.valid)
      return false;
  }
  return true;
}

// An exception does.
// proof: strict({{"a", 1}, {"b", 2}}) clean
std::unordered_set<int> strict(const std::vector<Item> &items) {
  std::unordered_set<int> ids;
  for (const Item &item : items) {
    if (!item.valid)
      throw std::runtime_error("bad item");
    ids.insert(item.id);
  }
  return ids;
}

// A goto does.
// proof: jumping({{"a", 1}, {"b", 2, false}, {"c", 3}}) clean
std::unordered_set<int> jumping(const std::vector<Item> &items) {
  std::unordered_set<int> ids;
  for (const Item &item : items) {
    if (!item.valid)
      goto done;
    ids.insert(item.id);
  }
done:
  return ids;
}

// Short-circuit evaluation is a branch, too.
// proof: shortCircuit({{"a", 1}, {"b", 2, false}, {"c", 3}}) clean
std::unordered_set<int> shortCircuit(const std::vector<Item> &items) {
  std::unordered_set<int> ids;
  for (const Item &item : items)
    (void)(item.valid && ids.insert(item.id).second);
  return ids;
}

// Some cases of a switch insert.
// proof: some({{"a", 1}, {"bc", 2}}) clean
std::unordered_set<int> some(const std::vector<Item> &items) {
  std::unordered_set<int> ids;
  for (const Item &item : items) {
    switch (item.name.size()) {
    case 1:
      ids.insert(item.id);
      break;
    default:
      break;
    }
  }
  return ids;
}

// The header has a second condition.
// proof: limited({1, 2, 3}, 2) clean
std::unordered_set<int> limited(const std::vector<int> &values, std::size_t limit) {
  std::unordered_set<int> result;
  for (std::size_t i = 0; i < values.size() && result.size() < limit; ++i)
    result.insert(values[i]);
  return result;
}

// The body moves the index on.
// proof: skipping({1, -2, 3, 4}) clean
std::unordered_set<int> skipping(const std::vector<int> &values) {
  std::unordered_set<int> result;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int value = values[i];
    if (value < 0)
      ++i;
    result.insert(value);
  }
  return result;
}

// The body appends to what the loop runs over.
// proof: reachable(0, {{1, 2}, {}, {}}) clean
std::unordered_set<int> reachable(int start, const std::vector<std::vector<int>> &next) {
  std::unordered_set<int> seen;
  std::vector<int> work{start};
  for (std::size_t i = 0; i < work.size(); ++i) {
    seen.insert(work[i]);
    for (const int node : next[work[i]])
      work.push_back(node);
  }
  return seen;
}

// So does a lambda.
// proof: halves({8, 5}) clean
std::unordered_set<int> halves(std::vector<int> work) {
  std::unordered_set<int> seen;
  const auto later = [&work](int value) { work.push_back(value); };
  for (std::size_t i = 0; i < work.size(); ++i) {
    seen.insert(work[i]);
    if (work[i] > 1)
      later(work[i] / 2);
  }
  return seen;
}

// Full containers are emptied on the way.
// proof: inBatches(numbers(250), {}) clean
void inBatches(const std::vector<int> &values, std::vector<std::unordered_set<int>> &batches) {
  std::unordered_set<int> batch;
  for (const int value : values) {
    batch.insert(value);
    if (batch.size() == 100)
      batches.push_back(std::exchange(batch, {}));
  }
}

// proof: given void flush(std::unordered_set<int> &batch) { batch.clear(); }
void flush(std::unordered_set<int> &batch);

// proof: flushed(numbers(250)) clean
void flushed(const std::vector<int> &values) {
  std::unordered_set<int> batch;
  for (const int value : values) {
    batch.insert(value);
    if (batch.size() == 100)
      flush(batch);
  }
}

// Somebody else may have filled it or made room.
// proof: prepared({1, 2}, [](auto &set) { set.reserve(2); }) clean
void prepared(const std::vector<int> &values,
              const std::function<void(std::unordered_set<int> &)> &prepare) {
  std::unordered_set<int> result;
  prepare(result);
  for (const int value : values)
    result.insert(value);
}

// A loop before has brought in nobody knows how many.
// proof: { std::istringstream in("1 2 3"); show(both(in, {3, 4})); } clean
std::unordered_set<int> both(std::istream &in, const std::vector<int> &values) {
  std::unordered_set<int> result;
  int value = 0;
  while (in >> value)
    result.insert(value);
  for (const int other : values)
    result.insert(other);
  return result;
}

// Room is made when it pays.
// proof: whenLarge(numbers(200)) clean
std::unordered_set<int> whenLarge(const std::vector<int> &values) {
  std::unordered_set<int> result;
  if (values.size() > 100)
    result.reserve(values.size());
  for (const int value : values)
    result.insert(value);
  return result;
}

// A handful, known by what the vector was made of.
// proof: clean
std::unordered_set<std::string> keywords() {
  std::unordered_set<std::string> result;
  std::vector<std::string> words = {"if", "else"};
  words.push_back("for");
  for (const std::string &word : words)
    result.insert(word);
  return result;
}

// A member that collects: reserving `size() + n` with every call would rehash each time.
// proof: { Log log; log.append({{"a", 1}, {"b", 2}}); log.append({{"c", 3}}); } clean
class Log {
public:
  void append(const std::vector<Item> &items) {
    for (const Item &item : items)
      known_.insert(item.id);
  }

private:
  std::unordered_set<int> known_;
};

// A member that two functions fill.
// proof: { Catalogue catalogue; catalogue.load({{"a", 1}, {"b", 2}}); catalogue.put({"c", 3}); }
//   clean
class Catalogue {
public:
  void load(const std::vector<Item> &items) {
    for (const Item &item : items)
      byName_.emplace(item.name, item.id);
  }
  void put(const Item &item) { byName_.emplace(item.name, item.id); }

private:
  std::unordered_map<std::string, int> byName_;
};

// A set that unites: mostly smaller than the sum, so only --confidence=low speaks of it.
// proof: unite({{1, 2}, {2, 3}}) clean
std::unordered_set<int> unite(const std::vector<std::vector<int>> &parts) {
  std::unordered_set<int> result;
  for (const auto &part : parts)
    for (const int value : part)
      result.insert(value);
  return result;
}
