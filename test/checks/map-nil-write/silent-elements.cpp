// RUN: %verify %s
// RUN: %prove %s
// expected-no-diagnostics
// Vectors and arrays of pointers that begin as null, and somebody makes the maps first.

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

using Counts = std::unordered_map<std::string, int>;

// A loop makes all of them.
// proof: madeByLoop(3) clean
void madeByLoop(int n) {
  std::vector<std::unique_ptr<Counts>> all(n);
  for (int i = 0; i < n; ++i)
    all[i] = std::make_unique<Counts>();
  all[0]->emplace("x", 1);
}

// proof: madeByRangeFor(3) clean
void madeByRangeFor(int n) {
  std::vector<std::unique_ptr<Counts>> all(n);
  for (auto &one : all)
    one = std::make_unique<Counts>();
  for (auto &one : all)
    one->emplace("x", 1);
}

// proof: madeByIterators(3) clean
void madeByIterators(int n) {
  std::vector<std::shared_ptr<Counts>> all(n);
  for (auto it = all.begin(); it != all.end(); ++it)
    *it = std::make_shared<Counts>();
  all[0]->emplace("x", 1);
}

// An algorithm does.
// proof: generated(3) clean
void generated(int n) {
  std::vector<std::unique_ptr<Counts>> all(n);
  std::generate(all.begin(), all.end(), [] { return std::make_unique<Counts>(); });
  all[0]->emplace("x", 1);
}

// A helper does.
// proof: given void fill(std::vector<std::unique_ptr<Counts>> &all) { for (auto &one : all) one = std::make_unique<Counts>(); }
void fill(std::vector<std::unique_ptr<Counts>> &all);

// proof: filled(2) clean
void filled(int n) {
  std::vector<std::unique_ptr<Counts>> all(n);
  fill(all);
  all[0]->emplace("x", 1);
}

// A helper makes the one that is needed.
// proof: given void ensure(std::unique_ptr<Counts> &one) { if (!one) one = std::make_unique<Counts>(); }
void ensure(std::unique_ptr<Counts> &one);

// proof: ensured(2) clean
void ensured(int n) {
  std::vector<std::unique_ptr<Counts>> all(n);
  ensure(all[1]);
  all[1]->emplace("x", 1);
}

// Made on first use.
// proof: lazily({0, 1, 0}, 2) clean
void lazily(const std::vector<int> &shards, int n) {
  std::vector<std::unique_ptr<Counts>> all(n);
  for (const int shard : shards) {
    auto &one = all[shard];
    if (!one)
      one = std::make_unique<Counts>();
    one->emplace("x", shard);
  }
}

// Made on first use, by a lambda.
// proof: byLambda(2) clean
void byLambda(int n) {
  std::vector<std::unique_ptr<Counts>> all(n);
  const auto shard = [&](int i) -> Counts & {
    if (!all[i])
      all[i] = std::make_unique<Counts>();
    return *all[i];
  };
  shard(0).emplace("x", 1);
  all[0]->emplace("y", 1);
}

// Only those that are there.
// proof: tested({}, 2) clean
void tested(const std::vector<int> &wanted, int n) {
  std::vector<std::unique_ptr<Counts>> all(n);
  for (const int i : wanted)
    all[i] = std::make_unique<Counts>();
  for (auto &one : all)
    if (one)
      one->emplace("x", 1);
}

// Room is not size.
// proof: pushed(3) clean
void pushed(int n) {
  std::vector<std::unique_ptr<Counts>> all;
  all.reserve(n);
  all.push_back(std::make_unique<Counts>());
  all[0]->emplace("x", 1);
}

// The new elements get a map of their own: one for all.
// proof: resized(3) clean
void resized(int n) {
  std::vector<std::shared_ptr<Counts>> all;
  all.resize(n, std::make_shared<Counts>());
  all[0]->emplace("x", 1);
}

// The vector holds maps, not pointers.
// proof: values(3) clean
void values(int n) {
  std::vector<Counts> all(n);
  all[0].emplace("x", 1);
}

// All begin with a map.
// proof: shared({}, 3) clean
void shared(Counts &counts, int n) {
  std::vector<Counts *> all(n, &counts);
  all[0]->emplace("x", 1);
}

// proof: listed({}, {}) clean
void listed(Counts &a, Counts &b) {
  Counts *both[2] = {&a, &b};
  both[1]->emplace("x", 1);
}

// The first is there, the others are not.
// proof: firstOnly({}) clean
void firstOnly(Counts &a) {
  Counts *some[4] = {&a};
  some[0]->emplace("x", 1);
}

// Set through a pointer to the array.
// proof: byPointer({}) clean
void byPointer(Counts &a) {
  Counts *some[2] = {};
  Counts **end = some;
  *end++ = &a;
  some[0]->emplace("x", 1);
}

// The variable holds another pointer by then.
// proof: replaced({}, 2) clean
void replaced(Counts &a, int n) {
  std::vector<Counts *> all(n);
  Counts *one = all[0];
  one = &a;
  one->emplace("x", 1);
}

// emplace() of an optional makes the map.
// proof: emplaced(2) clean
void emplaced(int n) {
  std::vector<std::optional<Counts>> all(n);
  all[0].emplace();
  all[0]->emplace("x", 1);
}

// The whole vector is exchanged for one that is filled.
// proof: swapped(2) clean
void swapped(int n) {
  std::vector<std::unique_ptr<Counts>> all(n), ready;
  ready.push_back(std::make_unique<Counts>());
  all.swap(ready);
  all[0]->emplace("x", 1);
}

// Assigned at once.
// proof: tied({}, {}) clean
void tied(Counts &a, Counts &b) {
  std::array<Counts *, 2> both = {};
  std::tie(both[0], both[1]) = std::make_pair(&a, &b);
  both[0]->emplace("x", 1);
}
