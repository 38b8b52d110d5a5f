// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// Algorithms that insert each element of a range.

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

// proof: lengths(words(100)) grows 4 -> 0
std::unordered_map<std::string, std::size_t> lengths(const std::vector<std::string> &words) {
  std::unordered_map<std::string, std::size_t> result;
  std::transform(words.begin(), words.end(), std::inserter(result, result.end()), // expected-warning {{'result' grows step by step while this call inserts 'words.size()' elements}} expected-note {{reserve room for them before this call}}
                 [](const std::string &word) { return std::make_pair(word, word.size()); });
  return result;
}

// proof: distinct(numbers(100)) grows 4 -> 0
std::unordered_set<int> distinct(const std::vector<int> &numbers) {
  std::unordered_set<int> result;
  std::copy(numbers.begin(), numbers.end(), std::inserter(result, result.begin())); // expected-warning {{this call inserts 'numbers.size()' elements}} expected-note {{reserve room}}
  return result;
}

// proof: firstOf(numbers(100), 100) grows 4 -> 0
std::unordered_set<int> firstOf(const std::vector<int> &numbers, std::size_t count) {
  std::unordered_set<int> result;
  std::copy_n(numbers.begin(), count, std::inserter(result, result.end())); // expected-warning {{this call inserts 'count' elements}} expected-note {{reserve room}}
  return result;
}

// proof: squares(numbers(100)) grows 4 -> 0
std::unordered_map<int, int> squares(const std::vector<int> &numbers) {
  std::unordered_map<int, int> result;
  std::ranges::transform(numbers, std::inserter(result, result.end()), // expected-warning {{this call inserts 'numbers.size()' elements}} expected-note {{reserve room}}
                         [](int n) { return std::pair<int, int>(n, n * n); });
  return result;
}
