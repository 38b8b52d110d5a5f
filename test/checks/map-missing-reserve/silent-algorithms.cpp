// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Algorithms that insert, and nothing is known or wanted of the number.

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

// There is room.
// proof: roomy(numbers(100)) clean
std::unordered_set<int> roomy(const std::vector<int> &numbers) {
  std::unordered_set<int> result;
  result.reserve(numbers.size());
  std::copy(numbers.begin(), numbers.end(), std::inserter(result, result.end()));
  return result;
}

// Some are left out.
// proof: positive(numbers(100)) clean
std::unordered_set<int> positive(const std::vector<int> &numbers) {
  std::unordered_set<int> result;
  std::copy_if(numbers.begin(), numbers.end(), std::inserter(result, result.end()),
               [](int n) { return n > 0; });
  return result;
}

// Few keys come of many elements.
// proof: byRemainder(numbers(100)) clean
std::unordered_map<int, int> byRemainder(const std::vector<int> &numbers) {
  std::unordered_map<int, int> result;
  std::transform(numbers.begin(), numbers.end(), std::inserter(result, result.end()),
                 [](int n) { return std::make_pair(n % 7, n); });
  return result;
}

// A tree has no room to reserve.
// proof: sorted(numbers(100)) clean
std::map<int, int> sorted(const std::vector<int> &numbers) {
  std::map<int, int> result;
  std::transform(numbers.begin(), numbers.end(), std::inserter(result, result.end()),
                 [](int n) { return std::make_pair(n, n); });
  return result;
}

// What the caller's set holds already is not known.
// proof: addAll({}, numbers(100)) clean
void addAll(std::unordered_set<int> &all, const std::vector<int> &numbers) {
  std::copy(numbers.begin(), numbers.end(), std::inserter(all, all.end()));
}

// The number of what lies between two given positions is not known.
// proof: { auto n = numbers(100); show(between(n.begin(), n.end()).size()); } clean
std::unordered_set<int> between(std::vector<int>::const_iterator first,
                                std::vector<int>::const_iterator last) {
  std::unordered_set<int> result;
  std::copy(first, last, std::inserter(result, result.end()));
  return result;
}
