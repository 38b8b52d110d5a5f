// Where a range begins, and the orders that follow.

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
      {"n=(\\d+) fresh maps \\((\\d+)\\): distinct orders", freshOrders}};
}

} // namespace refmap::conformance
