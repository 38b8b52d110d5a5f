// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// The idiom that each library has for going on after an erasure.

#include <QHash>
#include <absl/container/flat_hash_map.h>
#include <string>

// absl: erase(iterator) returns nothing; the step is taken before the element goes.
// proof: dropLow({{"a", 1}, {"b", 9}}, 5) faults "iterator invalidated by erase"
void dropLow(absl::flat_hash_map<std::string, int> &scores, int limit) {
  // expected-note@+1 {{starts here}}
  for (auto score = scores.begin(); score != scores.end(); ++score) {
    if (score->second < limit) {
      scores.erase(score); // expected-error {{erasing from 'scores' invalidates the iterator}}
    }
  }
}

// Qt: erase(iterator) returns the next position, remove(key) does not.
// proof: dropZero({{"a", 0}, {"b", 9}, {"c", 0}}) faults "iterator invalidated by erase"
void dropZero(QHash<std::string, int> &counters) {
  // expected-note@+1 {{starts}}
  for (auto counter = counters.begin(); counter != counters.end(); ++counter) {
    if (counter.value() == 0) {
      counters.remove(counter.key()); // expected-error {{erasing from 'counters' invalidates}}
    }
  }
}
