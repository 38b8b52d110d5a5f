#include "prune.h"

void dropOld(Cache &cache, int limit) {
  for (const auto &[key, age] : cache) // expected-note {{the loop over 'cache' starts here}}
    if (age > limit)
      forget(cache, key); // expected-error {{calling 'forget' erases from 'cache' and invalidates the iterator this loop goes on with [map-erase-while-iterating]}}
}

// The pointer was taken in the other file, but its element outlives the insertion of another.
int sum(Cache &cache) {
  int *first = entry(cache, "first");
  cache["second"] = 2;
  return first ? *first : 0;
}
