// samesize.json: overflow buckets pile up under insertions and deletions until a growth of the same
// size squeezes them out.

#include "test/refmap/conformance/Chance.h"
#include "test/refmap/conformance/Checks.h"

#include <cstdint>
#include <string>

namespace refmap::conformance {
namespace {

using Model = ChanceMap<std::uint64_t>;

/// Counts the growths of the same size, and keeps how many overflow buckets there were before.
class SameSizeGrowths : public Observer {
public:
  std::size_t seen = 0;

  void onGrowth(const MapState &, GrowthKind kind) override {
    seen += kind == GrowthKind::Same ? 1 : 0;
  }
};

/// A map under observation, and its number of overflow buckets before the last write.
struct Subject {
  explicit Subject(Chance &chance) : map(makeMap<std::uint64_t>(chance)) { map.observe(&growths); }

  ~Subject() { map.observe(nullptr); }

  Subject(const Subject &) = delete;
  Subject &operator=(const Subject &) = delete;

  void insert() {
    before = map.header()->noverflow;
    map.assign(next++, 0);
    ++ops;
  }

  void eraseOldest() {
    map.erase(oldest++);
    ++ops;
  }

  SameSizeGrowths growths;
  Model map;
  std::uint64_t next = 0;
  std::uint64_t oldest = 0;
  std::uint64_t ops = 0;
  std::uint32_t before = 0;
};

struct WindowSamples {
  Samples before;
  Samples ops;
  Samples count;
  Samples whenDone;
  std::size_t triggered = 0;
  std::size_t changedB = 0;
  std::uint64_t leastWrites = ~std::uint64_t{0};
  std::uint64_t mostWrites = 0;
};

/// Deletes the oldest key and inserts a new one until the growth, at most `limit` operations.
void slide(std::uint64_t window, std::uint64_t limit, Chance &chance, WindowSamples &samples) {
  Subject subject(chance);
  while (subject.next != window)
    subject.insert();
  const unsigned B = subject.map.header()->B;
  subject.ops = 0;
  while (subject.growths.seen == 0 && subject.ops < limit) {
    subject.eraseOldest();
    subject.insert();
  }
  samples.changedB += subject.map.header()->B != B ? 1 : 0;
  if (subject.growths.seen == 0)
    return;
  ++samples.triggered;
  samples.before.add(subject.before);
  samples.ops.add(static_cast<double>(subject.ops));
  samples.count.add(static_cast<double>(subject.map.len()));
  const std::uint64_t one = subject.next - 1;
  std::uint64_t writes = 1;
  for (; subject.map.header()->isGrowing(); ++writes)
    subject.map.assign(one, 1);
  samples.whenDone.add(subject.map.header()->noverflow);
  samples.leastWrites = std::min(samples.leastWrites, writes);
  samples.mostWrites = std::max(samples.mostWrites, writes);
}

/// How long the evacuation takes depends on which keys were written; the recording does not say. It
/// moves one bucket or two a write: that bounds it, and one hammered key is the slowest.
void checkWrites(const Json &recorded, unsigned B, const WindowSamples &samples, Report &report) {
  if (recorded.at("q").is_null())
    return;
  const auto least = recorded["q"].at("0").get<std::uint64_t>();
  const auto most = recorded["q"].at("100").get<std::uint64_t>();
  const std::uint64_t buckets = std::uint64_t{1} << B;
  report.check(least >= buckets / 2 && most <= buckets - 1,
               "writes_until_done: " + std::to_string(least) + " to " + std::to_string(most) +
                   " is impossible with " + std::to_string(buckets) + " buckets");
  report.check(samples.leastWrites >= buckets / 2 && samples.mostWrites <= buckets - 1,
               "writes_until_done: the model took " + std::to_string(samples.leastWrites) + " to " +
                   std::to_string(samples.mostWrites));
}

void checkWindow(const Json &row, Report &report) {
  const auto window = row.at("live_window").get<std::uint64_t>();
  report.row("sliding window of " + std::to_string(window));
  const auto runs = row.at("runs").get<std::size_t>();
  const auto B = row.at("B").get<unsigned>();
  // Far beyond what was ever needed; where it never happened, long enough to have seen it.
  const Json &ops = row.at("ops_to_first");
  const std::uint64_t limit =
      ops.at("q").is_null() ? 100'000 : 20 * ops["q"].at("100").get<std::uint64_t>();
  Chance chance(window);
  WindowSamples samples;
  for (std::size_t i = 0; i != runs; ++i)
    slide(window, limit, chance, samples);
  report.equal("limit", row.at("limit").get<std::uint32_t>(), std::uint32_t{1} << std::min(B, 15U));
  const double load = static_cast<double>(window) / static_cast<double>(std::uint64_t{1} << B);
  report.check(std::abs(row.at("load").get<double>() - load) < 0.01, "load");
  report.equal("runs_with_same_size_grow", row.at("runs_with_same_size_grow").get<std::size_t>(),
               samples.triggered);
  report.equal("B_changed", row.at("B_changed").get<std::size_t>(), samples.changedB);
  compare("noverflow_just_before", row.at("noverflow_just_before"), samples.before, report);
  compare("ops_to_first", ops, samples.ops, report);
  compare("count_after_trigger", row.at("count_after_trigger"), samples.count, report);
  compare("noverflow_when_done", row.at("noverflow_when_done"), samples.whenDone, report);
  checkWrites(row.at("writes_until_done"), B, samples, report);
}

/// Fills to N, deletes down to a few, and again, until the growth.
void checkBursts(const Json &row, Report &report) {
  const auto n = row.at("N").get<std::uint64_t>();
  const auto keep = row.at("Keep").get<std::uint64_t>();
  report.row("bursts of " + std::to_string(n));
  const auto runs = row.at("Runs").get<std::size_t>();
  Chance chance(n);
  Samples afterFill;
  Samples atTrigger;
  Samples ops;
  for (std::size_t i = 0; i != runs; ++i) {
    Subject subject(chance);
    while (subject.next != n)
      subject.insert();
    afterFill.add(subject.map.header()->noverflow);
    report.equal("B", row.at("B").get<unsigned>(), unsigned{subject.map.header()->B});
    while (subject.growths.seen == 0 && subject.ops < 1000 * n) {
      while (subject.map.len() > keep)
        subject.eraseOldest();
      while (subject.map.len() < n && subject.growths.seen == 0)
        subject.insert();
    }
    if (subject.growths.seen == 0)
      continue;
    atTrigger.add(subject.before);
    ops.add(static_cast<double>(subject.ops));
  }
  report.equal("Trig", row.at("Trig").get<std::size_t>(), atTrigger.values.size());
  compare("NovAfterFill", row.at("NovAfterFill"), afterFill, report);
  compare("NovAtTrigger", row.at("NovAtTrigger"), atTrigger, report);
  // Which keys a burst deletes is not recorded, and the number of bursts depends on it.
  const double ratio = ops.mean() / row.at("OpsTo").at("mean").get<double>();
  report.check(ratio > 0.5 && ratio < 2,
               "OpsTo: the model's mean is " + std::to_string(ratio) + " times the recorded one");
  report.equal("Limit", row.at("Limit").get<std::uint32_t>(),
               std::uint32_t{1} << std::min(row["B"].get<unsigned>(), 15U));
}

} // namespace

void checkSameSize(const Json &golden, Report &report) {
  for (const auto &[name, value] : golden.items()) {
    if (name != "sliding_window" && name != "fill_drain_bursts") {
      report.row(name);
      report.differ("no rule for this row");
      continue;
    }
    for (const Json &row : value)
      name == "sliding_window" ? checkWindow(row, report) : checkBursts(row, report);
  }
}

} // namespace refmap::conformance
