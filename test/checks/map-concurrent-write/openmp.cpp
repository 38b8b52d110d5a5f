// RUN: %verify %s
// RUN: %prove %s
// FLAGS: -fopenmp
// The team of a parallel region shares what was declared before it.

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

// proof: countWords(words(8)) faults "concurrent map writes"
std::unordered_map<std::string, int> countWords(const std::vector<std::string> &words) {
  std::unordered_map<std::string, int> counts;
#pragma omp parallel for // expected-note {{parallel}}
  for (std::size_t i = 0; i < words.size(); ++i)
    ++counts[words[i]]; // expected-error {{'counts' is written}}
  return counts;
}

// proof: sample({1, 2, 3, 4, 5, 6, 7, 8}) faults "concurrent map writes"
std::map<int, double> sample(const std::vector<double> &values) {
  std::map<int, double> samples;
  double peak = 0;
#pragma omp parallel // expected-note {{parallel}}
  {
#pragma omp for
    for (int i = 0; i < static_cast<int>(values.size()); ++i) {
#pragma omp critical
      peak = std::max(peak, values[i]);
      samples.emplace(i, values[i] / 2); // expected-error {{'samples' is written}}
    }
  }
  samples[-1] = peak;
  return samples;
}

static std::map<int, int> blocks;

static int blockFor(int id) {
  // expected-error@+1 {{'blocks' is read here without 'omp critical blocks'}}
  if (blocks.find(id) == blocks.end()) {
#pragma omp critical(blocks)
    blocks[id] = id; // expected-note {{'blocks' is written here under 'omp critical blocks'}}
  }
  return id;
}

// The region in the callee begins too late.
// proof: faults "concurrent map"
static int criticalTooLate() {
  int sum = 0;
// expected-note@+1 {{the threads of this parallel region share it}}
#pragma omp parallel for reduction(+ : sum)
  for (int i = 0; i < 4; ++i)
    sum += blockFor(i);
  return sum;
}
