// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// Loops in loops: products, sums, and containers that live for one round of the outer loop.

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

struct File {
  std::uint64_t number = 0;
};

// A product of signed numbers.
// proof: grid(10, 10) grows 4 -> 0
std::unordered_map<long, int> grid(int width, int height) {
  std::unordered_map<long, int> cells;
  for (int y = 0; y < height; ++y) { // expected-note {{reserve room for}}
    for (int x = 0; x < width; ++x) {
      // expected-warning@+1 {{these loops insert 'height * width' elements}}
      cells[static_cast<long>(y) * width + x] = x ^ y;
    }
  }
  return cells;
}

// The key is the same in every round of the outer loop: only the inner one counts.
// proof: again(numbers(100), 3) grows 4 -> 0
std::unordered_set<int> again(const std::vector<int> &values, int times) {
  std::unordered_set<int> result;
  for (int i = 0; i < times; ++i) // expected-note {{reserve room for}}
    for (const int value : values)
      result.insert(value); // expected-warning {{insert 'values.size()' elements}}
  return result;
}

// The inner number is known in the outer loop only: the sum has to be taken first.
// proof: levels(each(10, [](int i) { return each(10, [i](int j) { return File{i * 10ULL + j}; });
//   })) grows 4 -> 0
std::unordered_map<std::uint64_t, std::size_t> levels(const std::vector<std::vector<File>> &all) {
  std::unordered_map<std::uint64_t, std::size_t> levelOf;
  std::size_t current = 0;
  for (const auto &level : all) { // expected-note {{reserve room for}}
    for (const File &file : level)
      // expected-warning@+1 {{insert 'level.size()' elements in every round of the outer one}}
      levelOf.emplace(file.number, current);
    ++current;
  }
  return levelOf;
}

// A new container in each round of the outer loop.
// proof: distinct(each(2, [](int i) { return each(100, [i](int j) { return File{i * 100ULL + j};
//   }); })) grows 8 -> 0
std::size_t distinct(const std::vector<std::vector<File>> &all) {
  std::size_t sum = 0;
  for (const auto &level : all) {
    std::unordered_set<std::uint64_t> numbers;
    for (const File &file : level) // expected-note {{reserve room for}}
      numbers.insert(file.number); // expected-warning {{this loop inserts 'level.size()' elements}}
    sum += numbers.size();
  }
  return sum;
}

// A class that indexes what it holds.
// proof: { Storage storage(each(10, [](int i) { return each(10, [i](int j) { return File{i * 10ULL
//   + j}; }); })); storage.index(); } grows 4 -> 0
class Storage {
public:
  explicit Storage(std::vector<std::vector<File>> levels) : levels_(std::move(levels)) {}

  void index() {
    for (std::size_t l = 0; l < levels_.size(); ++l) // expected-note {{reserve room for}}
      for (std::size_t p = 0; p < levels_[l].size(); ++p)
        // expected-warning@+1 {{'where_' grows}}
        where_.emplace(levels_[l][p].number, std::make_pair(l, p));
  }

private:
  std::vector<std::vector<File>> levels_;
  std::unordered_map<std::uint64_t, std::pair<std::size_t, std::size_t>> where_;
};
