// Reports maps that two threads can reach at the same time, one of them to write.

#include "lib/core/Check.h"
#include "lib/fix/GuardFix.h"
#include "lib/flow/Facts.h"
#include "lib/race/Races.h"

namespace maplint {

static constexpr CheckInfo info{
    .id = "map-concurrent-write",
    .summary = "a map that one thread writes while another may use it, without a lock in common",
    .why =
        "No container of the standard library, nor its usual replacements, may be written by one "
        "thread while another one reads or writes it: the table or tree is torn, and the program "
        "crashes, hangs or loses entries. operator[] of a map writes whenever the key is absent. "
        "A mutex helps only if every access takes it, and takes it exclusively to write.",
    .bad = R"cpp(#include <map>
#include <mutex>

class Ages {
public:
  void set(int id, int age) {
    std::lock_guard<std::mutex> lock(mutex_);
    ages_[id] = age;
  }

  bool known(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    return ages_.count(id) != 0;
  }

  void forget(int id) { ages_.erase(id); }

private:
  std::mutex mutex_;
  std::map<int, int> ages_;
};
)cpp",
    .good = R"cpp(#include <map>
#include <mutex>

class Ages {
public:
  void set(int id, int age) {
    std::lock_guard<std::mutex> lock(mutex_);
    ages_[id] = age;
  }

  bool known(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    return ages_.count(id) != 0;
  }

  void forget(int id) {
    std::lock_guard<std::mutex> lock(mutex_);
    ages_.erase(id);
  }

private:
  std::mutex mutex_;
  std::map<int, int> ages_;
};
)cpp",
    .severity = Severity::Error,
    .fix = FixKind::Sometimes,
    .since = "0.1",
};

using Kind = race::Race::Kind;

static std::string message(const race::Race &race) {
  const std::string name = race.container.empty() ? "the map" : "'" + race.container + "'";
  const std::string &mutex = race.mutexHere.empty() ? race.mutex : race.mutexHere;
  const std::string what = name + (race.writes ? " is written" : " is read");
  switch (race.kind) {
  case Kind::SharedWrite: return what + " under a shared lock of '" + mutex + "'";
  case Kind::Forgotten:
    // folly::Synchronized: the value and its lock go by one name.
    if (race.mutex == race.container)
      return what + " here without its lock, which is taken elsewhere";
    return what + " here without '" + mutex +
           (race.writes ? "', which guards it elsewhere" : "', which guards its writes");
  case Kind::DeadGuard: return what + " after the guard of '" + mutex + "' is gone";
  case Kind::OwnLock:
    return what + " under a '" + mutex + "' of its own while another thread may " +
           (race.writes ? "access it" : "write it");
  case Kind::Outlives:
    return (race.handle.empty() ? "an element of " + name : "'" + race.handle + "'") +
           " is used after '" + mutex + "' is released, when another thread may have erased it" +
           (race.handle.empty() ? "" : " from " + name);
  case Kind::Unposted: return what + " here, but elsewhere only by posted tasks";
  case Kind::Unguarded: break;
  }
  return what + " without a lock while another thread may " + (race.writes ? "access" : "write") +
         " it";
}

static void run(const flow::UnitFacts &facts, const CheckOptions &, const FindingSink &report) {
  for (const race::Race &race : race::findRaces(facts)) {
    Finding finding(race.range, message(race));
    for (const flow::Step &step : race.notes)
      finding.notes.push_back({.range = step.range, .message = step.message});
    if (race.function != ir::none)
      finding.function = facts.unit().functions[race.function].name;
    finding.threads = race.threads;
    finding.confidence = race.confidence;
    report(std::move(finding).fixedBy(fix::byGuard(facts, race)));
  }
}

extern constexpr Check mapConcurrentWrite = define(info, run);

} // namespace maplint
