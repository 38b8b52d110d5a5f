// growth.json: which insert starts a growth, how long it takes, how many overflow buckets there
// are.

#include "lib/refmap/Inspect.h"
#include "test/refmap/conformance/Chance.h"
#include "test/refmap/conformance/Checks.h"
#include "test/refmap/conformance/Recording.h"

#include <cstdint>
#include <functional>
#include <string>

namespace refmap::conformance {
namespace {

/// Fewer runs where one takes long: a million inserts each.
std::size_t runsFor(std::uint64_t inserts, std::size_t recorded) {
  constexpr std::uint64_t budget = 600'000;
  return std::min<std::size_t>(recorded, std::max<std::uint64_t>(2, budget / (inserts + 1)));
}

/// Inserts fresh keys and compares at each insert that is recorded, and at no other B may change.
template <class Key>
void checkTriggers(const Json &golden, std::uint64_t seed, Report &report) {
  Chance chance(seed);
  auto map = makeMap<Key>(chance);
  std::uint64_t done = 0;
  for (const Json &row : golden) {
    const auto until = row.at("ins").get<std::uint64_t>();
    report.row("insert " + std::to_string(until));
    const unsigned before = map.header()->B;
    for (; done + 1 < until; ++done)
      map.assign(keyNumber<Key>(done), done);
    report.equal("B before", before, unsigned{map.header()->B});
    if (done < until)
      map.assign(keyNumber<Key>(done), done);
    done = until;
    report.equal("count", row.at("count").get<std::size_t>(), map.len());
    report.equal("B", row.at("B").get<unsigned>(), unsigned{map.header()->B});
  }
}

/// `[{order, oldB, writes, nevacuate_after_each_write}]`: a map filled with 0, 1, 2 ... under the
/// identity hash, the key that makes it grow, and then writes to chosen buckets.
void checkIdentityEvacuation(const Json &row, Report &report) {
  const auto order = row.at("order").get<std::string>();
  const auto oldB = row.at("oldB").get<unsigned>();
  report.row("evacuation, " + order + ", B " + std::to_string(oldB));
  Recording<std::uint64_t> recording(defaultSeed, -1, "identity");
  const auto &header = *recording.map().header();
  std::uint64_t key = 0;
  while (header.B == oldB || header.isGrowing() || header.B < oldB) {
    recording.assign(key, key);
    ++key;
    if (header.B == oldB + 1)
      break;
  }
  const std::uint64_t buckets = std::uint64_t{1} << oldB;
  const auto target = [&](std::uint64_t write) -> std::uint64_t {
    if (order == "ascending")
      return write % buckets;
    if (order == "descending")
      return buckets - 1 - write % buckets;
    if (order == "same_bucket0")
      return 0;
    if (order == "same_last_bucket")
      return buckets - 1;
    throw std::invalid_argument("unknown order '" + order + "'");
  };
  Json marks = Json::array();
  const auto note = [&] {
    marks.push_back(header.isGrowing() ? static_cast<std::int64_t>(header.nevacuate) : -1);
  };
  note(); // the trigger is the first of the writes
  for (std::uint64_t write = 0; header.isGrowing(); ++write) {
    recording.assign(target(write), 0);
    note();
  }
  report.equal("writes", row.at("writes").get<std::size_t>(), marks.size());
  if (row.contains("nevacuate_after_each_write") && !row["nevacuate_after_each_write"].is_null())
    report.equal("nevacuate after each write", row["nevacuate_after_each_write"], marks);
}

/// How many writes a growth from 2^oldB buckets takes, its trigger included.
std::uint64_t writesUntilDone(const std::string &workload, unsigned oldB, Chance &chance) {
  auto map = makeMap<std::uint64_t>(chance);
  const auto &header = *map.header();
  std::uint64_t keys = 0;
  while (header.B <= oldB)
    map.assign(keys++, 0);
  std::uint64_t writes = 1;
  const std::uint64_t one = chance.below(keys);
  for (; header.isGrowing(); ++writes) {
    if (workload == "new_keys")
      map.assign(keys++, 0);
    else if (workload == "overwrite_one_key")
      map.assign(one, 1);
    else if (workload == "overwrite_random")
      map.assign(chance.below(keys), 1);
    else if (workload == "delete_missing_random")
      map.erase(keys + chance.next() / 2);
    else if (workload == "delete_missing_one_key")
      map.erase(keys + one);
    else
      throw std::invalid_argument("unknown workload '" + workload + "'");
  }
  return writes;
}

void checkEvacuationWrites(const Json &row, Report &report) {
  const auto workload = row.at("workload").get<std::string>();
  const auto oldB = row.at("oldB").get<unsigned>();
  report.row("evacuation, " + workload + ", B " + std::to_string(oldB));
  Chance chance(oldB + 1);
  Samples samples;
  const Json &recorded = row.at("writes_until_done");
  const std::size_t runs =
      runsFor((std::uint64_t{13} << oldB) / 2, recorded.at("n").get<std::size_t>());
  for (std::size_t i = 0; i != runs; ++i)
    samples.add(static_cast<double>(writesUntilDone(workload, oldB, chance)));
  compare("writes", recorded, samples, report);
}

/// Lookups and ranges do not move anything: `after_N_lookups`, `after_N_ranges`.
void checkNoProgress(const Json &golden, Report &report) {
  Chance chance(1);
  auto map = makeMap<std::uint64_t>(chance);
  const auto mark = golden.at("nevac_before").get<std::size_t>();
  constexpr std::uint64_t keys = 417; // its insert makes a map of 64 buckets grow
  do {
    map = makeMap<std::uint64_t>(chance);
    for (std::uint64_t key = 0; key != keys; ++key)
      map.assign(key, key);
    while (map.header()->nevacuate < mark && map.header()->isGrowing())
      map.assign(chance.below(keys), 0);
  } while (map.header()->nevacuate != mark);
  for (const auto &[name, value] : golden.items()) {
    report.row("no progress, " + name);
    const auto &now = *map.header();
    if (name.starts_with("after_")) {
      const std::uint64_t times = std::stoull(name.substr(6));
      for (std::uint64_t i = 0; i != times; ++i) {
        if (name.ends_with("lookups"))
          map.find(i % (2 * keys));
        else
          for (auto each = map.iterate(); each.next();)
            report.check(each.key() < keys, "a key that is not in the map");
      }
      report.equal(name, value.get<std::size_t>(), now.nevacuate);
    } else if (name == "flags_after_ranges") {
      report.equal(name, value.get<unsigned>(), unsigned{now.flags.load()});
    } else if (name == "growing") {
      report.equal(name, value.get<bool>(), now.isGrowing());
    }
  }
}

/// Overflow buckets from B=16 on: counted by sampling, one in 2^(B-15).
void checkSampledOverflow(const Json &row, Report &report) {
  const auto n = row.at("N").get<std::uint64_t>();
  report.row("sampled overflow, " + std::to_string(n) + " keys");
  Chance chance(n);
  Samples counter;
  Samples linked;
  Samples ratio;
  for (std::size_t i = 0; i != runsFor(n, row.at("Counter").at("n").get<std::size_t>()); ++i) {
    auto map = makeMap<std::uint64_t>(chance);
    for (std::uint64_t key = 0; key != n; ++key)
      map.assign(key, key);
    const auto &header = *map.header();
    report.equal("B", row.at("B").get<unsigned>(), unsigned{header.B});
    const auto chained = static_cast<double>(chainStats(header).linked);
    counter.add(header.noverflow);
    linked.add(chained);
    ratio.add(chained / header.noverflow);
  }
  compare("Counter", row["Counter"], counter, report);
  compare("Linked", row.at("Linked"), linked, report);
  compare("Ratio", row.at("Ratio"), ratio, report);
}

template <class Key>
void checkOverflow(const Json &row, Report &report) {
  const auto n = row.at("n").get<std::uint64_t>();
  Chance chance(n);
  Samples noverflow;
  Samples linked;
  Samples longest;
  Samples spares;
  std::size_t growing = 0;
  const std::size_t runs = runsFor(n, row.at("noverflow").at("n").get<std::size_t>());
  for (std::size_t i = 0; i != runs; ++i) {
    auto map = makeMap<Key>(chance);
    for (std::uint64_t key = 0; key != n; ++key)
      map.assign(keyNumber<Key>(key), key);
    const auto &header = *map.header();
    report.equal("B", row.at("B").get<unsigned>(), unsigned{header.B});
    growing += header.isGrowing() ? 1 : 0;
    const ChainStats chains = chainStats(header);
    noverflow.add(header.noverflow);
    linked.add(static_cast<double>(chains.linked));
    longest.add(static_cast<double>(chains.longest));
    spares.add(static_cast<double>(header.buckets->sparesLeft()));
    const double load = static_cast<double>(n) / static_cast<double>(header.buckets->size());
    report.check(std::abs(row.at("load").get<double>() - load) < 0.01, "load");
  }
  if (row.at("growing_runs").get<std::size_t>() == 0)
    report.equal("growing runs", std::size_t{0}, growing);
  compare("noverflow", row["noverflow"], noverflow, report);
  compare("linked_overflow", row.at("linked_overflow"), linked, report);
  compare("longest_chain", row.at("longest_chain"), longest, report);
  compare("prealloc_left", row.at("prealloc_left"), spares, report);
}

void checkOverflowRow(const Json &row, Report &report) {
  const auto type = row.at("type").get<std::string>();
  report.row("overflow, " + type + ", " + std::to_string(row.at("n").get<std::uint64_t>()) +
             " keys");
  if (type == "string")
    checkOverflow<std::string>(row, report);
  else
    checkOverflow<std::uint64_t>(row, report);
}

} // namespace

void checkGrowth(const Json &golden, Report &report) {
  const auto each = [&](const Json &rows, void (*check)(const Json &, Report &)) {
    for (const Json &row : rows)
      check(row, report);
  };
  for (const auto &[name, value] : golden.items()) {
    if (name == "b_triggers") {
      checkTriggers<std::uint64_t>(value, 1, report);
      checkTriggers<std::string>(value, 2, report);
    } else if (name == "evacuation_identity_hash") {
      each(value, checkIdentityEvacuation);
    } else if (name == "evacuation_writes") {
      each(value, checkEvacuationWrites);
    } else if (name == "no_progress") {
      checkNoProgress(value, report);
    } else if (name == "noverflow_approx_B16plus") {
      each(value, checkSampledOverflow);
    } else if (name == "noverflow_distribution") {
      each(value, checkOverflowRow);
    } else if (name != "b_triggers_same_in_30_random_seed_runs_u64_and_string") {
      report.row(name);
      report.differ("no rule for this row");
    }
  }
}

} // namespace refmap::conformance
