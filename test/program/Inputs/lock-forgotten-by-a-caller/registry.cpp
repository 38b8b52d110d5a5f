#include "registry.h"

void Registry::put(const std::string &name, int value) {
  values_[name] = value; // expected-note {{'values_' is written here}}
}

int Registry::get(const std::string &name) {
  std::lock_guard<std::mutex> lock(mutex_);
  const auto found = values_.find(name);
  return found == values_.end() ? 0 : found->second;
}
