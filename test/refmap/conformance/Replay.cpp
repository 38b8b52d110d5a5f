// replay.jsonl: lists of operations and generated workloads, with the state of the whole table.

#include "test/refmap/conformance/Checks.h"
#include "test/refmap/conformance/Recording.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace refmap::conformance {
namespace {

/// Runs operations one by one and notes the growths and reseeds that they bring about.
template <class Key>
class Runner {
public:
  Runner(const Json &row, std::uint32_t seed)
      : recording(seed, row.value("hint", std::int64_t{-1}), row.value("hash", "mix")) {}

  void perform(const std::function<void()> &operation) {
    ++operations;
    const auto &header = *recording.map().header();
    const std::uint64_t resets = recording.resets();
    const bool wasGrowing = header.isGrowing();
    const unsigned B = header.B;
    const std::uint32_t noverflow = header.noverflow;
    operation();
    const auto note = [&](const char *what) {
      events.push_back(Json::array({operations, what, header.count, header.B, noverflow}));
    };
    // The recording compared the states before and after an operation: a growth of the same size
    // that one operation begins and ends leaves no trace in it.
    const bool grew = header.B != B;
    if (grew)
      note("grow");
    else if (header.isGrowing() && !wasGrowing)
      note("same");
    if ((grew || wasGrowing) && !header.isGrowing())
      note("done");
    if (recording.resets() != resets)
      note("reseed");
  }

  Recording<Key> recording;
  std::uint64_t operations = 0;
  Json events = Json::array();
};

/// A bucket chain in full, as `dumps` have it.
template <class Key, class Bucket>
Json dumpChain(const Bucket *bucket) {
  Json chain = Json::array();
  for (; bucket != nullptr; bucket = bucket->overflow) {
    Json one{{"t", Json::array()}, {"k", Json::array()}, {"v", Json::array()}};
    for (unsigned slot = 0; slot != slotsPerBucket; ++slot) {
      one["t"].push_back(bucket->tops[slot]);
      if (!tophash::isLive(bucket->tops[slot]))
        continue;
      one["k"].push_back(Recording<Key>::written(bucket->keys[slot].get()));
      one["v"].push_back(bucket->elems[slot].get());
    }
    chain.push_back(std::move(one));
  }
  return chain;
}

template <class Key, class Table>
Json dumpTable(const Table &table) {
  Json chains = Json::array();
  for (std::size_t i = 0; i != table.size(); ++i)
    chains.push_back(dumpChain<Key>(&table[i]));
  return chains;
}

/// Compares only what the recorded bucket has: the order of its members is of no importance.
bool sameChains(const Json &recorded, const Json &model) {
  if (recorded.size() != model.size())
    return false;
  for (std::size_t i = 0; i != recorded.size(); ++i) {
    if (recorded[i].size() != model[i].size())
      return false;
    for (std::size_t j = 0; j != recorded[i].size(); ++j)
      for (const auto &[member, value] : recorded[i][j].items())
        if (model[i][j].value(member, Json()) != value)
          return false;
  }
  return true;
}

template <class Key>
void checkDump(const Json &dump, Runner<Key> &runner, Report &report) {
  const auto &header = *runner.recording.map().header();
  if (dump.contains("buckets") && !dump["buckets"].is_null()) {
    const Json model = header.buckets ? dumpTable<Key>(*header.buckets) : Json::array();
    if (!sameChains(dump["buckets"], model))
      report.differ("buckets: recorded " + dump["buckets"].dump() + ", model " + model.dump());
  }
  const Json *old = nullptr;
  for (const char *name : {"old", "oldbuckets"})
    if (dump.contains(name) && !dump[name].is_null())
      old = &dump[name];
  if (old == nullptr)
    return;
  const Json model = header.isGrowing() ? dumpTable<Key>(*header.old) : Json::array();
  if (!sameChains(*old, model))
    report.differ("old buckets: recorded " + old->dump() + ", model " + model.dump());
}

/// The same of an event, whose number is that before the operation: a growth to B=16 began below.
Json withoutSampledBefore(Json event) {
  const auto after = event.at(3).get<unsigned>();
  const unsigned before = event.at(1) == "grow" ? after - 1 : after;
  if (before >= 16)
    event.at(4) = nullptr;
  return event;
}

void checkEvents(const Json &row, const Json &events, Report &report) {
  if (!row.contains("events"))
    return;
  const Json recorded = row["events"].is_null() ? Json::array() : row["events"];
  report.row(row.at("name").get<std::string>() + ", number of events");
  report.equal("events", recorded.size(), events.size());
  for (std::size_t i = 0; i < std::min(recorded.size(), events.size()); ++i) {
    report.row(row.at("name").get<std::string>() + ", event " + std::to_string(i));
    report.equal("event", withoutSampledBefore(recorded[i]), withoutSampledBefore(events[i]));
  }
}

/// From B=16 on overflow buckets are counted by sampling: that number alone is not exact.
Json withoutSampled(Json checkpoint) {
  if (checkpoint.at(3).get<unsigned>() >= 16)
    checkpoint.at(4) = nullptr;
  return checkpoint;
}

template <class Key>
void checkState(const Json &recorded, Runner<Key> &runner, std::uint64_t at, Report &report) {
  report.row(at == runner.operations ? "operation " + std::to_string(at)
                                     : "step " + std::to_string(at));
  report.equal("state", withoutSampled(recorded),
               withoutSampled(runner.recording.checkpoint(runner.operations)));
}

template <class Key>
void checkExplicit(const Json &row, std::uint32_t seed, Report &report) {
  Runner<Key> runner(row, seed);
  const auto name = row.at("name").get<std::string>();
  const Json &checkpoints = row.at("checkpoints");
  const Json dumps = row.value("dumps", Json::object());
  for (std::size_t i = 0; i <= row.at("ops").size(); ++i) {
    if (i != 0)
      runner.perform([&] { runner.recording.apply(row["ops"][i - 1]); });
    if (i < checkpoints.size()) {
      report.row(name + ", operation " + std::to_string(i));
      report.equal("state", withoutSampled(checkpoints[i]),
                   withoutSampled(runner.recording.checkpoint(i)));
    }
    if (dumps.is_object() && dumps.contains(std::to_string(i))) {
      report.row(name + ", dump " + std::to_string(i));
      checkDump(dumps[std::to_string(i)], runner, report);
    }
  }
  checkEvents(row, runner.events, report);
}

/// One step of a generated workload.
class Generator {
public:
  Generator(const Json &gen, Runner<std::uint64_t> &runner)
      : gen_(gen), type_(gen.at("type").get<std::string>()),
        state_(gen.value("rng_seed", std::uint64_t{0})), runner_(runner) {}

