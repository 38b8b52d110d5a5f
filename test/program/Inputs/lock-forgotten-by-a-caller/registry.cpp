#include "registry.h"

void Registry::put(const std::string &name, int value) {
  values_[name] = value; // expected-error {{'values_' is written here without 'mutex_', which guards it elsewhere}}
}

int Registry::get(const std::string &name) {
  std::lock_guard<std::mutex> lock(mutex_);
  const auto found = values_.find(name); // expected-note {{'values_' is read here under 'mutex_'}}
  return found == values_.end() ? 0 : found->second;
}
