#pragma once
#include <set>

class Worker {
public:
  void pin(int priority, const std::set<int> &cpus);

private:
  int priority_ = 0;
  std::set<int> cpus_;
};
