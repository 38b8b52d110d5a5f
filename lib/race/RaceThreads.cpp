#include "lib/race/RaceThreads.h"

#include "lib/flow/Regions.h"
#include "lib/race/Guarded.h"

#include <algorithm>
#include <span>

namespace maplint::race {

using Kind = ThreadEvent::Kind;

std::string lockName(const Sites &sites, const HeldLock &lock) {
  const Domain &domain = sites.facts().domain();
  for (const Access &direct : sites.facts().accesses)
    for (const HeldLock &held : direct.locks)
      if (held.taken == lock.taken && held.mutex)
        if (std::string text = domain.text(held.mutex); !text.empty())
          return text;
  std::string text = domain.text(lock.mutex);
  if (const ir::Symbol *symbol = sites.unit().symbol(sites.declaration(lock.mutex));
      text.empty() && symbol)
    text = symbol->name;
  return text;
}

static ThreadEvent acquisition(const Sites &sites, const HeldLock &lock) {
  return {.kind = lock.shared ? Kind::AcquireShared : Kind::Acquire,
          .range = lock.taken,
          .subject = lockName(sites, lock)};
}

/// Adds the way to the access: calls, each lock before the call that is made under it, the access.
static void addWay(const Sites &sites, const Site &site, std::span<const HeldLock> locks,
                   std::vector<ThreadEvent> &events) {
  const auto addLocksUnder = [&](const Step *call) {
    for (const HeldLock &lock : locks)
      if (callUnderLock(sites, site, lock) == call)
        events.push_back(acquisition(sites, lock));
  };
  for (const Step &call : site.access->calls) {
    addLocksUnder(&call);
    if (!call.message.empty())
      events.push_back({.kind = Kind::Call, .range = call.range, .subject = call.message});
  }
  addLocksUnder(nullptr);
  events.push_back({.kind = site.writes ? Kind::Write : Kind::Read,
                    .range = site.range(),
                    .subject = sites.name(site)});
}

static SourceRange startOf(const Sites &sites, const Strand &strand) {
  if (strand.implied)
    return sites.unit().functions[strand.entry].range;
  const ir::Instruction &spawn = sites.facts().instruction(strand.start->at);
  return isRegion(sites.facts(), *strand.start) ? spawn.statement : spawn.range;
}

static std::string nameOf(const Sites &sites, ir::FunctionId function) {
  return function == ir::none ? std::string() : sites.unit().functions[function].name;
}

static ThreadPath started(const Sites &sites, const Strand &strand, const Site &site,
                          std::span<const HeldLock> locks) {
  ThreadPath thread{.function = nameOf(sites, strand.entry == ir::none ? site.root : strand.entry)};
  thread.events.push_back(
      {.kind = Kind::Start, .range = startOf(sites, strand), .subject = thread.function});
  addWay(sites, site, locks, thread.events);
  return thread;
}

/// A thread that is there before `spawned` is, if that is one; its own start is not seen.
static ThreadPath running(const Sites &sites, const Site &site, std::span<const HeldLock> locks,
                          const Strand *spawned = nullptr) {
  ThreadPath thread{.function = nameOf(sites, site.root)};
  if (spawned && !spawned->implied && spawned->start->at.function == site.root)
    thread.events.push_back({.kind = Kind::Spawn,
                             .range = startOf(sites, *spawned),
                             .subject = nameOf(sites, spawned->entry)});
  addWay(sites, site, locks, thread.events);
  return thread;
}

static bool makes(const Strand &strand, const Site &site) {
  return std::ranges::find(strand.seen, &site, &Seen::site) != strand.seen.end();
}

std::vector<ThreadPath> threadsOf(const Sites &sites, const Conflict &conflict) {
  const Strand &strand = *conflict.strand;
  const Strand *const second = conflict.withItself ? &strand : conflict.second;
  const bool blamesStrand = makes(strand, *conflict.blamed);
  const auto side = [&](const Site &site, std::span<const HeldLock> locks, bool inStrand) {
    if (inStrand || second)
      return started(sites, inStrand ? strand : *second, site, locks);
    return running(sites, site, locks, &strand);
  };
  return {side(*conflict.blamed, conflict.blamedLocks, blamesStrand),
          side(*conflict.other, conflict.otherLocks, !blamesStrand)};
}

/// The handle is taken under the lock and used after that; in between the other thread erases.
static ThreadPath outliving(const Sites &sites, const Breach &breach) {
  const Lapse &lapse = *breach.lapse;
  const std::string container = sites.name(*breach.site);
  ThreadPath thread{.function = nameOf(sites, lapse.use.function)};
  thread.events = {
      acquisition(sites, lapse.lock),
      {.kind = Kind::Release, .range = lapse.released, .subject = lockName(sites, lapse.lock)},
      {.kind = Kind::Read, .range = lapse.useRange, .subject = container}};
  return thread;
}

std::vector<ThreadPath> threadsOf(const Sites &sites, const Breach &breach) {
  if (breach.lapse)
    return {outliving(sites, breach), running(sites, *breach.guarded, breach.guarded->locks)};
  ThreadPath blamed = running(sites, *breach.site, breach.site->locks);
  if (breach.deadGuard.valid()) // it is taken and gone before the access
    blamed.events.insert(
        blamed.events.end() - 1,
        {{.kind = Kind::Acquire, .range = breach.deadGuard, .subject = breach.mutex},
         {.kind = Kind::Release, .range = breach.deadGuard, .subject = breach.mutex}});
  // A writer under the shared lock meets its like, not who takes the lock exclusively.
  const bool meets = breach.guarded && (breach.kind != Race::Kind::SharedWrite ||
                                        !keptApart(breach.site->locks, breach.guarded->locks));
  if (!meets)
    return {blamed, blamed};
  return {std::move(blamed), running(sites, *breach.guarded, breach.guarded->locks)};
}

} // namespace maplint::race
