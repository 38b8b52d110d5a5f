#include "prune.h"

void forget(Cache &cache, const std::string &key) {
  cache.erase(key); // expected-note {{'cache' is erased from here}}
}

int *entry(Cache &cache, const std::string &key) {
  const auto found = cache.find(key);
  return found == cache.end() ? nullptr : &found->second;
}
