// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// The step is not one a round.

#include <cstddef>
#include <unordered_map>
#include <unordered_set>
#include <vector>

// Some rounds take more.
// proof: skipping(numbers(100), 100) clean
std::unordered_set<int> skipping(const std::vector<int> &values, int n) {
  std::unordered_set<int> some;
  while (n-- > 0) {
    if (values[n] % 7 == 0)
      n /= 2;
    some.insert(values[n]);
  }
  return some;
}

// It ends early.
// proof: untilOdd(numbers(100), 100) clean
std::unordered_set<int> untilOdd(const std::vector<int> &values, int n) {
  std::unordered_set<int> some;
  while (n-- > 0) {
    if (values[n] % 2)
      break;
    some.insert(values[n]);
  }
  return some;
}

// Two at a time.
// proof: pairs(numbers(100)) clean
std::unordered_map<int, int> pairs(const std::vector<int> &values) {
  std::unordered_map<int, int> next;
  std::size_t i = 0;
  while (i < values.size() - 1) {
    const int value = values[i++];
    next[value] = values[i++];
  }
  return next;
}

// Only some elements are taken from where it stands.
// proof: merged(numbers(50), numbers(50)) clean
std::unordered_set<int> merged(const std::vector<int> &a, const std::vector<int> &b) {
  std::unordered_set<int> all;
  std::size_t i = 0;
  std::size_t k = 0;
  std::size_t rest = 3;
  while (i < a.size()) {
    if (k < b.size() && b[k] < a[i])
      all.insert(b[k++]);
    else
      all.insert(a[i++]);
    rest += i;
  }
  return rest ? all : std::unordered_set<int>();
}

// The number is one of only a few.
// proof: few(3) clean
std::unordered_set<int> few(int) {
  std::unordered_set<int> all;
  int n = 4;
  while (n-- > 0)
    all.insert(n);
  return all;
}

static void spend(int &budget) { budget -= 2; }

// A function spends some of it.
// proof: spent(40) clean
std::unordered_set<int> spent(int budget) {
  std::unordered_set<int> all;
  while (budget-- > 0) {
    all.insert(budget);
    spend(budget);
  }
  return all;
}
