// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// The insertion that would invalidate finds its key there, or what is erased ends before the handle.

#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

struct Step {
  std::vector<Step *> inputs;
};

// The recursion inserts under the same key, which is there by then.
// proof: { Step a, b, c; b.inputs = {&a}; c.inputs = {&b}; Reachability reachability;
//   show(reachability.reaches(&a, &c), reachability.reaches(&c, &a)); } clean
class Reachability {
public:
  bool reaches(Step *from, Step *to) {
    auto known = paths_.find(from);
    if (known == paths_.end())
      known = paths_.insert(std::make_pair(from, std::unordered_map<Step *, bool>())).first;
    bool found = false;
    for (Step *input : to->inputs)
      found = found || input == from || reaches(from, input);
    known->second.insert(std::make_pair(to, found));
    return found;
  }

private:
  std::unordered_map<Step *, std::unordered_map<Step *, bool>> paths_;
};

// A list of a key and a value names its key as well.
// proof: addTwice({{2, 2}}, 1) clean
int addTwice(std::unordered_map<int, int> &counts, int key) {
  auto entry = counts.insert({key, 1}).first;
  counts.insert({key, 2});
  return entry->second;
}

// The end of an erased range is not part of it ([associative.reqmts.general]).
// proof: dropUpTo({{1, 1}, {2, 2}, {3, 3}}, 2) clean
int dropUpTo(std::map<int, int> &ends, int limit) {
  auto entry = ends.begin();
  for (; entry != ends.end(); ++entry)
    if (entry->first >= limit) {
      ends.erase(ends.begin(), entry);
      break;
    }
  return entry == ends.end() ? 0 : entry->second;
}

// What a standard function only looks at keeps its value.
// proof: sameKey({{1, 1}}, 1) clean
int sameKey(std::unordered_map<int, int> &counts, int key) {
  auto entry = counts.find(key);
  if (entry == counts.end())
    return 0;
  const auto copy = std::make_pair(key, entry->second);
  counts.emplace(key, copy.second + 1);
  return entry->second;
}
