// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// What changes is not what the loop walks over, or the change leaves its iterators alone.

#include <QHash>
#include <absl/container/flat_hash_map.h>
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>

struct Node {
  std::set<int> edges;
  int weight = 0;
};

// Another map.
// proof: mirror({{1, -1}, {2, 2}}, {{1, 1}}) clean
void mirror(const std::map<int, int> &source, std::unordered_map<int, int> &target) {
  for (const auto &[key, value] : source) {
    if (value < 0)
      target.erase(key);
    else
      target[key] = value;
  }
}

// Another object of the same class.
struct Shard {
  std::unordered_map<int, int> rows;
};

// proof: migrate({{{1, 0}, {2, 2}}}, {}) clean
void migrate(Shard &from, Shard &to) {
  for (const auto &[id, row] : from.rows)
    if (row != 0)
      to.rows.emplace(id, row);
  from.rows.clear();
}

// The sets inside the map's values; the map itself keeps its shape.
// proof: dropSelfLoops({{1, {{1, 2}, 0}}, {2, {{1}, 0}}}) clean
void dropSelfLoops(std::map<int, Node> &graph) {
  for (auto &[id, node] : graph)
    node.edges.erase(id);
}

// The inner loop erases from the inner map and leaves at once.
// proof: dropOneOfEach({{1, {{1, 0}, {2, 0}}}, {2, {{1, 1}}}}) clean
void dropOneOfEach(std::map<int, std::map<int, int>> &groups) {
  for (auto &[name, group] : groups) {
    for (const auto &[key, value] : group) {
      if (value == 0) {
        group.erase(key);
        break;
      }
    }
  }
}

// Insertion leaves every iterator of an ordered map valid.
// proof: fillGaps({{1, 5}, {995, 2}}) clean
void fillGaps(std::map<int, int> &table) {
  for (const auto &[key, value] : table)
    if (value > 1 && key < 1000)
      table.try_emplace(key + 1, 0);
}

// The keys exist: operator[] finds them, nothing is inserted.
// proof: decay({{"a", 1.0}, {"b", 2.0}}) clean
void decay(std::unordered_map<std::string, double> &weight) {
  for (const auto &entry : weight)
    weight[entry.first] *= 0.5;
}

// at() never inserts.
// proof: balance({{1, 5}, {2, 7}}, 1, 2) clean
void balance(std::unordered_map<int, int> &account, int from, int to) {
  for (auto &[id, amount] : account)
    if (id == from)
      account.at(to) += amount;
}

// find() and count() change nothing.
// proof: countPairs({1, -1, 2}) clean
int countPairs(const std::unordered_set<int> &numbers) {
  int pairs = 0;
  for (const int n : numbers)
    pairs += static_cast<int>(numbers.count(-n));
  return pairs;
}

// The document of this library allows it: other iterators survive the erasure.
// proof: dropLow({{"a", 1}, {"b", 9}, {"c", 2}}, 5) clean
void dropLow(absl::flat_hash_map<std::string, int> &scores, int limit) {
  for (auto score = scores.begin(); score != scores.end();) {
    if (score->second < limit)
      scores.erase(score++);
    else
      ++score;
  }
}

// keys() is a list of its own.
// proof: dropZero({{"a", 0}, {"b", 9}, {"c", 0}}) clean
void dropZero(QHash<std::string, int> &counters) {
  for (const auto &name : counters.keys())
    if (counters.value(name) == 0)
      counters.remove(name);
}

// The pointer has been turned to the other map by the time it is used.
// proof: flush({{1, 1}, {2, 0}}, {{1, 1}}) clean
void flush(std::map<int, int> &hot, std::map<int, int> &cold) {
  std::map<int, int> *victims = &hot;
  if (victims->empty())
    return;
  victims = &cold;
  for (const auto &[key, value] : hot)
    if (value > 0)
      victims->erase(key);
}

// The local map of each round hides the outer one of the same name.
// proof: largestGroup({{1, {1, 2, 30}}, {2, {5}}}) clean
int largestGroup(const std::map<int, std::set<int>> &table) {
  int best = 0;
  for (const auto &[id, members] : table) {
    std::set<int> table;
    for (const int member : members)
      table.insert(member / 10);
    table.erase(id);
    best = std::max(best, static_cast<int>(table.size()));
  }
  return best;
}
