#pragma once
#include <unordered_map>

struct Statistics {
  std::unordered_map<int, long> hits;
};

void count(Statistics &statistics, int key);
