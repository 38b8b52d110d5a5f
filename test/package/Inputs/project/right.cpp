#include <map>

void count(std::map<int, int> &counts) {
  counts[1] = 2;
}
