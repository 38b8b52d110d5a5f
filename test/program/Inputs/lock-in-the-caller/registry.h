#pragma once
#include <map>
#include <mutex>
#include <string>

class Registry {
public:
  void put(const std::string &name, int value); // for callers that hold mutex()
  int get(const std::string &name);
  std::mutex &mutex() { return mutex_; }

  std::mutex mutex_;
  std::map<std::string, int> values_;
};
