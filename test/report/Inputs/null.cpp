#include <map>
void first(std::map<int, int> *counts) {
  counts = nullptr;
  (*counts)[1] = 2;
}
