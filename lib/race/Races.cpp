#include "lib/race/Races.h"

#include "lib/flow/Regions.h"
#include "lib/flow/Wording.h"
#include "lib/race/Blame.h"
#include "lib/race/Conflicts.h"
#include "lib/race/DeadGuards.h"
#include "lib/race/Discipline.h"
#include "lib/race/Guarded.h"
#include "lib/race/Handlers.h"
#include "lib/race/Outliving.h"
#include "lib/race/Posted.h"
#include "lib/race/Presumed.h"
#include "lib/race/RaceThreads.h"
#include "lib/race/Served.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <utility>

namespace maplint::race {

namespace {

/// Turns conflicts and breaches into what a reader is told, one race a container.
class Telling {
public:
  explicit Telling(const Sites &sites) : sites_(sites), facts_(sites.facts()) {}

  void note(const Breach &breach);
  void note(const Conflict &conflict);
  std::vector<Race> races() const;

private:
  /// The best reasons to believe that a container is raced for.
  struct Case {
    std::optional<Breach> breach;
    std::optional<Conflict> conflict;
  };

  [[nodiscard]] Race tell(const Breach &breach) const;
  [[nodiscard]] Race tellOutliving(const Breach &breach) const;
  [[nodiscard]] Race tell(const Conflict &conflict) const;
  [[nodiscard]] Race tell(const Case &both) const;
  [[nodiscard]] Race begin(const Site &site, std::span<const HeldLock> locks,
                           HandedIn handedIn) const;
  [[nodiscard]] std::string ownMember(ir::FunctionId function, const HeldLock &lock) const;
  [[nodiscard]] Step describe(const Site &site, std::span<const HeldLock> locks) const;
  [[nodiscard]] Step describeKept(const Breach &breach) const;
  void addStarts(const Conflict &conflict, Race &race) const;
  void addCalls(const Site &site, Race &race) const;

