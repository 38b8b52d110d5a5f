// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// The order of things makes these right.
#include <set>

// One set is read, the other one changed.
// proof: oneSetReadOtherOne({1, 2}, {2, 3}) clean
void oneSetReadOtherOne(std::set<int> &a, std::set<int> &b) {
  for (int x : a)
    b.erase(x);
}
