// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// Elements of vectors and arrays of owners: made where they are written first.

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

using Counts = std::unordered_map<std::string, int>;

// proof: shardOf(4, "a", "b") faults "assignment to entry in nil map"
void shardOf(std::size_t workers, const std::string &word, const std::string &other) {
  std::vector<std::unique_ptr<Counts>> shards(workers); // expected-note {{null from here on}}
  for (const std::string &each : {word, other}) {
    shards[each.size() % workers]->emplace(each, 1); // expected-error {{which is null}}
  }
}

// proof: grown(3) faults "assignment to entry in nil map"
void grown(int levels) {
  std::vector<std::shared_ptr<Counts>> byLevel; // expected-note {{null from here on}}
  byLevel.resize(levels + 1);
  byLevel.front()->emplace("root", 1); // expected-error {{write through 'byLevel.front()', which}}
}

// proof: owned() faults "assignment to entry in nil map"
void owned() {
  std::unique_ptr<Counts> slots[2]; // expected-note {{null from here on}}
  (*slots[1])["one"] = 1; // expected-error {{write through 'slots[1]', which is null}}
}

// proof: fixed() faults "assignment to entry in nil map"
void fixed() {
  std::array<std::unique_ptr<Counts>, 4> slots; // expected-note {{null from here on}}
  slots.back()->try_emplace("last", 1); // expected-error {{write through 'slots.back()', which}}
}

// proof: optional(2) faults "assignment to entry in nil map"
void optional(int n) {
  std::vector<std::optional<Counts>> maybe(n); // expected-note {{null from here on}}
  maybe[0]->emplace("first", 1); // expected-error {{write through 'maybe[0]', which is null}}
}
