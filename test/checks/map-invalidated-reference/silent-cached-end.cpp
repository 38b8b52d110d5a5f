// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Ends that stay, or are asked for anew.
#include <absl/container/flat_hash_map.h>
#include <llvm/ADT/DenseMap.h>
#include <map>
#include <vector>

// The end of a tree lies in the object itself.
// proof: countInTree({1, 2, 2, 3}) clean
int countInTree(const std::vector<int> &ids) {
  std::map<int, int> seen;
  const auto none = seen.end();
  int found = 0;
  for (int id : ids)
    if (seen.find(id) == none) {
      seen.emplace(id, 1);
      ++found;
    }
  return found;
}

// A hash table's end is no place in its array.
// proof: countInTable({1, 2, 2, 3}) clean
int countInTable(const std::vector<int> &ids) {
  absl::flat_hash_map<int, int> seen;
  const auto none = seen.end();
  int found = 0;
  for (int id : ids)
    if (seen.find(id) == none) {
      seen.emplace(id, 1);
      ++found;
    }
  return found;
}

// Asked for each time.
// proof: countAnew({1, 2, 2, 3}) clean
int countAnew(const std::vector<int> &ids) {
  absl::flat_hash_map<int, int> seen;
  int found = 0;
  for (int id : ids) {
    const auto none = seen.end();
    if (seen.find(id) == none) {
      seen.emplace(id, 1);
      ++found;
    }
  }
  return found;
}

// Nothing is added while it is in use.
// proof: countKnown({{1, 1}}, {1, 2}) clean
int countKnown(const absl::flat_hash_map<int, int> &known, const std::vector<int> &ids) {
  const auto none = known.end();
  int found = 0;
  for (int id : ids)
    found += known.find(id) != none ? 1 : 0;
  return found;
}

// Nothing was added since the end was asked for.
// proof: dropAll({{1, 1}, {2, 2}}) clean
void dropAll(llvm::DenseMap<int, int> &counts) {
  for (auto at = counts.begin(), end = counts.end(); at != end; ++at)
    at->second = 0;
  const auto none = counts.end();
  if (counts.find(1) != none)
    counts.erase(1);
  if (counts.find(2) != none)
    counts.erase(2);
}
