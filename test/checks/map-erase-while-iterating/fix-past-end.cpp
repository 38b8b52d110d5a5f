// RUN: %verify %s
// RUN: %check-fix %s
// RUN: %prove %s
// The step is taken only when nothing was erased.
#include <map>
#include <set>
#include <string>

// The step of a for loop.
// proof: dropEmpty({{"a", "1"}, {"b", ""}}) faults "iterator is moved behind the end"
void dropEmpty(std::map<std::string, std::string> &fields) {
  for (auto it = fields.begin(); it != fields.end(); ++it) // expected-note {{'fields' starts here}}
    if (it->second.empty())
      it = fields.erase(it); // expected-error {{erasing from 'fields' gives the end after}}
}

// Something is counted behind the erasure, and there is another branch.
// proof: dropLate({{1, 4}, {2, 9}}, 5) faults "iterator is moved behind the end"
int dropLate(std::map<int, int> &dueAt, int now) {
  int dropped = 0;
  int waiting = 0;
  for (auto it = dueAt.begin(); it != dueAt.end(); it++) { // expected-note {{'dueAt' starts here}}
    if (it->second > now || it->second < 3) {
      it = dueAt.erase(it); // expected-error {{erasing from 'dueAt' gives the end after}}
      ++dropped;
    } else {
      ++waiting;
    }
  }
  return dropped - waiting;
}

// The step is the last statement of the body.
// proof: dropOdd({2, 3}) faults "iterator is moved behind the end"
int dropOdd(std::set<int> &ids) {
  int dropped = 0;
  auto it = ids.begin();
  while (it != ids.end()) { // expected-note {{'ids' starts here}}
    if (*it % 2 != 0) {
      it = ids.erase(it); // expected-error {{erasing from 'ids' gives the end after}}
      ++dropped;
    }
    ++it;
  }
  return dropped;
}
