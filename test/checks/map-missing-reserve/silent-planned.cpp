// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Views that leave elements out, and keys that may come again and again.
#include <cstddef>
#include <map>
#include <ranges>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

// Nobody knows how many the filter lets through.
// proof: even({1, 2, 3}) clean
std::unordered_set<int> even(const std::vector<int> &numbers) {
  std::unordered_set<int> all;
  for (int each : numbers | std::views::filter([](int n) { return n % 2 == 0; }))
    all.insert(each);
  return all;
}

// The numbers have no end, the loop has.
// proof: firstPowers(1000) clean
std::unordered_set<int> firstPowers(int most) {
  std::unordered_set<int> all;
  for (int n : std::views::iota(0)) {
    if (n * n > most)
      break;
    all.insert(n * n);
  }
  return all;
}

// Four are few.
// proof: corners() clean
std::unordered_map<int, int> corners() {
  std::unordered_map<int, int> all;
  for (int n : std::views::iota(0, 4))
    all.emplace(n, n);
  return all;
}

// The values of a map may all be the same.
// proof: { std::map<int, bool> flags{{1, true}, {2, true}}; show(kinds(flags)); } clean
std::unordered_set<bool> kinds(const std::map<int, bool> &flags) {
  std::unordered_set<bool> all;
  for (bool each : flags | std::views::values)
    all.insert(each);
  return all;
}

// Nobody expects as many results as there are words.
// proof: vocabulary(words(30)) clean
std::vector<std::string> vocabulary(const std::vector<std::string> &text) {
  std::unordered_set<std::string> seen;
  std::vector<std::string> result;
  for (const std::string &word : text)
    if (seen.insert(word).second)
      result.push_back(word);
  return result;
}

// What has room for all gets all; the new ones go elsewhere.
// proof: { std::vector<std::string> fresh; show(numbered(words(30), fresh)); } clean
std::vector<std::size_t> numbered(const std::vector<std::string> &text,
                                  std::vector<std::string> &fresh) {
  std::unordered_set<std::string> seen;
  std::vector<std::size_t> lengths;
  lengths.reserve(text.size());
  for (const std::string &word : text) {
    lengths.push_back(word.size());
    if (seen.insert(word).second)
      fresh.push_back(word);
  }
  return lengths;
}

// The number that is reserved is not that of the loop.
// proof: some(words(30), 5) clean
std::vector<std::string> some(const std::vector<std::string> &text, std::size_t few) {
  std::unordered_set<std::string> seen;
  std::vector<std::string> result;
  result.reserve(few);
  for (const std::string &word : text)
    if (seen.insert(word).second)
      result.push_back(word);
  return result;
}

// The caller of the wrapper looks whether the key was new.
class Seen {
public:
  bool add(const std::string &word) { return words_.insert(word).second; }

private:
  std::unordered_set<std::string> words_;
};

// proof: countNew(words(30)) clean
int countNew(const std::vector<std::string> &text) {
  Seen seen;
  int found = 0;
  for (const std::string &word : text)
    if (seen.add(word))
      ++found;
  return found;
}

// There is room for all from the start.
// proof: both(words(30)) clean
std::vector<std::string> both(const std::vector<std::string> &text) {
  std::unordered_set<std::string> seen;
  seen.reserve(text.size());
  std::vector<std::string> result;
  result.reserve(text.size());
  for (const std::string &word : text)
    if (seen.insert(word).second)
      result.push_back(word);
  return result;
}
