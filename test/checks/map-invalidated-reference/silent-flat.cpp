// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Flat containers, where insertion can move everything, used with the care they need.

#include <absl/container/flat_hash_map.h>
#include <boost/unordered/unordered_flat_map.hpp>
#include <llvm/ADT/DenseMap.h>
#include <memory>
#include <string>
#include <utility>

using Titles = absl::flat_hash_map<int, std::string>;

// The value was copied before the insertion.
// proof: inherit({{1, "a"}}, 1, 2) clean
void inherit(Titles &titles, int from, int to) {
  std::string base = titles[from];
  titles[to] = "of " + base;
}

// The right side makes a new string, complete before the left side inserts (C++17).
// proof: quote({{1, "a"}}, 1, 2) clean
void quote(Titles &titles, int from, int to) { titles[to] = "\"" + titles[from] + "\""; }

// Numbers: since C++17 the value on the right has been read before the left side runs.
// proof: copyCount({{1, 5}}, 1, 2) clean
void copyCount(absl::flat_hash_map<int, int> &counts, int from, int to) {
  counts[to] = counts[from];
}

// Both keys exist by the time the references are taken; at() inserts nothing.
// proof: swapTitles({{1, "a"}}, 1, 2) clean
void swapTitles(Titles &titles, int a, int b) {
  titles.try_emplace(a);
  titles.try_emplace(b);
  std::string &left = titles.at(a);
  std::string &right = titles.at(b);
  left.swap(right);
}

// Room for both was made before.
// proof: addTwo(1, 2) clean
std::size_t addTwo(int a, int b) {
  Titles titles;
  titles.reserve(2);
  std::string &left = titles[a];
  std::string &right = titles[b];
  left = "left";
  right = "right";
  return left.size() + right.size();
}

// The reference is taken again after the insertion.
// proof: relabel({{1, "a"}}, 1, 2) clean
void relabel(Titles &titles, int from, int to) {
  std::string *text = &titles[from];
  const std::string copy = *text;
  titles[to] = copy;
  text = &titles[from];
  text->clear();
}

// The iterator is what the insertion gave back.
// proof: add({{1, "a"}}, 2) clean
std::size_t add(Titles &titles, int key) {
  auto entry = titles.find(key);
  if (entry == titles.end())
    entry = titles.emplace(key, "new").first;
  return entry->second.size();
}

// Each reference ends with its own block.
// proof: two(llvm::DenseMap<int, std::string>(), 1, 2) clean
void two(llvm::DenseMap<int, std::string> &texts, int a, int b) {
  {
    std::string &text = texts[a];
    text += "a";
  }
  {
    std::string &text = texts[b];
    text += "b";
  }
}

// The insertion goes into another map.
// proof: shift({{1, 5}}, llvm::DenseMap<int, int>(), 1) clean
int shift(llvm::DenseMap<int, int> &source, llvm::DenseMap<int, int> &target, int key) {
  int &value = source[key];
  target[key] = value;
  return ++value;
}

// The last use of the reference comes before the insertion.
// proof: split({{1, "abcd"}}, 1, 2) clean
void split(boost::unordered_flat_map<int, std::string> &texts, int key, std::size_t at) {
  std::string &text = texts[key];
  std::string tail = text.substr(at);
  text.resize(at);
  texts.emplace(key + 1, std::move(tail));
}

// The map holds pointers; the objects themselves do not move.
struct Layout {
  int size = 0;
  int align = 1;
};

// proof: { llvm::DenseMap<int, std::unique_ptr<Layout>> layouts; show(measure(layouts, 1, 2)); }
//   clean
int measure(llvm::DenseMap<int, std::unique_ptr<Layout>> &layouts, int a, int b) {
  layouts.try_emplace(a, std::make_unique<Layout>());
  Layout *first = layouts.find(a)->second.get();
  layouts.try_emplace(b, std::make_unique<Layout>());
  return first->size;
}

// The key is absent only on the path that returns without the reference.
// proof: once({{1, 5}}, 2) clean
int once(absl::flat_hash_map<int, int> &memo, int key) {
  auto known = memo.find(key);
  if (known != memo.end())
    return known->second;
  memo.emplace(key, key * key);
  return key * key;
}

// The recursion is over before the reference is taken.
// proof: depth({}, {{3, 2}, {2, 1}}, 3) clean
int depth(absl::flat_hash_map<int, int> &depths, const absl::flat_hash_map<int, int> &parent,
          int node) {
  auto up = parent.find(node);
  const int value = up == parent.end() ? 0 : 1 + depth(depths, parent, up->second);
  int &slot = depths[node];
  slot = value;
  return slot;
}