  void step(std::uint64_t i) {
    if (type_ == "seq")
      return assign(i, 10 * i);
    if (type_ == "mixed")
      return mixed(i);
    if (type_ == "window")
      return window(i, number("width"));
    if (type_ == "filldrain")
      return fillDrain(i, gen_.value("n", std::uint64_t{300}));
    if (type_ == "clearcycles")
      return clearCycles(i, gen_.value("period", std::uint64_t{137}));
    throw std::invalid_argument("unknown generator '" + type_ + "'");
  }

private:
  std::uint64_t number(const char *name) const { return gen_.at(name).get<std::uint64_t>(); }

  std::uint64_t next() { return fmix(state_ += 0x9e3779b97f4a7c15); }

  void assign(std::uint64_t key, std::uint64_t elem) {
    runner_.perform([&] { runner_.recording.assign(key, elem); });
  }

  void erase(std::uint64_t key) {
    runner_.perform([&] { runner_.recording.erase(key); });
  }

  void mixed(std::uint64_t i) {
    const std::uint64_t a = next();
    const std::uint64_t key = next() % number("keyspace");
    if (a % 100 < number("pdel"))
      erase(key);
    else
      assign(key, i);
  }

  void window(std::uint64_t i, std::uint64_t width) {
    assign(i, i);
    if (i >= width)
      erase(i - width);
  }

  void fillDrain(std::uint64_t i, std::uint64_t n) {
    const std::uint64_t cycle = i / (2 * n);
    const std::uint64_t j = i % (2 * n);
    if (j < n)
      assign(1000 * cycle + j, 1);
    else
      erase(1000 * cycle + j - n);
  }

  void clearCycles(std::uint64_t i, std::uint64_t period) {
    if (i % period == period - 1)
      runner_.perform([&] { runner_.recording.clear(); });
    else
      assign(i, 7);
  }

  const Json &gen_;
  std::string type_;
  std::uint64_t state_;
  Runner<std::uint64_t> &runner_;
};

void checkGenerated(const Json &row, std::uint32_t seed, Report &report) {
  Runner<std::uint64_t> runner(row, seed);
  Generator generator(row.at("gen"), runner);
  const auto name = row.at("name").get<std::string>();
  const std::uint64_t steps = row["gen"].at("steps").get<std::uint64_t>();
  std::uint64_t done = 0;
  for (const Json &checkpoint : row.at("checkpoints")) {
    // The first one, before any step, has no number of steps in front.
    const bool numbered = checkpoint.size() == 11;
    const std::uint64_t until = numbered ? checkpoint[0].get<std::uint64_t>() : 0;
    for (; done < until; ++done)
      generator.step(done);
    report.row(name + ", step " + std::to_string(until));
    Json state = runner.recording.checkpoint(runner.operations);
    Json recorded = checkpoint;
    if (numbered)
      recorded.erase(0);
    report.equal("state", withoutSampled(recorded), withoutSampled(state));
  }
  for (; done < steps; ++done)
    generator.step(done);
  checkEvents(row, runner.events, report);
  if (!row.contains("resets"))
    return;
  report.row(name + ", resets");
  report.equal("resets", row["resets"].get<std::uint64_t>(), runner.recording.resets());
}

/// Every third step deletes an older key. A checkpoint is that of the others without the number of
/// linked overflow buckets, and with the step in place of the operations.
void checkStrings(const Json &row, std::uint32_t seed, Report &report) {
  Runner<std::string> runner(row, seed);
  std::uint64_t done = 0;
  for (const Json &recorded : row.at("checkpoints")) {
    const auto until = recorded.at(0).get<std::uint64_t>();
    for (; done < until; ++done) {
      runner.recording.assign("key-" + std::to_string(done), done);
      if (done % 3 == 2)
        runner.recording.erase("key-" + std::to_string(done / 2));
    }
    Json state = runner.recording.checkpoint(until);
    state.erase(8);
    report.row(row.at("name").get<std::string>() + ", step " + std::to_string(until));
    report.equal("state", recorded, state);
  }
}

} // namespace

void checkReplay(const std::vector<Json> &rows, Report &report) {
  std::uint32_t seed = defaultSeed;
  for (const Json &row : rows) {
    const auto kind = row.at("kind").get<std::string>();
    if (kind == "meta")
      seed = row.value("seed0", seed);
    else if (kind == "explicit" && row.value("hash", "") == "float")
      checkExplicit<double>(row, seed, report);
    else if (kind == "explicit")
      checkExplicit<std::uint64_t>(row, seed, report);
    else if (kind == "generated")
      checkGenerated(row, seed, report);
    else if (kind == "strings")
      checkStrings(row, seed, report);
    else if (kind != "fact")
      throw std::invalid_argument("unknown kind '" + kind + "'");
  }
}

} // namespace refmap::conformance
