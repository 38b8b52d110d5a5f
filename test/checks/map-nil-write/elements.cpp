// RUN: %verify %s
// RUN: %prove %s
// Vectors and arrays of pointers to maps: there is room for the pointers, but no map.

#include <array>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

using Counts = std::unordered_map<std::string, int>;

// A shard for each worker, none of them made.
// proof: shardOf(4, "a") faults "assignment to entry in nil map"
void shardOf(std::size_t workers, const std::string &word) {
  std::vector<std::unique_ptr<Counts>> shards(workers); // expected-note {{the elements are null from here on}}
  shards[word.size() % workers]->emplace(word, 1); // expected-error {{which is null}}
}

// Filled with null in so many words.
// proof: perRow(3) faults "assignment to entry in nil map"
void perRow(int rows) {
  std::vector<Counts *> table(rows, nullptr); // expected-note {{null from here on}}
  for (int row = 0; row < rows; ++row)
    (*table[row])["row"] = row; // expected-error {{write through 'table[row]', which is null}}
}

// resize() adds null pointers.
// proof: grown(3) faults "assignment to entry in nil map"
void grown(int levels) {
  std::vector<std::shared_ptr<Counts>> byLevel; // expected-note {{null from here on}}
  byLevel.resize(levels + 1);
  byLevel.front()->emplace("root", 1); // expected-error {{write through 'byLevel.front()', which is null}}
}

// A built-in array.
// proof: slot() faults "assignment to entry in nil map"
void slot() {
  Counts *slots[4] = {}; // expected-note {{null from here on}}
  slots[2]->insert({"two", 2}); // expected-error {{write through 'slots[2]', which is null}}
}

// proof: owned() faults "assignment to entry in nil map"
void owned() {
  std::unique_ptr<Counts> slots[2]; // expected-note {{null from here on}}
  (*slots[1])["one"] = 1; // expected-error {{write through 'slots[1]', which is null}}
}

// proof: fixed() faults "assignment to entry in nil map"
void fixed() {
  std::array<std::unique_ptr<Counts>, 4> slots; // expected-note {{null from here on}}
  slots.back()->try_emplace("last", 1); // expected-error {{write through 'slots.back()', which is null}}
}

// Optional maps that hold none.
// proof: optional(2) faults "assignment to entry in nil map"
void optional(int n) {
  std::vector<std::optional<Counts>> maybe(n); // expected-note {{null from here on}}
  maybe[0]->emplace("first", 1); // expected-error {{write through 'maybe[0]', which is null}}
}

// Each of them, in a range-for.
// proof: everyOne(2) faults "assignment to entry in nil map"
void everyOne(int n) {
  std::deque<std::unique_ptr<Counts>> all(n); // expected-note {{null from here on}}
  for (auto &one : all)
    one->emplace("x", 1); // expected-error {{write through 'one', which is null}}
}

// Through a variable of its own.
// proof: copied(2) faults "assignment to entry in nil map"
void copied(int n) {
  std::vector<Counts *> all(n); // expected-note {{null from here on}}
  Counts *first = all.front();
  first->emplace("x", 1); // expected-error {{write through 'first', which is null}}
}

// They are made, but too late.
// proof: tooLate(2) faults "assignment to entry in nil map"
void tooLate(int n) {
  std::vector<std::unique_ptr<Counts>> all(n); // expected-note {{null from here on}}
  all[0]->emplace("header", 0); // expected-error {{write through 'all[0]', which is null}}
  for (auto &one : all)
    one = std::make_unique<Counts>();
}

// A new vector in each round.
// proof: rounds(2) faults "assignment to entry in nil map"
void rounds(int n) {
  for (int i = 0; i < n; ++i) {
    std::vector<std::unique_ptr<std::map<int, int>>> parts(n); // expected-note {{null from here on}}
    auto &part = parts[i];
    part->insert_or_assign(i, i); // expected-error {{write through 'part', which is null}}
    part = std::make_unique<std::map<int, int>>();
  }
}
