#include "registry.h"

void Registry::put(const std::string &name, int value) {
  // expected-error@+2 {{'values_' is written here without 'registry.mutex_', which guards it}}
  // expected-note@+1 {{'values_' is written here under 'registry.mutex_'}}
  values_[name] = value;
}

int Registry::get(const std::string &name) {
  std::lock_guard<std::mutex> lock(mutex_);
  const auto found = values_.find(name);
  return found == values_.end() ? 0 : found->second;
}
