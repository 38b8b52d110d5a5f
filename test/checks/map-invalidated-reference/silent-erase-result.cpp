// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// erase(key) says how many it took: where it took none, everything is still there.

#include <absl/container/flat_hash_map.h>
#include <map>
#include <string>
#include <unordered_map>

using Scores = std::map<std::string, int>;

// The key is known to be there, so this way is never gone.
// proof: stored({{"a", 1}}, "a") clean
int stored(Scores &scores, const std::string &name) {
  const auto found = scores.find(name);
  if (found == scores.end())
    return 0;
  const int *score = &found->second;
  const bool had = scores.erase(name) > 0;
  if (!had)
    return *score;
  return 1;
}

// proof: compared({{"a", 1}}, "a") clean
int compared(Scores &scores, const std::string &name) {
  int &score = scores[name];
  if (scores.erase(name) == 0)
    return score;
  return 1;
}

// proof: asTruth({{"a", 1}}, "a") clean
int asTruth(Scores &scores, const std::string &name) {
  int &score = scores[name];
  if (!scores.erase(name))
    return ++score;
  return 1;
}

// proof: counted({{"a", 1}}, "a") clean
int counted(Scores &scores, const std::string &name) {
  int &score = scores[name];
  const auto gone = scores.erase(name);
  if (gone >= 1)
    return 0;
  return ++score;
}

// proof: below({{"a", 1}}, "a") clean
int below(Scores &scores, const std::string &name) {
  int &score = scores[name];
  const auto gone = scores.erase(name);
  return gone < 1 ? ++score : 0;
}

// Of several equal keys all go.
// proof: all({{"a", 1}, {"a", 2}}, "a") clean
int all(std::multimap<std::string, int> &scores, const std::string &name) {
  const auto found = scores.find(name);
  if (found == scores.end())
    return 0;
  const bool gone = scores.erase(name) != 0;
  return gone ? 0 : found->second;
}

static std::size_t drop(Scores &scores, const std::string &name) { return scores.erase(name); }

// A function hands the number on.
// proof: handedOn({{"a", 1}}, "a") clean
int handedOn(Scores &scores, const std::string &name) {
  int &score = scores[name];
  if (0 < drop(scores, name))
    return 0;
  return ++score;
}

// Another key, which may or may not be there.
// proof: other({{1, 1}}, 1, 2) clean
int other(absl::flat_hash_map<int, int> &scores, int key, int old) {
  if (key == old)
    return 0;
  int &score = scores[key];
  if (scores.erase(old) >= 1)
    return 0;
  return ++score;
}

// Added to a count that was nothing before.
// proof: added({{"a", 1}}, "b") clean
bool added(Scores &scores, const std::string &name) {
  const auto found = scores.find(name);
  std::size_t gone = 0;
  gone += scores.erase(name);
  return gone == 0 && found == scores.end();
}

// Added to a count that goes on.
// proof: addedUp({{"a", 1}}, "a", "b") clean
bool addedUp(Scores &scores, const std::string &first, const std::string &second) {
  const auto found = scores.find(second);
  std::size_t gone = scores.size();
  gone += scores.erase(second);
  if (gone > 0)
    return false;
  return found == scores.end() && first != second;
}
