// RUN: %verify %s
// RUN: %prove %s
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
// proof: memberWasSet({}) clean
void memberWasSet(Index &i) {
  Options o;
  o.extra = &i;
  o.extra->emplace(1, 2);
}

// The member was initialised.
// proof: memberWasInitialised({}) clean
void memberWasInitialised(Index &i) {
  Options o{.extra = &i};
  o.extra->emplace(1, 2);
}

// Reading through a parameter nobody tests says nothing.
// proof: { Index index{{1, 2}}; show(readingThroughParameterNobodyTests(&index)); } clean
int readingThroughParameterNobodyTests(const Index *m) {
  return m->count(1) ? 1 : 0;
}

// The loop ends when there is one.
// proof: { Index index; Index *slot = &index; loopEndsWhenThereOne(&slot); show(index); } clean
void loopEndsWhenThereOne(Index **slot) {
  Index *m = nullptr;
  while (!m)
    m = *slot;
  m->emplace(1, 2);
}

// What exchange() gave is tested.
// proof: whatExchangeGaveTested({}) clean
// proof: whatExchangeGaveTested(std::make_unique<Index>()) clean
void whatExchangeGaveTested(std::unique_ptr<Index> &slot) {
  auto m = std::exchange(slot, nullptr);
  if (!m)
    return;
  m->emplace(1, 2);
}

// The closure makes it on first use.
// proof: clean
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
// proof: { defaultArgumentTested(1); Index index; defaultArgumentTested(1, &index); show(index); }
//   clean
void defaultArgumentTested(int k, Index *trace = nullptr) {
  if (trace)
    (*trace)[k] = 1;
}

// The test stands in front of it.
// proof: { testStandsFrontIt(nullptr, 1); Index index; testStandsFrontIt(&index, 1); show(index); }
//   clean
void testStandsFrontIt(Index *a, int k) {
  bool done = a && a->emplace(k, 1).second;
  (void)done;
}

// The null ones are passed over.
// proof: { Index index; std::vector<Index *> all{nullptr, &index}; nullOnesArePassedOver(all);
//   show(index); } clean
void nullOnesArePassedOver(std::vector<Index *> &all) {
  for (Index *m : all) {
    if (!m)
      continue;
    m->emplace(1, 2);
  }
}

// Success means that it was set.
namespace successMeansThatItWas {
// proof: successMeansThatItWas::open(nullptr, 1) clean
bool open(std::shared_ptr<Index> &out, int n) {
  if (n < 0)
    return false;
  out = std::make_shared<Index>();
  return true;
}

// proof: { successMeansThatItWas::run(-1); successMeansThatItWas::run(1); } clean
void run(int n) {
  std::shared_ptr<Index> m;
  if (!open(m, n))
    return;
  m->emplace(1, 2);
}
} // namespace successMeansThatItWas
