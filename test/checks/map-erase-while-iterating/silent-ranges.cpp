// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// A range that ends at the loop's own iterator may go.

#include <set>

// The end of the erased range is where the loop stands: it goes on from there.
// proof: flush({1, 4, 5, 6}, 4) clean
void flush(std::set<int> &ends, int next) {
  auto end = ends.begin();
  bool isLast = false;
  for (; end != ends.end() && !isLast; ++end)
    if (*end >= next) {
      isLast = true;
      ends.erase(ends.begin(), end);
    }
}
