// expected-no-diagnostics
// put() takes no lock, but its only caller, in the other file, does.
#include "registry.h"

void Registry::put(const std::string &name, int value) { values_[name] = value; }

int Registry::get(const std::string &name) {
  std::lock_guard<std::mutex> lock(mutex_);
  const auto found = values_.find(name);
  return found == values_.end() ? 0 : found->second;
}
