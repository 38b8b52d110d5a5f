// What a range visits, in which order, and what happens when the loop changes the map.

#include "test/refmap/conformance/Chance.h"
#include "test/refmap/conformance/Rules.h"

#include <array>
#include <cmath>
#include <map>
#include <set>

namespace refmap::conformance {
namespace {

using Model = ChanceMap<std::uint64_t>;

Model filled(Chance &chance, std::uint64_t keys) {
  Model map = makeMap<std::uint64_t>(chance);
  for (std::uint64_t key = 0; key != keys; ++key)
    map.assign(key, key);
  return map;
}

std::vector<std::uint64_t> orderOf(const Model &map, std::size_t most = ~std::size_t{0}) {
  std::vector<std::uint64_t> order;
  for (auto each = map.iterate(); order.size() != most && each.next();)
    order.push_back(each.key());
  return order;
}

/// The chi-squared statistic of counts that should be equal.
double chiSquared(const std::vector<double> &counts, double draws) {
  const double expected = draws / static_cast<double>(counts.size());
  double sum = 0;
  for (const double count : counts)
    sum += (count - expected) * (count - expected) / expected;
  return sum;
}

/// Sees where each iteration begins.
class Starts : public Observer {
public:
  std::vector<double> buckets;
  std::vector<double> slots = std::vector<double>(slotsPerBucket);

  void onOperation(const MapState &state, const OperationEvent &event) override {
    if (event.operation != Operation::Iterate)
      return;
    buckets.resize(std::size_t{1} << state.B);
    ++buckets[event.bucket];
    ++slots[event.slot];
  }
};

/// `n=5 B=0: chi2 of startBucket (df 0) and offset (df 7), 40000 draws`
void startIsUniform(const Question &q) {
  Chance chance(q.numbers.at(0));
  Model map = filled(chance, q.numbers.at(0));
  Starts starts;
  map.observe(&starts);
  const auto draws = static_cast<double>(q.numbers.at(4));
  for (std::uint64_t i = 0; i != q.numbers[4]; ++i)
    map.iterate();
  map.observe(nullptr);
  q.report.equal("B", q.numbers.at(1), std::uint64_t{map.header()->B});
  const std::array<std::pair<double, double>, 2> found{
      {{chiSquared(starts.buckets, draws), q.value.at(0).get<double>()},
       {chiSquared(starts.slots, draws), q.value.at(1).get<double>()}}};
  for (std::size_t i = 0; i != found.size(); ++i) {
    const auto df = static_cast<double>(q.numbers.at(2 + i));
    const double limit = df + 6 * std::sqrt(2 * df); // six standard deviations
    q.report.check(found[i].first <= limit && found[i].second <= limit,
                   "chi2: recorded " + std::to_string(found[i].second) + ", model " +
                       std::to_string(found[i].first));
  }
}

/// `n=5: distinct first keys, min count, max count of 40000`. With more than one bucket it depends
/// on how the keys fell: an entry is first as often as there are empty slots before it.
void firstKeys(const Question &q) {
  Chance chance(q.numbers.at(0));
  Model map = filled(chance, q.numbers.at(0));
  std::map<std::uint64_t, double> counts;
  for (std::uint64_t i = 0; i != q.numbers.at(1); ++i)
    ++counts[orderOf(map, 1).at(0)];
  double least = static_cast<double>(q.numbers[1]);
  double most = 0;
  for (const auto &[key, count] : counts) {
    least = std::min(least, count);
    most = std::max(most, count);
  }
  const bool oneBucket = map.header()->B == 0;
  q.about(0, static_cast<double>(counts.size()), oneBucket ? 0 : 0.15);
  q.about(1, least, oneBucket ? 0.1 : 0.9);
  q.about(2, most, oneBucket ? 0.1 : 0.9);
}

/// Slot 0 is first after every empty slot as well: 4 of 8 with five entries.
void firstSlots(const Question &q) {
  Chance chance(1);
  Model map = filled(chance, q.value.size());
  std::vector<double> first(q.value.size());
  for (std::uint64_t i = 0; i != q.numbers.at(1); ++i)
    ++first[orderOf(map, 1).at(0)]; // key and slot are the same number here
  for (std::size_t slot = 0; slot != first.size(); ++slot)
    q.about(slot, first[slot], 0.1);
}

/// `{order: count}`: the rotations, and how often each.
void orders(const Question &q) {
  Chance chance(2);
  const std::uint64_t entries = q.numbers.at(0);
  Model map = filled(chance, entries);
  double draws = 0;
  for (const auto &[order, count] : q.value.items())
    draws += count.get<double>();
  std::map<std::string, double> seen;
  for (double i = 0; i < draws; ++i) {
    std::string order;
    for (const std::uint64_t key : orderOf(map))
      order += std::to_string(key);
    ++seen[order];
  }
  q.report.equal("orders", q.value.size(), seen.size());
  for (const auto &[order, count] : q.value.items())
    q.report.check(std::abs(count.get<double>() - seen[order]) <= 0.1 * count.get<double>(),
                   order + ": recorded " + count.dump() + ", model " + std::to_string(seen[order]));
}

/// `n=1000: consecutive ranges with equal first 20 keys (of 200)`
void consecutiveRanges(const Question &q) {
  Chance chance(3);
  const Model map = filled(chance, q.numbers.at(0));
  double equal = 0;
  auto last = orderOf(map, q.numbers.at(1));
  for (std::uint64_t i = 1; i != q.numbers.at(2); ++i) {
    auto now = orderOf(map, q.numbers[1]);
    equal += now == last ? 1 : 0;
    last = std::move(now);
  }
  q.report.check(std::abs(equal - q.value.get<double>()) <= 3,
                 "model has " + std::to_string(equal));
}

/// `n=9 fresh maps (3000): distinct orders`
void freshOrders(const Question &q) {
  Chance chance(4);
  std::set<std::vector<std::uint64_t>> orders;
  for (std::uint64_t i = 0; i != q.numbers.at(1); ++i)
    orders.insert(orderOf(filled(chance, q.numbers.at(0))));
  const auto recorded = q.value.get<double>();
  const auto model = static_cast<double>(orders.size());
  q.report.check(std::abs(recorded - model) <= 0.15 * recorded,
                 "recorded " + std::to_string(recorded) + ", model " + std::to_string(model));
}

/// What one range saw of keys that were there from the beginning, and of others.
struct Visits {
  std::map<std::uint64_t, int> of;

