// RUN: %verify %s
// RUN: %prove %s
// Pointers that a constructor collects, handles into a container of another object, views of keys,
// and references to what lies in an element.
#include <absl/container/flat_hash_map.h>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct Gauge {
  long reads = 0;
};

// Each new gauge may move those before it.
// proof: { std::vector<int> ids; for (int i = 0; i < 64; ++i) ids.push_back(i); Panel panel(ids);
//   show(panel.read()); } faults "invalidated by insertion"
class Panel {
public:
  explicit Panel(const std::vector<int> &ids) { // expected-note {{an earlier call of this leaves}}
    for (int id : ids)
      shown_.push_back(&gauges_[id]); // expected-note {{'gauges_' is inserted into here}}
  }

  long read() {
    long all = 0;
    for (Gauge *gauge : shown_)
      all += ++gauge->reads; // expected-error {{pointer 'gauge' is used after inserting into 'gauges_' may have invalidated it}}
    return all;
  }

private:
  absl::flat_hash_map<int, Gauge> gauges_;
  std::vector<Gauge *> shown_;
};

// The table belongs to somebody else, and this class makes it grow.
struct Registry {
  void enter(int id) { entries_.emplace(id, 1); } // expected-note {{is inserted into here}}
  std::unordered_map<int, int> &entries() { return entries_; }

private:
  std::unordered_map<int, int> entries_;
};

// proof: { Registry all; all.enter(1); Batch batch(all); batch.mark(); for (int i = 2; i < 100; ++i)
//   batch.add(i); show(batch.finish()); } faults "iterator invalidated by insertion"
class Batch {
public:
  explicit Batch(Registry &registry) : registry_(registry) {}

  void mark() {
    auto &entries = registry_.entries();
    for (auto it = entries.begin(); it != entries.end(); ++it)
      marked_.push_back(it);
  }

  void add(int id) { // expected-note {{an earlier call of this leaves it behind}}
    registry_.enter(id); // expected-note {{calling 'enter' inserts into}}
  }

  int finish() {
    int sum = 0;
    for (auto it : marked_)
      sum += it->second; // expected-error {{iterator 'it' is used after inserting into}}
    marked_.clear();
    return sum;
  }

private:
  Registry &registry_;
  std::vector<std::unordered_map<int, int>::iterator> marked_;
};

// A view of a key points into the element.
// proof: lengths({{"a", 1}, {"b", 2}, {"c", 3}}) faults "invalidated by clear"
std::size_t lengths(absl::flat_hash_map<std::string, int> m) {
  std::vector<std::string_view> names;
  for (const auto &entry : m) // expected-note {{'name' is obtained here}}
    names.emplace_back(entry.first);
  std::size_t sum = 0;
  for (std::string_view name : names) {
    // expected-note@+1 {{it is used here}}
    const std::string own(name);
    sum += own.size();
    m.clear(); // expected-error {{reference 'name' is used after clearing 'm' invalidated it}} expected-note {{'m' is cleared here}}
  }
  return sum;
}

// The inner map is named before the outer one grows.
// proof: spread({{1, {{1, 1}, {2, 2}, {3, 3}}}}) faults "invalidated by move"
void spread(absl::flat_hash_map<int, std::map<int, int>> m) {
  const std::map<int, int> &first = m[1];
  for (const auto &[key, value] : first) // expected-error {{reference 'first' is used after inserting into 'm' may have invalidated it}} expected-note {{'first' is obtained here}}
    m[key + 100].emplace(key, value); // expected-note {{'m' is inserted into here}}
}