  const Sites &sites_;
  const UnitFacts &facts_;
  std::map<ContainerName, Case> cases_;
};

/// The lock as a method of the class that has it writes it; empty in other functions.
std::string Telling::ownMember(ir::FunctionId function, const HeldLock &lock) const {
  const ir::Symbol *mutex = sites_.unit().symbol(sites_.declaration(lock.mutex));
  const bool isOwn = mutex && function != ir::none && mutex->kind == ir::SymbolKind::Field &&
                     mutex->owner != ir::none &&
                     mutex->owner == sites_.unit().functions[function].record &&
                     facts_.domain()[lock.mutex].kind == PathKind::Field;
  return isOwn ? mutex->name : std::string();
}

Race Telling::begin(const Site &site, std::span<const HeldLock> locks, HandedIn handedIn) const {
  Race race{.range =
                locks.empty() ? blame(sites_, site, handedIn) : blameUnder(sites_, site, locks),
            .writes = site.writes};
  race.function = sites_.functionAt(race.range);
  race.container = sites_.name(site);
  race.declaration = sites_.declaration(site.path);
  if (race.range == site.range())
    return race;
  race.notes.push_back(
      {.range = site.range(),
       .message = "'" + race.container + "' is " + (site.writes ? "written" : "read") + " here"});
  // A callee may know it by another name.
  if (const std::string own = facts_.domain().text(site.path);
      handedIn == HandedIn::ByCaller && race.function == site.root && !own.empty() &&
      isHandedIn(sites_, site))
    race.container = own;
  return race;
}

Step Telling::describe(const Site &site, std::span<const HeldLock> locks) const {
  std::string text =
      "'" + sites_.name(site) + "' is " + (site.writes ? "written" : "read") + " here";
  if (locks.empty())
    text += " without a lock";
  for (const HeldLock &lock : locks) {
    const std::string name = lockName(sites_, lock);
    if (name.empty())
      continue;
    text += lock.shared ? " under a shared lock of '" : " under '";
    text.append(name).append("'");
    break;
  }
  return {.range = site.range(), .message = std::move(text)};
}

/// An access that keeps the discipline. Of an operation that both of them make the call that is
/// made under the lock says more.
Step Telling::describeKept(const Breach &breach) const {
  const Site &kept = *breach.guarded;
  const Step *call = kept.range() == breach.site->range() && breach.lock.taken.valid()
                         ? callUnderLock(sites_, kept, breach.lock)
                         : nullptr;
  if (!call || call->message.empty())
    return describe(kept, kept.locks);
  return {.range = call->range,
          .message = "'" + call->message + "' is called here under '" + breach.mutex + "'"};
}

void Telling::addStarts(const Conflict &conflict, Race &race) const {
  const auto add = [&](const Strand &strand, const char *what) {
    if (strand.implied) {
      const ir::Function &entry = sites_.unit().functions[strand.entry];
      race.notes.push_back(
          {.range = entry.range, .message = "'" + entry.name + "' runs on a thread of its own"});
      return;
    }
    const ir::Instruction &spawn = facts_.instruction(strand.start->at);
    race.notes.push_back({.range = isRegion(facts_, *strand.start) ? spawn.statement : spawn.range,
                          .message = what});
    if (strand.kept)
      race.notes.push_back({.range = sites_.unit().functions[strand.entry].range,
                            .message = "this callback runs on that thread"});
  };
  const ir::SpawnKind kind = conflict.strand->start->kind;
  if (kind == ir::SpawnKind::Parallel)
    return add(*conflict.strand, "the threads of this parallel region share it");
  if (kind == ir::SpawnKind::TaskLoop)
    return add(*conflict.strand, "the tasks of this loop share it");
  if (kind == ir::SpawnKind::Task)
    return add(*conflict.strand, conflict.withItself
                                     ? "more than one of this task may run at a time"
                                     : "this task runs beside what follows it");
  if (kind == ir::SpawnKind::Posted) {
    add(*conflict.strand, "this handler is posted to a loop that several threads run");
    if (conflict.second)
      add(*conflict.second, "another handler that uses it is posted here");
    return;
  }
  if (kind == ir::SpawnKind::Section) {
    add(*conflict.strand, "this section uses it");
    return add(*conflict.second, "this section may run at the same time");
  }
  add(*conflict.strand, conflict.withItself ? "more than one thread that uses it starts here"
                                            : "a thread that uses it starts here");
  if (conflict.second)
    add(*conflict.second, "another thread that uses it starts here");
}

/// The way from where a thread begins to the access, at most two steps of it.
void Telling::addCalls(const Site &site, Race &race) const {
  const std::vector<Step> &calls = site.access->calls;
  for (std::size_t n = calls.size() > 2 ? calls.size() - 2 : 0; n < calls.size(); ++n)
    if (!calls[n].message.empty() && calls[n].range != race.range)
      race.notes.push_back(
          {.range = calls[n].range, .message = "'" + calls[n].message + "' is called here"});
}

/// What names the lock says more; then writes, then the place in the file.
static auto worth(const Breach &breach) {
  return std::tuple(breach.confidence == Confidence::Low, breach.kind != Race::Kind::DeadGuard,
                    !breach.site->writes, breach.site->range());
}

static auto worth(const Conflict &conflict) {
  return std::tuple(conflict.confidence == Confidence::Low,
                    blameOrder(conflict.blamed->writes, conflict.blamedLocks),
                    conflict.blamed->range(), conflict.other->range());
}

template <typename Reason>
static void keepBetter(std::optional<Reason> &known, const Reason &found) {
  if (!known || worth(found) < worth(*known))
    known = found;
}

void Telling::note(const Breach &breach) {
  keepBetter(cases_[containerOf(sites_, breach.site->path)].breach, breach);
}

void Telling::note(const Conflict &conflict) {
  keepBetter(cases_[containerOf(sites_, conflict.path)].conflict, conflict);
}

/// A handle whose lock is gone: the way from there to the use, and who erases meanwhile.
Race Telling::tellOutliving(const Breach &breach) const {
  const Lapse &lapse = *breach.lapse;
  Race race{.kind = breach.kind,
            .range = lapse.useRange,
            .function = lapse.use.function,
            .container = sites_.name(*breach.site),
            .declaration = sites_.declaration(lapse.path),
            .mutex = breach.mutex,
            .confidence = breach.confidence,
            .threads = threadsOf(sites_, breach),
            .handle = lapse.holder};
  race.notes.push_back({.range = lapse.originRange,
                        .message = "the element is looked up here under '" + breach.mutex + "'"});
  if (lapse.released.valid() && lapse.released != lapse.originRange)
    race.notes.push_back(
        {.range = lapse.released, .message = "'" + breach.mutex + "' is released here"});
  race.notes.push_back({.range = breach.guarded->range(),
                        .message = flow::done(breach.guarded->access->kind,
                                              "'" + sites_.name(*breach.guarded) + "'") +
                                   " under '" + breach.mutex + "'"});
  return race;
}

Race Telling::tell(const Breach &breach) const {
  if (breach.lapse)
    return tellOutliving(breach);
  Race race = begin(*breach.site, breach.site->locks, HandedIn::ByCaller);
  race.kind = breach.kind;
  race.mutex = breach.mutex;
  // Told in the terms of the site's function: a call deeper down has other words.
  race.mutexHere =
      race.function == breach.site->root ? breach.mutexHere : ownMember(race.function, breach.lock);
  race.confidence = breach.confidence;
  race.guard = breach.lock.taken;
  race.guardShared = breach.lock.shared;
  race.deadGuard = breach.deadGuard;
  race.threads = threadsOf(sites_, breach);
  const auto add = [&](const SourceRange &range, std::string message) {
    race.notes.push_back({.range = range, .message = std::move(message)});
  };
  race.notes.insert(race.notes.end(), breach.reasons.begin(), breach.reasons.end());
  if (breach.deadGuard.valid())
    add(breach.deadGuard,
        "this guard of '" + breach.mutex + "' is destroyed at the end of its statement");
  if (breach.kind == Race::Kind::SharedWrite)
    add(breach.lock.taken, "the lock is taken shared here");
  if (breach.guarded && breach.kind == Race::Kind::Unposted)
    add(breach.guarded->range(), "'" + sites_.name(*breach.guarded) + "' is " +
                                     (breach.guarded->writes ? "written" : "read") +
                                     " here by a posted task");
  else if (breach.guarded)
    race.notes.push_back(describeKept(breach));
  return race;
}

Race Telling::tell(const Conflict &conflict) const {
  Race race = begin(*conflict.blamed, conflict.blamedLocks, HandedIn::ByAccess);
  race.confidence = conflict.confidence;
  const bool shared = blameOrder(conflict.blamed->writes, conflict.blamedLocks) == 1;
  for (const HeldLock &lock : shared ? conflict.blamedLocks : conflict.otherLocks) {
    if (!race.mutex.empty() || lockName(sites_, lock).empty())
      continue;
    race.mutex = lockName(sites_, lock);
    race.mutexHere = ownMember(race.function, lock);
    race.guard = lock.taken;
    race.guardShared = lock.shared;
    race.kind = shared ? Race::Kind::SharedWrite : Race::Kind::Forgotten;
  }
  if (conflict.ownLock.taken.valid() && race.mutex.empty()) {
    race.kind = Race::Kind::OwnLock;
    race.mutex = lockName(sites_, conflict.ownLock);
    race.notes.push_back({.range = conflict.ownLock.taken,
                          .message = "this lock lies in an object of which each thread has one"});
  }
  if (conflict.other->range() != conflict.blamed->range()) {
    Step other = describe(*conflict.other, conflict.otherLocks);
    if (race.kind == Race::Kind::OwnLock && conflict.otherLocks.empty())
      other.message = "'" + sites_.name(*conflict.other) + "' is " +
                      (conflict.other->writes ? "written" : "read") + " here, as well";
    race.notes.push_back(std::move(other));
  }
  addCalls(*conflict.blamed, race);
  addStarts(conflict, race);
  race.threads = threadsOf(sites_, conflict);
  return race;
}

Race Telling::tell(const Case &both) const {
  if (!both.breach.has_value())
    return both.conflict.has_value() ? tell(*both.conflict) : Race{};
  if (!both.conflict.has_value() || both.conflict->confidence == Confidence::Low)
    return tell(*both.breach);
  // Threads that are seen make sure of what the discipline says, and say nothing of the lock.
  const bool same = both.breach->site->range() == both.conflict->blamed->range();
  if (both.breach->confidence == Confidence::Low && !same)
    return tell(*both.conflict);
  Race race = tell(*both.breach);
  race.confidence = std::max(race.confidence, both.conflict->confidence);
  addStarts(*both.conflict, race);
  if (same)
    race.threads = threadsOf(sites_, *both.conflict);
  return race;
}

std::vector<Race> Telling::races() const {
  std::vector<Race> result;
  result.reserve(cases_.size());
  for (const auto &[container, reasons] : cases_)
    result.push_back(tell(reasons));
  std::ranges::sort(result, {}, &Race::range);
  // Instantiations of one template say the same of the same text.
  const auto rest = std::ranges::unique(result, {}, &Race::range);
  result.erase(rest.begin(), rest.end());
  return result;
}

} // namespace

std::vector<Race> findRaces(const UnitFacts &facts) {
  const Sites sites(facts);
  const std::vector<Strand> strands = strandsOf(sites, facts.terms());
  Telling telling(sites);
  for (const Breach &breach : unguardedByDeadGuards(sites))
    telling.note(breach);
  for (const Breach &breach : breachesOf(sites))
    telling.note(breach);
  for (const Breach &breach : outlivingHandles(sites))
    telling.note(breach);
  for (const Breach &breach : unpostedAccesses(sites, strands))
    telling.note(breach);
  for (const Breach &breach : presumedRaces(sites, strands))
    telling.note(breach);
  for (const Breach &breach : unguardedInHandlers(sites))
    telling.note(breach);
  for (const Conflict &conflict : conflictsOf(sites, strands))
    telling.note(conflict);
  for (const Conflict &conflict : conflictsOfHandlers(sites, strands))
    telling.note(conflict);
  return telling.races();
}

} // namespace maplint::race
