// iter.jsonl: the exact order of visits, with what the loop does to the map on its way.

#include "test/refmap/conformance/Checks.h"
#include "test/refmap/conformance/Recording.h"

#include <cstdint>
#include <map>
#include <string>

namespace refmap::conformance {
namespace {

/// The number of operations done is no part of the state.
template <class Key>
void checkState(const char *when, const Json &row, const Recording<Key> &recording,
                Report &report) {
  if (row.contains(when))
    report.equal(when, row[when], recording.checkpoint(row[when].at(0).get<std::uint64_t>()));
}

template <class Key>
void checkSteps(const Json &row, Recording<Key> &recording, Report &report) {
  auto each = recording.map().iterate();
  std::size_t visits = 0;
  for (const Json &step : row.at("steps")) {
    const std::string number = "visit " + std::to_string(visits++);
    if (!each.next()) {
      report.differ(number + ": recorded " + step.dump() + ", the model's iteration has ended");
      return;
    }
    const Json model = Json::array({Recording<Key>::written(each.key()), each.elem()});
    if (!report.equal(number, Json::array({step.at(0), step.at(1)}), model))
      return;
    if (step.size() > 2 && !step[2].is_null())
      for (const Json &op : step[2])
        recording.apply(op);
  }
  if (each.next())
    report.differ("the recorded iteration ends after " + std::to_string(visits) +
                  " visits, the model's does not");
}

template <class Key>
void checkRow(const Json &row, const Json &setup, std::uint32_t seed, Report &report) {
  Recording<Key> recording(seed, row.value("hint", std::int64_t{-1}), row.value("hash", "mix"));
  report.row(row.at("name").get<std::string>() + ", run " + std::to_string(row.value("run", 0)));
  for (const Json &op : setup)
    recording.apply(op);
  checkState("before", row, recording, report);
  const auto B = recording.map().header()->B;
  if (row.contains("B"))
    report.equal("B", row["B"].get<unsigned>(), unsigned{B});
  recording.hooks().start =
      (row.at("offset").get<std::uint64_t>() << B) | row.at("startBucket").get<std::uint64_t>();
  checkSteps(row, recording, report);
  checkState("after", row, recording, report);
}

} // namespace

void checkIterations(const std::vector<Json> &rows, Report &report) {
  std::uint32_t seed = defaultSeed;
  std::map<std::string, Json> setups; // given once for all rows of a name
  for (const Json &row : rows) {
    const auto kind = row.at("kind").get<std::string>();
    if (kind == "meta") {
      seed = row.value("seed0", seed);
      continue;
    }
    if (kind != "iter")
      throw std::invalid_argument("unknown kind '" + kind + "'");
    Json &setup = setups[row.at("name").get<std::string>()];
    if (row.contains("setup"))
      setup = row["setup"];
    if (row.value("hash", "") == "float")
      checkRow<double>(row, setup, seed, report);
    else
      checkRow<std::uint64_t>(row, setup, seed, report);
  }
}

} // namespace refmap::conformance
