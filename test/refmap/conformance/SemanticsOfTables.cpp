// Clearing, deleting, seeds, memory.

#include "lib/refmap/Inspect.h"
#include "test/refmap/conformance/Chance.h"
#include "test/refmap/conformance/Rules.h"

#include <array>
#include <set>

namespace refmap::conformance {
namespace {

using Model = ChanceMap<std::uint64_t>;

Model filled(Chance &chance, std::uint64_t keys, std::int64_t hint = 0) {
  Model map = makeMap<std::uint64_t>(chance, hint);
  for (std::uint64_t key = 0; key != keys; ++key)
    map.assign(key, key);
  return map;
}

/// The number of keys after whose insertion a map has 2^B buckets of the load that was recorded.
constexpr std::uint64_t keysFor(unsigned B) {
  return B == 11 ? 10'000 : (std::uint64_t{5} << B);
}

/// B before and after, the array, noverflow before and after, reseeded, len, spares, flags.
void clearing(const Question &q) {
  Chance chance(1);
  Model map = filled(chance, keysFor(q.value.at(0).get<unsigned>()));
  const auto &header = *map.header();
  const unsigned B = header.B;
  const std::uint32_t noverflow = header.noverflow;
  const auto seed = header.seed;
  const auto *const table = header.buckets.get();
  const std::size_t sparesLeft = header.buckets->sparesLeft();
  const std::size_t spares = header.buckets->spares();
  map.clear(ClearMode::Go119);
  Json model = Json::array({B, header.B, table == header.buckets.get(), q.value.at(3),
                            header.noverflow, header.seed != seed, map.len(), q.value.at(7),
                            header.buckets->sparesLeft(), header.flags.load()});
  q.answer(model);
  q.about(3, noverflow, 0.4); // how many overflow buckets there were is chance
  q.report.check(sparesLeft + noverflow == spares || sparesLeft == 0, "spares before");
  q.report.check(q.value.at(7).get<std::size_t>() + q.value.at(3).get<std::size_t>() == spares ||
                     q.value.at(7).get<std::size_t>() == 0,
                 "recorded spares before");
}

/// The same, key by key: B, array, noverflow, linked overflow buckets, seed at count 1 and at 0.
void deletingAll(const Question &q) {
  Chance chance(2);
  Model map = filled(chance, keysFor(q.value.at(0).get<unsigned>()));
  const auto &header = *map.header();
  const unsigned B = header.B;
  const std::uint32_t noverflow = header.noverflow;
  const auto linked = chainStats(header).linked;
  const auto seed = header.seed;
  const auto *const table = header.buckets.get();
  const std::uint64_t keys = map.len();
  for (std::uint64_t key = 1; key != keys; ++key)
    map.erase(key);
  const bool keptAtOne = header.seed == seed;
  map.erase(0);
  q.report.equal("noverflow", noverflow, std::uint32_t{header.noverflow});
  q.report.equal("linked overflow", linked, chainStats(header).linked);
  const Json &recorded = q.value.at(3); // chance, but one number four times
  q.answer(Json::array({B, header.B, table == header.buckets.get(), recorded, recorded, recorded,
                        recorded, keptAtOne, header.seed != seed, map.len()}));
  q.about(3, noverflow, 0.4);
}

void clearingEmpty(const Question &q) {
  Chance chance(3);
  Model map = makeMap<std::uint64_t>(chance);
  const auto seed = map.header()->seed;
  map.clear(ClearMode::Go119);
  q.answer(map.header()->seed != seed);
}

void memoryAfterDeletes(const Question &q) {
  Chance chance(4);
  Model map = filled(chance, 1'000'000);
  const std::size_t full = map.header()->sizeBytes();
  for (std::uint64_t key = 0; key != 1'000'000; ++key)
    map.erase(key);
  const std::size_t emptied = map.header()->sizeBytes();
  for (std::uint64_t key = 0; key != 1000; ++key)
    map.assign(key, key);
  map.clear(ClearMode::Go119);
  q.report.equal("bytes after deleting all", full, emptied);
  q.about(0, static_cast<double>(full), 0.01);
  q.about(1, static_cast<double>(emptied), 0.01);
  q.about(2, static_cast<double>(map.header()->sizeBytes()), 0.01);
}

void distinctSeeds(const Question &q) {
  std::set<std::uint32_t> seeds;
  for (std::uint64_t i = 0; i != q.numbers.at(0); ++i)
    seeds.insert(Map<int, int>::make().header()->seed);
  // Of a thousand random numbers of 32 bits, two are the same once in 8600 times.
  q.report.check(seeds.size() + 1 >= q.value.get<std::size_t>(),
                 "model has " + std::to_string(seeds.size()));
}

void clearingMidGrow(const Question &q) {
  Chance chance(5);
  const auto B = q.value.at(3).get<unsigned>();
  Model map = makeMap<std::uint64_t>(chance);
  for (std::uint64_t key = 0; map.header()->B != B; ++key)
    map.assign(key, key);
  const bool wasGrowing = map.header()->isGrowing();
  map.clear(ClearMode::Go119);
  const auto &header = *map.header();
  q.answer(Json::array({wasGrowing, header.isGrowing(), header.nevacuate, header.B}));
}

void lenIsExact(const Question &q) {
  Chance chance(6);
  Model map = makeMap<std::uint64_t>(chance);
  bool exact = true;
  for (std::uint64_t key = 0; key != 1000; ++key) {
    map.assign(key, key);
    exact &= map.len() == key + 1;
  }
  for (std::uint64_t key = 0; key != 1000; ++key) {
    map.erase(key);
    exact &= map.len() == 999 - key;
  }
  q.answer(exact);
}

/// Counts what Go's runtime would allocate.
class AllocationCount : public Observer {
public:
  std::size_t count = 0;

