// claims.json: what popular articles say about Go's map, and what the map does instead. The data of
// a claim is compared where the claim is about the map itself.

#include "lib/refmap/Inspect.h"
#include "test/refmap/conformance/Chance.h"
#include "test/refmap/conformance/Checks.h"

#include <cstdint>
#include <set>
#include <string>

namespace refmap::conformance {
namespace {

using Model = ChanceMap<std::uint64_t>;

/// `[[insert, B], ...]`
Json triggers(std::uint64_t upTo) {
  Chance chance(1);
  Model map = makeMap<std::uint64_t>(chance);
  Json seen = Json::array();
  unsigned B = 0;
  for (std::uint64_t i = 1; i <= upTo; ++i) {
    map.assign(i, i);
    if (map.header()->B != std::exchange(B, map.header()->B))
      seen.push_back(Json::array({i, B}));
  }
  return seen;
}

void checkTriggers(const Json &data, Report &report) {
  report.equal("growths", data, triggers(data.back().at(0).get<std::uint64_t>()));
}

/// `[hint, B, bucket array present]`
void checkSmallHints(const Json &data, Report &report) {
  Chance chance(1);
  for (const auto &[where, rows] : data.items())
    for (const Json &row : rows) {
      const auto hint = row.at(0).get<std::int64_t>();
      const auto map = Model::make(hint, {.chance = &chance},
                                   where == "stack" ? Placement::Stack : Placement::Heap);
      report.equal(where, row, Json::array({hint, map.header()->B, map.header()->buckets ? 1 : 0}));
    }
}

void checkNoShrinking(const Json &data, Report &report) {
  Chance chance(1);
  const auto B = data.at("B_before").get<unsigned>();
  Model map = makeMap<std::uint64_t>(chance);
  std::uint64_t keys = 0;
  while (map.header()->B < B)
    map.assign(keys++, 0);
  for (std::uint64_t key = 1; key != keys; ++key)
    map.erase(key);
  for (int i = 0; i != 200'000; ++i)
    map.assign(0, 1);
  report.equal("B after deleting to 1 and 200000 writes",
               data.at("B_after_deleting_to_1_and_200000_writes").get<unsigned>(),
               unsigned{map.header()->B});
  report.check(std::abs(data.at("load").get<double>() * (1U << B) - 1) < 0.01, "load");
}

/// `[visited, left]`: every second entry is deleted when it is visited.
void checkDeleteInRange(const Json &data, Report &report) {
  Chance chance(1);
  Model map = makeMap<std::uint64_t>(chance);
  const auto keys = data.at(0).get<std::uint64_t>();
  for (std::uint64_t key = 0; key != keys; ++key)
    map.assign(key, key);
  std::uint64_t visited = 0;
  for (auto each = map.iterate(); each.next(); ++visited) {
    const std::uint64_t key = each.key(); // a deletion may move the slot it lies in
    if (key % 2 == 0)
      map.erase(key);
  }
  report.equal("visited, left", data, Json::array({visited, map.len()}));
}

void checkOneKey(const Json &data, Report &report) {
  Chance chance(1);
  Model map = makeMap<std::uint64_t>(chance);
  for (int i = 0; i != 100'000; ++i)
    map.assign(7, 1);
  const auto &header = *map.header();
  const Json model{{"B", header.B},
                   {"len", map.len()},
                   {"noverflow", header.noverflow},
                   {"overflow", chainStats(header).linked}};
  for (const auto &[name, value] : data.items())
    report.equal(name, value, model.value(name, Json()));
}

std::string orderOf(const Model &map) {
  std::string order;
  for (auto each = map.iterate(); each.next();)
    order += std::to_string(each.key()) + " ";
  return order;
}

/// One map of 2^B buckets has 8 * 2^B orders.
void checkRandomOrder(const Json &data, Report &report) {
  Chance chance(1);
  Model map = makeMap<std::uint64_t>(chance);
  for (std::uint64_t key = 0; key != 50; ++key)
    map.assign(key, key);
  std::set<std::string> ofOne;
  std::set<std::string> ofMany;
  for (int i = 0; i != 500; ++i) {
    ofOne.insert(orderOf(map));
    Model fresh = makeMap<std::uint64_t>(chance);
    for (std::uint64_t key = 0; key != 50; ++key)
      fresh.assign(key, key);
    ofMany.insert(orderOf(fresh));
  }
  for (const auto &[name, value] : data.items()) {
    const auto recorded = value.get<double>();
    const bool one = name.find("ranges of one map") != std::string::npos;
    const auto model = static_cast<double>(one ? ofOne.size() : ofMany.size());
    report.check(std::abs(recorded - model) <= 0.05 * recorded,
                 name + ": recorded " + std::to_string(recorded) + ", model " +
                     std::to_string(model));
  }
}

/// len after n inserts, one delete, and a clear.
void checkLen(const Json &data, Report &report) {
  Chance chance(1);
  Model map = makeMap<std::uint64_t>(chance);
  Json model = Json::array();
  for (std::uint64_t key = 0; key != data.at(0).get<std::uint64_t>(); ++key)
    map.assign(key, key);
  model.push_back(map.len());
  map.erase(0);
  model.push_back(map.len());
  map.clear(ClearMode::Go119);
  model.push_back(map.len());
  report.equal("len", data, model);
}

/// A growth begins during the range, then the map is emptied: the mean of what is still visited.
double staleVisits(bool byClear, ClearMode mode) {
  Chance chance(3);
  Samples stale;
  for (int run = 0; run != 200; ++run) {
    Model map = makeMap<std::uint64_t>(chance);
    for (std::uint64_t key = 0; key != 104; ++key)
      map.assign(key, key);
    auto each = map.iterate();
    each.next();
    map.assign(1000, 1);
    if (byClear)
      map.clear(mode);
    else
      for (std::uint64_t key = 0; key != 1001; ++key)
        map.erase(key);
    double visits = 0;
    while (each.next())
      ++visits;
    stale.add(visits);
  }
  return stale.mean();
}

void checkStale(const Json &data, Report &report) {
  for (const auto &[name, value] : data.items()) {
    const bool cleared = name.find("clear") != std::string::npos;
    const double model = staleVisits(cleared, ClearMode::Go119);
    const auto recorded = value.get<double>();
    report.check(std::abs(model - recorded) <= 0.1 * recorded,
                 name + ": recorded " + std::to_string(recorded) + ", model " +
                     std::to_string(model));
    report.check(staleVisits(cleared, ClearMode::Go121) == 0, name + ": not from Go 1.21 on");
  }
}

void checkReadded(const Json &data, Report &report) {
  Chance chance(5);
  const auto maps = data.at("maps").get<std::uint64_t>();
  std::uint64_t twice = 0;
  for (std::uint64_t i = 0; i != maps; ++i) {
    Model map = makeMap<std::uint64_t>(chance);
    for (std::uint64_t key = 0; key != 8; ++key)
      map.assign(key, key);
    std::set<std::uint64_t> seen;
    bool again = false;
    for (auto each = map.iterate(); each.next();) {
      again |= !seen.insert(each.key()).second;
      if (seen.size() < 3) { // two holes: a key that is put back takes the first of them
        const std::uint64_t key = each.key();
        const std::uint64_t other = (key + 1) % 8;
        map.erase(key);
        map.erase(other);
        map.assign(other, 1);
        map.assign(key, 1);
      }
    }
    twice += again ? 1 : 0;
  }
  report.check(twice != 0 && data.at("with a key visited twice").get<std::uint64_t>() != 0,
               "a key that is deleted and put back can come again");
}

using Check = void (*)(const Json &, Report &);

Check ruleFor(std::string_view claim) {
  const std::pair<std::string_view, Check> rules[] = {{"7th element", checkTriggers},
                                                      {"6.5*2^0", checkTriggers},
                                                      {"treated as 8 buckets", checkSmallHints},
                                                      {"maps shrink", checkNoShrinking},
                                                      {"delete during range", checkDeleteInRange},
                                                      {"50 goroutines", checkOneKey},
                                                      {"iteration order", checkRandomOrder},
                                                      {"len stays", checkLen},
                                                      {"map was then cleared", checkStale},
                                                      {"individual deletes", checkStale},
                                                      {"re-added", checkReadded}};
  for (const auto &[words, check] : rules)
    if (claim.find(words) != std::string_view::npos)
      return check;
  return nullptr; // about sync.Map, about Go's compiler
}

} // namespace

void checkClaims(const Json &golden, Report &report) {
  for (const Json &row : golden) {
    const auto claim = row.at("claim").get<std::string>();
    const Check check = ruleFor(claim);
    if (check == nullptr)
      continue;
    report.row(claim);
    check(row.at("data"), report);
  }
}

} // namespace refmap::conformance
