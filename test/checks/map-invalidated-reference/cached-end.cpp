// RUN: %verify %s
// RUN: %prove %s
// The end of a sorted array moves with it; a callable in a table makes the table grow.
#include <boost/container/flat_map.hpp>
#include <boost/unordered/unordered_flat_map.hpp>
#include <functional>
#include <llvm/ADT/DenseMap.h>
#include <utility>
#include <vector>

// proof: addBoth({{1, 1}}, 2, 3) faults "iterator invalidated by insertion"
void addBoth(boost::container::flat_map<int, int> &levels, int low, int high) {
  const auto end = levels.end(); // expected-note {{'end' is obtained here}}
  levels.emplace(low, 0);        // expected-note {{'levels' is inserted into here}}
  // expected-error@+1 {{iterator 'end' is used after inserting into 'levels'}}
  if (levels.find(high) == end)
    levels.emplace(high, 0);
}

// A callable in the table adds another one.
namespace callableInTable {
class Wheel {
public:
  using Callback = std::function<void(int)>;

  // expected-note@+1 {{'pending_' is inserted into here}}
  void schedule(int id, Callback callback) { pending_.try_emplace(id, std::move(callback)); }

  bool elapse(int id) {
    auto it = pending_.find(id); // expected-note {{'it' is obtained here}}
    if (it == pending_.end())
      return false;
    it->second(id); // expected-note {{calling 'the lambda' inserts into 'pending_'}}
    // expected-error@+1 {{iterator 'it' is used after inserting into 'pending_' may have}}
    pending_.erase(it);
    return true;
  }

private:
  boost::unordered_flat_map<int, Callback> pending_;
};

// proof: callableInTable::turn() faults "iterator invalidated by insertion"
void turn() {
  Wheel wheel;
  // expected-note@+1 {{calling 'schedule' inserts into 'pending_'}}
  wheel.schedule(1, [&wheel](int id) { wheel.schedule(id + 1, [](int) {}); });
  wheel.elapse(1);
}
} // namespace callableInTable

// The end of a DenseMap is where its buckets end.
// proof: none: the end of the reference table is no place in it
int countWords(const std::vector<int> &words) {
  llvm::DenseMap<int, int> seen;
  const auto none = seen.end(); // expected-note {{'none' is obtained here}}
  int found = 0;
  for (int word : words) {
    // expected-error@+1 {{iterator 'none' is used after inserting into 'seen' may have invalidated}}
    if (seen.find(word) == none) {
      seen[word] = 1; // expected-note {{'seen' is inserted into here}}
      ++found;
    }
  }
  return found;
}
