// metrics.json: the formula of map_size_bytes against what Go's heap was measured to hold.

#include "test/refmap/conformance/Chance.h"
#include "test/refmap/conformance/Checks.h"

#include <cstdint>
#include <string>

namespace refmap::conformance {
namespace {

/// What a fill allocates and how often it grows.
class Allocations : public Observer {
public:
  std::size_t bytes = headerBytes;
  std::size_t count = 1;
  std::size_t growths = 0;
  std::size_t sameSize = 0;

  void onAllocation(std::size_t size) override {
    bytes += size;
    ++count;
  }

  void onGrowth(const MapState &, GrowthKind kind) override {
    kind == GrowthKind::Bigger ? ++growths : ++sameSize;
  }
};

struct Filled {
  Samples structural; ///< without the table that is being moved
  Samples whole;
  Samples allocated;
  Samples allocations;
};

template <class Key>
void fill(const Json &row, Chance &chance, Filled &filled, Report &report) {
  const auto n = row.at("n").get<std::uint64_t>();
  const bool hinted = row.at("hinted").get<bool>();
  auto map = makeMap<Key>(chance, hinted ? static_cast<std::int64_t>(n) : 0);
  const auto &header = *map.header();
  Allocations seen;
  if (header.buckets != nullptr) // made before anybody could look
    seen.onAllocation(
        roundupAlloc(header.sizeBytes() - headerBytes - (header.hasExtra ? extraBytes : 0)));
  if (header.hasExtra)
    seen.onAllocation(extraBytes);
  map.observe(&seen);
  for (std::uint64_t i = 0; i != n; ++i)
    map.assign(keyNumber<Key>(i), i);
  map.observe(nullptr);
  report.equal("B", row.at("B").get<unsigned>(), unsigned{header.B});
  if (row.contains("size_grows_during_fill"))
    report.equal("size_grows_during_fill", row["size_grows_during_fill"].get<std::size_t>(),
                 seen.growths);
  const std::size_t old =
      header.isGrowing() ? ChanceMap<Key>::Header::layout.bucketBytes *
                               (header.old->size() + header.old->spares() + header.old->fromHeap())
                         : 0;
  filled.structural.add(static_cast<double>(header.sizeBytes() - old));
  filled.whole.add(static_cast<double>(header.sizeBytes()));
  filled.allocated.add(static_cast<double>(seen.bytes));
  filled.allocations.add(static_cast<double>(seen.count));
}

/// The recorded number must be one that the model can have: between its least and its most, with as
/// much again on both sides and `share` of it for what the formula leaves out.
void within(const std::string &what, double recorded, const Samples &model, double share,
            Report &report) {
  const auto [least, most] = std::ranges::minmax(model.values);
  const double slack = most - least;
  report.check(recorded >= least - slack - 0.02 * least && recorded <= most + slack + share * most,
               what + ": recorded " + std::to_string(recorded) + ", model " +
                   std::to_string(least) + " to " + std::to_string(most));
}

template <class Key>
void checkFill(const Json &row, Report &report) {
  const auto n = row.at("n").get<std::uint64_t>();
  const std::size_t runs = n > 100'000 ? 2 : n > 10'000 ? 5 : 40;
  Chance chance(n + 1);
  Filled filled;
  for (std::size_t i = 0; i != runs; ++i)
    fill<Key>(row, chance, filled, report);

  const auto structural = row.at("structural_bytes").get<double>();
  const auto [least, most] = std::ranges::minmax(filled.structural.values);
  if (least == most)
    report.equal("structural_bytes", structural, least);
  // Otherwise it is the same formula with another number of overflow buckets.
  const auto bucket = static_cast<double>(ChanceMap<Key>::Header::layout.bucketBytes);
  const bool isMultiple = std::fmod(std::abs(structural - least), bucket) == 0 ||
                          std::fmod(std::abs(structural - least - extraBytes), bucket) == 0 ||
                          std::fmod(std::abs(structural - least + extraBytes), bucket) == 0;
  report.check(isMultiple, "structural_bytes: recorded " + std::to_string(structural) +
                               " is not the model's " + std::to_string(least) +
                               " and some buckets");
  const double span = most - least + bucket + extraBytes;
  report.check(structural >= least - span && structural <= most + span,
               "structural_bytes: recorded " + std::to_string(structural) + ", model " +
                   std::to_string(least) + " to " + std::to_string(most));

  // Small maps: the allocator's size classes; the list of overflow buckets of pointer-free ones.
  const double rounding = n <= 14 ? 0.08 : n >= 10'000 ? 0.011 : 0.15;
  if (row.contains("heap_bytes_after_gc"))
    within("heap_bytes_after_gc", row["heap_bytes_after_gc"].get<double>(), filled.whole, rounding,
           report);
  if (row.contains("total_alloc_bytes_during_fill"))
    within("total_alloc_bytes_during_fill", row["total_alloc_bytes_during_fill"].get<double>(),
           filled.allocated, n <= 14 ? 0 : 0.1, report);
}

} // namespace

void checkMetrics(const Json &golden, Report &report) {
  for (const Json &row : golden.at("rows")) {
    const auto type = row.at("type").get<std::string>();
    report.row(type + ", " + std::to_string(row.at("n").get<std::uint64_t>()) + " keys" +
               (row.at("hinted").get<bool>() ? ", hinted" : ""));
    if (type == "string")
      checkFill<std::string>(row, report);
    else if (type == "uint64")
      checkFill<std::uint64_t>(row, report);
    else
      report.differ("no map of this type here");
  }
}

} // namespace refmap::conformance
