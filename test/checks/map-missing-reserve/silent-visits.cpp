// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Loops that are written as a call or as a while statement, and nothing is known or wanted.

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

struct Item {
  std::string name;
  int id = 0;
  bool valid = true;
};

// Only some are inserted.
// proof: onlyValid({{"a", 1}, {"b", 2, false}}) clean
std::unordered_set<int> onlyValid(const std::vector<Item> &items) {
  std::unordered_set<int> result;
  std::for_each(items.begin(), items.end(), [&](const Item &item) {
    if (item.valid)
      result.insert(item.id);
  });
  return result;
}

// The lambda returns early.
// proof: skipsInvalid({{"a", 1}, {"b", 2, false}}) clean
std::unordered_set<int> skipsInvalid(const std::vector<Item> &items) {
  std::unordered_set<int> result;
  std::for_each(items.begin(), items.end(), [&](const Item &item) {
    if (!item.valid)
      return;
    result.insert(item.id);
  });
  return result;
}

// It counts: many elements, few keys.
// proof: histogram(words(100)) clean
std::unordered_map<std::string, int> histogram(const std::vector<std::string> &words) {
  std::unordered_map<std::string, int> result;
  std::for_each(words.begin(), words.end(), [&](const std::string &word) { ++result[word]; });
  return result;
}

// It groups.
// proof: groups({{"a", 1}, {"b", 1}}) clean
std::unordered_map<int, std::vector<std::string>> groups(const std::vector<Item> &items) {
  std::unordered_map<int, std::vector<std::string>> result;
  std::for_each(items.begin(), items.end(),
                [&](const Item &item) { result[item.id].push_back(item.name); });
  return result;
}

// The key is a remainder.
// proof: buckets(numbers(100)) clean
std::unordered_map<int, int> buckets(const std::vector<int> &numbers) {
  std::unordered_map<int, int> result;
  std::for_each(numbers.begin(), numbers.end(), [&](int n) { result[n % 8] = n; });
  return result;
}

// The key does not come from the element.
// proof: last(numbers(100), 3) clean
std::unordered_map<int, int> last(const std::vector<int> &numbers, int key) {
  std::unordered_map<int, int> result;
  std::for_each(numbers.begin(), numbers.end(), [&](int n) { result[key] = n; });
  return result;
}

// The lambda fills a copy.
// proof: inCopy(numbers(100)) clean
std::size_t inCopy(const std::vector<int> &numbers) {
  std::unordered_set<int> result;
  std::for_each(numbers.begin(), numbers.end(), [result](int n) mutable { result.insert(n); });
  return result.size();
}

// The lambda stops when there are enough.
// proof: limited(numbers(100), 3) clean
std::unordered_set<int> limited(const std::vector<int> &numbers, std::size_t most) {
  std::unordered_set<int> result;
  std::for_each(numbers.begin(), numbers.end(), [&](int n) {
    if (result.size() < most)
      result.insert(n);
  });
  return result;
}

// There is room.
// proof: roomy(numbers(100)) clean
std::unordered_set<int> roomy(const std::vector<int> &numbers) {
  std::unordered_set<int> result;
  result.reserve(numbers.size());
  std::for_each(numbers.begin(), numbers.end(), [&](int n) { result.insert(n); });
  return result;
}

// What the caller's set holds already is not known.
// proof: addAll({}, numbers(100)) clean
void addAll(std::unordered_set<int> &all, const std::vector<int> &numbers) {
  std::for_each(numbers.begin(), numbers.end(), [&](int n) { all.insert(n); });
}

// A tree has no room to reserve.
// proof: sorted(numbers(100)) clean
std::map<int, int> sorted(const std::vector<int> &numbers) {
  std::map<int, int> result;
  std::for_each(numbers.begin(), numbers.end(), [&](int n) { result[n] = n; });
  return result;
}

// A while statement that ends early.
// proof: untilNegative({1, 2, -1, 3}) clean
std::unordered_set<int> untilNegative(const std::vector<int> &numbers) {
  std::unordered_set<int> result;
  std::size_t i = 0;
  while (i < numbers.size()) {
    if (numbers[i] < 0)
      break;
    result.insert(numbers[i]);
    ++i;
  }
  return result;
}

// One that goes on in two places.
// proof: positive({1, -2, 3}) clean
std::unordered_set<int> positive(const std::vector<int> &numbers) {
  std::unordered_set<int> result;
  std::size_t i = 0;
  while (i < numbers.size()) {
    if (numbers[i] < 0) {
      ++i;
      continue;
    }
    result.insert(numbers[i]);
    ++i;
  }
  return result;
}

// One whose step is in the data.
// proof: records({2, 7, 3, 1, 1}) clean
std::unordered_set<int> records(const std::vector<int> &lengths) {
  std::unordered_set<int> starts;
  std::size_t i = 0;
  while (i < lengths.size()) {
    starts.insert(lengths[i]);
    i += lengths[i];
  }
  return starts;
}

// One that begins where a statement in between has put it.
// proof: secondHalf(100) clean
std::unordered_set<int> secondHalf(int n) {
  std::unordered_set<int> result;
  int i = 0;
  if (n > 50)
    i = n - 3;
  while (i < n) {
    result.insert(i);
    ++i;
  }
  return result;
}

// One whose work grows on the way.
// proof: halves({8, 5}) clean
std::unordered_set<int> halves(std::vector<int> work) {
  std::unordered_set<int> seen;
  std::size_t i = 0;
  while (i < work.size()) {
    seen.insert(work[i]);
    if (work[i] > 1)
      work.push_back(work[i] / 2);
    ++i;
  }
  return seen;
}

// One that waits for something else than its counter.
// proof: few(100) clean
std::unordered_set<int> few(int n) {
  std::unordered_set<int> result;
  int i = 0;
  while (i < n && result.size() < 5) {
    result.insert(i);
    ++i;
  }
  return result;
}

// Wide steps over a small constant: a handful.
// proof: corners() clean
std::unordered_set<int> corners() {
  std::unordered_set<int> result;
  for (int i = 0; i < 64; i += 16)
    result.insert(i);
  return result;
}
