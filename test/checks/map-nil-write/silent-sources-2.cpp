// RUN: %verify %s
// expected-no-diagnostics
// Somebody has seen to it that there is a map.
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

using Tags = std::unordered_map<std::string, int>;
using Index = std::map<int, int>;

struct Base {
  virtual ~Base() = default;
};

struct Derived : Base {
  Index map;
};

struct Options {
  Index *extra = nullptr;
};

// The member was set.
void memberWasSet(Index &i) {
  Options o;
  o.extra = &i;
  o.extra->emplace(1, 2);
}

// The member was initialised.
void memberWasInitialised(Index &i) {
  Options o{.extra = &i};
  o.extra->emplace(1, 2);
}

// Reading through a parameter nobody tests says nothing.
int readingThroughParameterNobodyTests(const Index *m) {
  return m->count(1) ? 1 : 0;
}

// The loop ends when there is one.
void loopEndsWhenThereOne(Index **slot) {
  Index *m = nullptr;
  while (!m)
    m = *slot;
  m->emplace(1, 2);
}

// What exchange() gave is tested.
void whatExchangeGaveTested(std::unique_ptr<Index> &slot) {
  auto m = std::exchange(slot, nullptr);
  if (!m)
    return;
  m->emplace(1, 2);
}

// The closure makes it on first use.
void closureMakesItFirstUse() {
  std::unique_ptr<Index> m;
  auto get = [&]() -> Index & {
    if (!m)
      m = std::make_unique<Index>();
    return *m;
  };
  get().emplace(1, 2);
}

// The default argument is tested.
void defaultArgumentTested(int k, Index *trace = nullptr) {
  if (trace)
    (*trace)[k] = 1;
}

// The test stands in front of it.
void testStandsFrontIt(Index *a, int k) {
  bool done = a && a->emplace(k, 1).second;
  (void)done;
}

// The null ones are passed over.
void nullOnesArePassedOver(std::vector<Index *> &all) {
  for (Index *m : all) {
    if (!m)
      continue;
    m->emplace(1, 2);
  }
}