  int doubles() const {
    int twice = 0;
    for (const auto &[key, count] : of)
      twice += count > 1 ? 1 : 0;
    return twice;
  }

  int missed(std::uint64_t originals, const std::set<std::uint64_t> &deleted = {}) const {
    int missing = 0;
    for (std::uint64_t key = 0; key != originals; ++key)
      missing += of.contains(key) || deleted.contains(key) ? 0 : 1;
    return missing;
  }
};

/// `[{N, Added, Visited, Double, MissOriginal}]`: one new key per visit.
void insertPerVisit(const Question &q) {
  for (const Json &row : q.value) {
    const auto n = row.at("N").get<std::uint64_t>();
    const auto added = row.at("Added").get<std::uint64_t>();
    Chance chance(n);
    Samples visited;
    int doubles = 0;
    int missed = 0;
    for (std::size_t run = 0; run != row.at("Visited").at("n").get<std::size_t>(); ++run) {
      Model map = filled(chance, n);
      Visits visits;
      std::uint64_t next = n;
      for (auto each = map.iterate(); each.next();) {
        ++visits.of[each.key()];
        if (next != n + added)
          map.assign(next++, 1);
      }
      visited.add(static_cast<double>(visits.of.size() - (n - visits.missed(n))) /
                  static_cast<double>(added));
      doubles += visits.doubles();
      missed += visits.missed(n);
    }
    compare("N " + std::to_string(n), row["Visited"], visited, q.report);
    q.report.equal("Double", row.at("Double").get<int>(), doubles);
    q.report.equal("MissOriginal", row.at("MissOriginal").get<int>(), missed);
  }
}

/// `[{N, Grows, PVisited}]`: one key, at the first visit.
void insertAtFirstVisit(const Question &q) {
  constexpr int runs = 4000;
  for (const Json &row : q.value) {
    const auto n = row.at("N").get<std::uint64_t>();
    Chance chance(n);
    double visited = 0;
    bool grows = false;
    for (int run = 0; run != runs; ++run) {
      Model map = filled(chance, n);
      auto each = map.iterate();
      each.next();
      const unsigned B = map.header()->B;
      map.assign(n, n);
      grows = map.header()->B != B;
      while (each.next())
        visited += each.key() == n ? 1 : 0;
    }
    const double p = visited / runs;
    const auto recorded = row.at("PVisited").get<double>();
    q.report.equal("Grows", row.at("Grows").get<bool>(), grows);
    q.report.check(std::abs(p - recorded) <= 6 * std::sqrt(p * (1 - p) / runs) + 0.003,
                   "N " + std::to_string(n) + ": recorded " + std::to_string(recorded) +
                       ", model " + std::to_string(p));
  }
}

/// Deletes other keys during the range, and inserts new ones if `grow`: visits, visits of keys that
/// were deleted before, double visits, keys missed that were never deleted.
void deleteDuring(const Question &q, bool grow) {
  Chance chance(grow ? 11 : 10);
  std::array<std::uint64_t, 4> sums{};
  for (std::uint64_t run = 0; run != q.numbers.at(0); ++run) {
    const std::uint64_t n = 1 + chance.below(300);
    Model map = filled(chance, n);
    std::uint64_t next = n;
    std::set<std::uint64_t> deleted;
    Visits visits;
    for (auto each = map.iterate(); each.next();) {
      ++visits.of[each.key()];
      ++sums[0];
      sums[1] += deleted.contains(each.key()) ? 1 : 0;
      const std::uint64_t victim = chance.below(n);
      if (chance.below(3) == 0) {
        map.erase(victim);
        deleted.insert(victim);
      }
      if (grow && next < 4 * n)
        map.assign(next++, 0);
    }
    sums[2] += static_cast<std::uint64_t>(visits.doubles());
    sums[3] += static_cast<std::uint64_t>(visits.missed(n, deleted));
  }
  q.report.check(sums[0] > 0 && q.value.at(0).get<std::uint64_t>() > 0, "no visits");
  q.answer(Json::array({q.value[0], sums[1], sums[2], sums[3]}));
}

/// Only the key that is visited is deleted, and put back into the slot it leaves.
void readdVisited(const Question &q) {
  Chance chance(12);
  int twice = 0;
  for (std::uint64_t run = 0; run != q.numbers.at(1); ++run) {
    Model map = filled(chance, q.numbers.at(0));
    Visits visits;
    for (auto each = map.iterate(); each.next();) {
      const std::uint64_t key = each.key();
      ++visits.of[key];
      map.erase(key);
      map.assign(key, key);
    }
    twice += visits.doubles();
  }
  q.answer(twice);
}

void valuesAreFresh(const Question &q) {
  Chance chance(13);
  int stale = 0;
  for (int run = 0; run != 200; ++run) {
    const std::uint64_t n = 1 + chance.below(200);
    Model map = filled(chance, n);
    std::map<std::uint64_t, std::uint64_t> current;
    for (std::uint64_t key = 0; key != n; ++key)
      current[key] = key;
    std::uint64_t next = n;
    for (auto each = map.iterate(); each.next();) {
      if (const auto found = current.find(each.key()); found != current.end())
        stale += found->second == each.elem() ? 0 : 1;
      const std::uint64_t key = chance.below(n);
      const std::uint64_t value = chance.next();
      map.assign(key, value);
      current[key] = value;
      if (next < 3 * n)
        map.assign(next++, 0);
    }
  }
  q.answer(stale);
}

void clearAtFirstVisit(const Question &q) {
  Chance chance(14);
  Model map = filled(chance, 100);
  int visits = 0;
  for (auto each = map.iterate(); each.next(); ++visits)
    if (visits == 0)
      map.clear(ClearMode::Go119);
  q.answer(visits);
}

} // namespace

std::vector<Rule> rangeRules() {
  return {
      {"iteration start n=(\\d+) B=(\\d+): chi2 of startBucket \\(df (\\d+)\\) and offset \\(df "
       "(\\d+)\\), (\\d+) draws",
       startIsUniform},
      {"first key distribution n=(\\d+): distinct first keys, min count, max count of (\\d+)",
       firstKeys},
      {"B=0, (\\d+) entries in slots .*times \\(of (\\d+)\\)", firstSlots},
      {"B=0, (\\d+) entries: distinct orders", orders},
      {"n=(\\d+): consecutive ranges with equal first (\\d+) keys \\(of (\\d+)\\)",
       consecutiveRanges},
      {"n=(\\d+) fresh maps \\((\\d+)\\): distinct orders", freshOrders},
      {"insert one new key per visit", insertPerVisit},
      {"one key inserted at the first visit", insertAtFirstVisit},
      {"delete during range, (\\d+) maps", [](const Question &q) { deleteDuring(q, false); }},
      {"delete \\+ insert \\(growth\\) during range, (\\d+) maps",
       [](const Question &q) { deleteDuring(q, true); }},
      {"delete and re-add the visited key during range \\((\\d+) keys, (\\d+) maps\\)",
       readdVisited},
      {"values updated during range", valuesAreFresh},
      {"clearing inside the first visit", clearAtFirstVisit}};
}

} // namespace refmap::conformance