  void onAllocation(std::size_t) override { ++count; }
};

double allocationsPerFill(std::int64_t hint, std::uint64_t inserts) {
  constexpr int runs = 200;
  Chance chance(7);
  AllocationCount seen;
  for (int run = 0; run != runs; ++run) {
    Model map = makeMap<std::uint64_t>(chance, hint);
    const auto &header = *map.header();
    // the header, and what make allocated before anybody could look
    seen.count += 1 + (header.buckets != nullptr ? 1 : 0) + (header.hasExtra ? 1 : 0);
    map.observe(&seen);
    for (std::uint64_t key = 0; key != inserts; ++key)
      map.assign(key, key);
    map.observe(nullptr);
  }
  return static_cast<double>(seen.count) / runs;
}

void allocations(const Question &q) {
  const std::pair<std::int64_t, std::uint64_t> fills[] = {
      {0, 8}, {8, 8}, {9, 8}, {100, 100}, {0, 100}, {0, 1000}, {1000, 1000}};
  for (std::size_t i = 0; i != std::size(fills); ++i)
    q.about(i, allocationsPerFill(fills[i].first, fills[i].second), i < 3 ? 0 : 0.15);
}

/// The header and the first bucket of a map that does not escape lie on the stack.
void localMap(const Question &q) {
  Chance chance(8);
  AllocationCount seen;
  Model map = Model::make(0, {.chance = &chance}, Placement::Stack);
  map.observe(&seen);
  for (std::uint64_t key = 0; key != 8; ++key)
    map.assign(key, key);
  map.observe(nullptr);
  q.answer(seen.count);
}

/// An elem beyond 128 bytes is allocated by itself.
template <std::size_t Bytes>
Json allocationsOfOneInsert(std::int64_t hint) {
  Chance chance(9);
  AllocationCount seen;
  auto map = makeMap<std::uint64_t, std::array<char, Bytes>>(chance, hint);
  map.assign(1, {});
  map.observe(&seen);
  map.assign(2, {});
  map.observe(nullptr);
  return seen.count;
}

void largeElem(const Question &q) {
  q.answer(allocationsOfOneInsert<200>(0));
}

void smallElem(const Question &q) {
  q.answer(allocationsOfOneInsert<16>(100));
}

} // namespace

std::vector<Rule> tableRules() {
  return {{"mapclear idiom: B before/after", clearing},
          {"delete all one by one", deletingAll},
          {"clear of an already empty map", clearingEmpty},
          {"heap bytes: 1e6", memoryAfterDeletes},
          {"distinct seeds over (\\d+) maps", distinctSeeds},
          {"clear while growing", clearingMidGrow},
          {"len changes by exactly one", lenIsExact},
          {"allocs per make", allocations},
          {"allocs: non-escaping", localMap},
          {"allocs: one insert with 200-byte", largeElem},
          {"allocs: one insert with 16-byte", smallElem}};
}

} // namespace refmap::conformance
