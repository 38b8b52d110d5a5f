// RUN: %verify %s
// RUN: %prove %s
// What erase returns after the last element is the end, which the loop's own step then advances.
#include <map>
#include <set>
#include <string>
#include <unordered_map>

// proof: dropEmpty({{"a", "1"}, {"b", ""}}) faults "iterator is moved behind the end"
void dropEmpty(std::map<std::string, std::string> &fields) {
  // expected-note@+1 {{the loop over 'fields' starts here}}
  for (auto it = fields.begin(); it != fields.end(); ++it)
    if (it->second.empty())
      // expected-error@+1 {{erasing from 'fields' gives the end after its last element, which}}
      it = fields.erase(it);
}

// proof: countStale({{1, 9}, {2, 1}}, 5) faults "iterator is moved behind the end"
int countStale(std::unordered_map<int, int> &ages, int limit) {
  int dropped = 0;
  auto it = ages.begin();
  while (it != ages.end()) { // expected-note {{the loop over 'ages' starts here}}
    if (it->second < limit) {
      it = ages.erase(it); // expected-error {{erasing from 'ages' gives the end after its last}}
      ++dropped;
    }
    it++;
  }
  return dropped;
}
