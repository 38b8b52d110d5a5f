// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// Member arrays of owners: there is room for them, but nothing ever makes a map.

#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

using Counts = std::unordered_map<std::string, int>;

// proof: { Shards shards; shards.add("a"); } faults "assignment to entry in nil map"
class Shards {
public:
  void add(const std::string &word) {
    shards_[word.size() % 4]->emplace(word, 1); // expected-error {{which nothing ever sets}}
  }

  std::size_t size() const {
    std::size_t sum = 0;
    for (const auto &shard : shards_)
      sum += shard ? shard->size() : 0;
    return sum;
  }

private:
  std::array<std::unique_ptr<Counts>, 4> shards_; // expected-note {{'shards_' is declared here}}
};

// One method looks, the other does not.
// proof: { Levels levels; levels.drop(1, 2); levels.put(1, 2); } faults "assignment to entry in nil
//   map"
class Levels {
public:
  void drop(std::size_t level, int key) {
    if (levels_[level])
      levels_[level]->erase(key);
  }

  void put(std::size_t level, int key) {
    (*levels_[level])[key] = 1; // expected-error {{write through 'levels_[level]', which nothing}}
  }

private:
  std::shared_ptr<std::map<int, int>> levels_[3] = {}; // expected-note {{declared here}}
};

// proof: { Slots slots; slots.first(1); } faults "assignment to entry in nil map"
class Slots {
public:
  void first(int key) {
    slots_.front()->try_emplace(key, 1); // expected-error {{'slots_.front()', which nothing ever}}
  }

private:
  std::array<std::optional<std::map<int, int>>, 2> slots_; // expected-note {{declared here}}
};
