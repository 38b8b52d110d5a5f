// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// The room is already there, by one way or another.

#include <QHash>
#include <absl/container/flat_hash_map.h>
#include <cstddef>
#include <iterator>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

using Index = std::unordered_map<std::string, std::size_t>;

// reserve() with the very number.
// proof: reserved(words(100)) clean
Index reserved(const std::vector<std::string> &names) {
  Index index;
  index.reserve(names.size());
  for (std::size_t i = 0; i < names.size(); ++i)
    index.emplace(names[i], i);
  return index;
}

// The constructor was given a bucket count.
// proof: sized(words(100)) clean
Index sized(const std::vector<std::string> &names) {
  Index index(names.size() * 2);
  for (std::size_t i = 0; i < names.size(); ++i)
    index.emplace(names[i], i);
  return index;
}

// rehash() sets the number of buckets as well.
// proof: rehashed(words(100)) clean
Index rehashed(const std::vector<std::string> &names) {
  Index index;
  index.rehash(names.size());
  for (std::size_t i = 0; i < names.size(); ++i)
    index[names[i]] = i;
  return index;
}

// A helper does it for the caller.
template <class Map>
void makeRoom(Map &map, std::size_t n) {
  map.clear();
  map.reserve(n);
}

// proof: prepared(words(100)) clean
Index prepared(const std::vector<std::string> &names) {
  Index index;
  makeRoom(index, names.size());
  for (std::size_t i = 0; i < names.size(); ++i)
    index[names[i]] = i;
  return index;
}

// A factory returns it with its room.
static Index withRoomFor(std::size_t n) {
  Index index;
  index.reserve(n);
  return index;
}

// proof: fromFactory(words(100)) clean
Index fromFactory(const std::vector<std::string> &names) {
  Index index = withRoomFor(names.size());
  for (std::size_t i = 0; i < names.size(); ++i)
    index.emplace(names[i], i);
  return index;
}

// A copy of another map has buckets of its own already.
// proof: extended({{"x", 1}}, words(9)) clean
Index extended(const Index &base, const std::vector<std::string> &names) {
  Index index = base;
  for (const std::string &name : names)
    index.emplace(name, 0);
  return index;
}

// The caller may have reserved; nothing is known about a parameter.
// proof: addAll({{"x", 1}}, words(9)) clean
void addAll(Index &index, const std::vector<std::string> &names) {
  for (const std::string &name : names)
    index.emplace(name, index.size());
}

// Reserved in the constructor, filled in a method.
// proof: { Dictionary dictionary(100); dictionary.load(words(100)); } clean
class Dictionary {
public:
  explicit Dictionary(std::size_t expected) { entries_.reserve(expected); }

  void load(const std::vector<std::string> &names) {
    for (const std::string &name : names)
      entries_.insert(name);
  }

private:
  std::unordered_set<std::string> entries_;
};

// The sum was reserved before the first of two loops.
// proof: joined({1, 2}, {2, 3}) clean
std::unordered_set<int> joined(const std::vector<int> &a, const std::vector<int> &b) {
  std::unordered_set<int> all;
  all.reserve(a.size() + b.size());
  for (const int value : a)
    all.insert(value);
  for (const int value : b)
    all.insert(value);
  return all;
}

// Cleared, it keeps its buckets.
// proof: mostDistinct({{1, 2, 1}, {3}}) clean
std::size_t mostDistinct(const std::vector<std::vector<int>> &rows) {
  std::size_t most = 0;
  std::unordered_set<int> distinct;
  for (const auto &row : rows) {
    distinct.clear();
    for (const int value : row)
      distinct.insert(value);
    most = most < distinct.size() ? distinct.size() : most;
  }
  return most;
}

// proof: { Scratch scratch; scratch.note({1, 2}); scratch.note({3}); } clean
class Scratch {
public:
  Scratch() { seen_.reserve(4096); }

  void note(const std::vector<int> &values) {
    seen_.clear();
    for (const int value : values)
      seen_.insert(value);
  }

private:
  std::unordered_set<int> seen_;
};

// One call inserts the whole range and sees its size.
// proof: bulk({1, 2, 1}) clean
std::unordered_set<int> bulk(const std::vector<int> &values) {
  std::unordered_set<int> all;
  all.insert(values.begin(), values.end());
  return all;
}

// The same for other libraries.
// proof: flat(numbers(100)) clean
absl::flat_hash_map<int, int> flat(const std::vector<int> &values) {
  absl::flat_hash_map<int, int> result;
  result.reserve(values.size());
  for (const int value : values)
    result.try_emplace(value, 0);
  return result;
}

// proof: qt(numbers(100)) clean
QHash<int, int> qt(const QList<int> &values) {
  QHash<int, int> result;
  result.reserve(values.size());
  for (const int value : values)
    result.insert(value, 0);
  return result;
}
