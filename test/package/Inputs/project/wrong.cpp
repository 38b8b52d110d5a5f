#include <map>

void count() {
  std::map<int, int> *counts = nullptr;
  (*counts)[1] = 2;
}
