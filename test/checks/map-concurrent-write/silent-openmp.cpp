// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// FLAGS: -fopenmp
// Parallel regions whose threads write one at a time, or each to its own map.

#include <cstddef>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

using Counts = std::unordered_map<std::string, int>;

// Each thread counts for itself; the sums are made one after the other.
// proof: countOwn(words(8)) clean
Counts countOwn(const std::vector<std::string> &words) {
  Counts counts;
#pragma omp parallel
  {
    Counts own;
#pragma omp for nowait
    for (std::size_t i = 0; i < words.size(); ++i)
      ++own[words[i]];
#pragma omp critical
    for (const auto &[word, n] : own)
      counts[word] += n;
  }
  return counts;
}

// The write itself is critical.
// proof: countCritical(words(8)) clean
Counts countCritical(const std::vector<std::string> &words) {
  Counts counts;
#pragma omp parallel for
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string key = words[i].substr(0, 1);
#pragma omp critical(counting)
    ++counts[key];
  }
  return counts;
}

// firstprivate gives every thread a copy.
// proof: longest(words(8), {{"w1", 5}}) clean
int longest(const std::vector<std::string> &words, Counts known) {
  int hits = 0;
#pragma omp parallel for firstprivate(known) reduction(+ : hits)
  for (std::size_t i = 0; i < words.size(); ++i)
    hits += known[words[i]];
  return hits;
}

// Only one thread of the team runs the block.
// proof: once("a") clean
Counts once(const std::string &name) {
  Counts counts;
#pragma omp parallel
  {
#pragma omp single
    counts[name] = 1;
  }
  return counts;
}

// Looking up changes nothing.
// proof: sum(words(8), {{"w1", 5}, {"w2", 6}}) clean
int sum(const std::vector<std::string> &words, const Counts &counts) {
  int total = 0;
#pragma omp parallel for reduction(+ : total)
  for (std::size_t i = 0; i < words.size(); ++i)
    if (const auto entry = counts.find(words[i]); entry != counts.end())
      total += entry->second;
  return total;
}

static std::map<int, int> kernels;

static int kernelFor(int id) {
  int found = 0;
#pragma omp critical(kernels)
  {
    auto at = kernels.find(id);
    if (at == kernels.end())
      at = kernels.emplace(id, id).first;
    found = at->second;
  }
  return found;
}

// The critical region stands in a function that the parallel one calls.
// proof: clean
static int criticalInCallee() {
  int sum = 0;
#pragma omp parallel for reduction(+ : sum)
  for (int i = 0; i < 4; ++i)
    sum += kernelFor(i % 2);
  return sum;
}

// Each round has the element of its own index, by whatever name.
// proof: (4) clean
std::size_t bySlot(int count) {
  std::vector<std::map<int, int>> slots(static_cast<std::size_t>(count));
#pragma omp parallel for
  for (int i = 0; i < count; ++i) {
    std::map<int, int> &own = slots[i];
    own[i] = 1;
    slots[i][i + 1] = 2;
  }
  return slots[0].size();
}
