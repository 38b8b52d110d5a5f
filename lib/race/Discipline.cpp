#include "lib/race/Discipline.h"

#include "lib/race/Conflicts.h"
#include "lib/race/Guarded.h"
#include "lib/race/Handover.h"
#include "lib/race/Phases.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

namespace maplint::race {

namespace {

/// How the accesses of one container stand to one lock.
struct Tally {
  std::set<SourceRange> kept;
  std::set<SourceRange> broken;
  std::map<SourceRange, std::set<SourceRange>> keptCalls; ///< by operation: calls under the lock
  std::set<ir::FunctionId> breakers;
  std::vector<const Member *> held;
  const Member *blamed = nullptr;
  const Member *example = nullptr; ///< one that holds the lock, a writer if there is one
  bool writeKept = false;
};

class Finder {
public:
  explicit Finder(const Sites &sites)
      : sites_(sites), unit_(sites.unit()), domain_(sites.facts().domain()) {}

  std::vector<Breach> run() {
    std::vector<Breach> found;
    for (const auto &[container, group] : groupsOf(sites_)) {
      if (const auto breach = sharedWrite(group))
        found.push_back(*breach);
      else if (const auto undeclared = againstDeclaration(container, group))
        found.push_back(*undeclared);
      else if (const auto forgotten = forgottenLock(container, group))
        found.push_back(*forgotten);
    }
    return found;
  }

private:
  [[nodiscard]] std::optional<Breach> sharedWrite(const Group &group) const;
  [[nodiscard]] std::optional<Breach> againstDeclaration(const Chain &container,
                                                         const Group &group) const;
  [[nodiscard]] std::optional<Breach> forgottenLock(const Chain &container,
                                                    const Group &group) const;
  [[nodiscard]] std::optional<Breach> breachOf(const Chain &container, const Group &group,
                                               const Chain &guard) const;
  [[nodiscard]] bool breaks(const Member &member, const Group &group, const Chain &guard) const;
  [[nodiscard]] bool lockedByTheClass(const Member &member, const Chain &guard,
                                      ir::FunctionId blamed) const;
  [[nodiscard]] bool isUser(ir::FunctionId function, const ir::Symbol *container) const;
  [[nodiscard]] bool isClear(const Chain &container, const Chain &guard, const Tally &tally) const;
  [[nodiscard]] Tally tallyOf(const Group &group, const Chain &guard) const;
  void leaveToCallees(const std::vector<const Member *> &broken, Tally &tally) const;
  [[nodiscard]] bool isInHelper(const Site &site) const;
  [[nodiscard]] bool isCalledAfter(const Chain &guard, const Chain &container) const;
  [[nodiscard]] bool adjacent(const Chain &container, const Chain &guard) const;
  [[nodiscard]] bool locksForOthers(const Member &member, const Chain &guard) const;

  const Sites &sites_;
  const ir::Unit &unit_;
  const Domain &domain_;
};

bool comesFirst(const Site &a, const Site &b) {
  const auto order = [](const Site &s) { return blameOrder(s.writes, s.locks); };
  return std::pair(order(a), a.range()) < std::pair(order(b), b.range());
}

std::optional<Breach> Finder::sharedWrite(const Group &group) const {
  const Member *worst = nullptr;
  for (const Member &member : group) {
    if (!member.judged || member.unclear || member.guards.empty() || !member.site->writes)
      continue;
    if (!std::ranges::all_of(member.guards, [](const Guard &g) { return g.lock.shared; }))
      continue;
    if (!worst || comesFirst(*member.site, *worst->site))
      worst = &member;
  }
  if (!worst)
    return std::nullopt;
  Breach breach{.kind = Race::Kind::SharedWrite,
                .site = worst->site,
                .lock = worst->guards.front().lock,
                .mutex = domain_.text(worst->guards.front().lock.mutex),
                .confidence = Confidence::Medium};
  for (const Member &member : group)
    if (member.site->range() != worst->site->range() && member.guard(worst->guards.front().name))
      breach.guarded = member.site;
  return breach;
}

/// True when both hold the same lock of their object, whatever the object is called.
static bool keptApart(const Member &one, const Member &other) {
  // What a lock of `*this` is called means the same only where the objects are called the same.
  return one.unclear || other.unclear ||
         (one.owner == other.owner && race::keptApart(one.site->locks, other.site->locks)) ||
         std::ranges::any_of(one.guards, [&](const Guard &guard) {
           const Guard *same = other.guard(guard.name);
           return same && !(same->lock.shared && guard.lock.shared);
         });
}

bool Finder::breaks(const Member &member, const Group &group, const Chain &guard) const {
  if (!member.judged || member.unclear || member.guard(guard) ||
      readsWhatIsReady(sites_, member, group, guard) || isHandedOver(sites_, member, guard))
    return false;
  // init() and close() have the object to themselves, unless they lock it as well.
  if (sites_.isLifeCycle(member.site->root) &&
      std::ranges::none_of(group, [&](const Member &other) {
        return other.site->root == member.site->root && other.guard(guard);
      }))
    return false;
  // Somebody under the lock must be disturbed by it.
  const bool disturbs = std::ranges::any_of(group, [&](const Member &other) {
    const bool writes = member.site->writes || (other.site->writes && other.exclusive(guard));
    return other.guard(guard) && writes && !keptApart(member, other);
  });
  return disturbs && !runsApart(sites_, member, group, guard);
}

/// The mutex stands next to the container in the class: it is there for it.
bool Finder::adjacent(const Chain &container, const Chain &guard) const {
  if (container.size() != 1 || guard.size() != 1)
    return false;
  for (const ir::Record &record : unit_.records)
    for (std::size_t n = 0; n + 1 < record.fields.size(); ++n) {
      const std::pair pair(record.fields[n], record.fields[n + 1]);
      if (pair == std::pair(container[0], guard[0]) || pair == std::pair(guard[0], container[0]))
        return true;
    }
  return false;
}

/// Neither of the class that has the container nor of its file: it uses what they offer.
bool Finder::isUser(ir::FunctionId function, const ir::Symbol *container) const {
  return container && container->owner != ir::none &&
         unit_.functions[function].record != container->owner;
}

/// Where callers lock for a class, those of its other methods may do so out of sight.
bool Finder::lockedByTheClass(const Member &member, const Chain &guard,
                              ir::FunctionId blamed) const {
  const SourceRange &taken = member.guard(guard)->lock.taken;
  // AssertHeld(), and a body whose declaration requires the lock, name what the caller holds.
  const std::string_view text = sites_.facts().text(taken);
  if (text.find("ssert") != text.npos || text.starts_with('{'))
    return false;
  const ir::FunctionId locker = sites_.functionAt(taken);
  if (locker == ir::none || unit_.functions[locker].record == unit_.functions[blamed].record)
    return true;
  const ir::Symbol *container = unit_.symbol(sites_.declaration(member.site->path));
  // A class that locks for its own member means everybody, those who got a reference to it too;
  // and among those who use the class from outside, one is like the other.
  return !isUser(locker, container) || isUser(blamed, container);
}

/// The operation stands in a function that only the class or file itself calls.
bool Finder::isInHelper(const Site &site) const {
  const ir::FunctionId at = sites_.functionAt(site.range());
  if (at == ir::none || site.access->calls.empty())
    return false;
  const ir::Function &function = unit_.functions[at];
  return function.isPrivate || function.isProtected || (function.isInternal && !function.isMethod);
}

/// Whoever breaks the discipline only by calling another one that does is no breaker of his own.
void Finder::leaveToCallees(const std::vector<const Member *> &broken, Tally &tally) const {
  std::set<std::string_view> names;
  for (const ir::FunctionId breaker : tally.breakers)
    names.insert(unit_.functions[breaker].name);
  std::set<ir::FunctionId> own;
  for (const Member *member : broken)
    if (std::ranges::none_of(member->site->access->calls,
                             [&](const Step &call) { return names.contains(call.message); }))
      own.insert(member->site->root);
  if (!own.empty())
    tally.breakers = std::move(own);
}

Tally Finder::tallyOf(const Group &group, const Chain &guard) const {
  Tally tally;
  std::vector<const Member *> broken;
  for (const Member &member : group) {
    if (const Guard *held = member.guard(guard)) {
      tally.kept.insert(member.site->range());
      if (const Step *call = callUnderLock(sites_, *member.site, held->lock))
        tally.keptCalls[member.site->range()].insert(call->range);
      tally.writeKept |= member.site->writes && member.exclusive(guard);
      if (!tally.example || (member.site->writes && !tally.example->site->writes))
        tally.example = &member;
      tally.held.push_back(&member);
    } else if (breaks(member, group, guard)) {
      tally.broken.insert(member.site->range());
      tally.breakers.insert(member.site->root);
      broken.push_back(&member);
      if (!tally.blamed || comesFirst(*member.site, *tally.blamed->site))
        tally.blamed = &member;
    }
  }
  leaveToCallees(broken, tally);
  return tally;
}

/// Who writes locks against who else writes; whoever reads was forgotten everywhere.
static bool onlyWritersLock(const Tally &tally) {
  std::map<ir::FunctionId, bool> writers;
  for (const Member *member : tally.held)
    writers[member->site->root] |= member->site->writes;
  return writers.size() >= 2 && !tally.blamed->site->writes &&
         std::ranges::all_of(writers, [](const auto &entry) { return entry.second; });
}

/// The function takes the lock of the same object for something else that it does there.
bool Finder::locksForOthers(const Member &member, const Chain &guard) const {
  return std::ranges::any_of(sites_.of(member.site->root), [&](const Site &site) {
    return std::ranges::any_of(site.locks, [&](const HeldLock &lock) {
      return lock.mutex && stepsFrom(unfold(domain_, lock.mutex), member.owner) == guard;
    });
  });
}

/// The rest keep the discipline so clearly that the one who does not must have forgotten it.
bool Finder::isClear(const Chain &container, const Chain &guard, const Tally &tally) const {
  const Site &blamed = *tally.blamed->site;
  const auto kept = tally.kept.size();
  const auto broken = tally.broken.size();
  if (tally.writeKept && kept >= 2 && kept * 3 >= 2 * (kept + broken))
    return true;
  if (tally.blamed->wrongObject && tally.writeKept && kept >= broken)
    return true;
  if (!blamed.locks.empty())
    return false; // it has another lock in mind
  const bool sameFunction = std::ranges::any_of(
      tally.held, [&](const Member *member) { return member->site->root == blamed.root; });
  const bool ownMutex = adjacent(container, guard) && tally.breakers.size() == 1 &&
                        kept >= broken && (tally.writeKept || blamed.writes);
  const bool tooEarlyOrLate = kept >= broken && (tally.writeKept || blamed.writes) &&
                              tally.breakers.size() == 1 && locksForOthers(*tally.blamed, guard);
  if (sameFunction || ownMutex || tooEarlyOrLate || onlyWritersLock(tally) ||
      (tally.kept.contains(blamed.range()) && isInHelper(blamed)))
    return true;
  // One and the same operation: all its other callers take the lock.
  const auto calls = tally.keptCalls.find(blamed.range());
  return calls != tally.keptCalls.end() && calls->second.size() >= 2 &&
         !blamed.access->calls.empty() && tally.breakers.size() == 1;
}

std::optional<Breach> Finder::breachOf(const Chain &container, const Group &group,
                                       const Chain &guard) const {
  const Tally tally = tallyOf(group, guard);
  if (!tally.blamed || !tally.example)
    return std::nullopt;
  const Site &blamed = *tally.blamed->site;
  // The lock that the same function takes too late shows best what is missing.
  const Member *example = tally.example;
  for (const Member *member : tally.held)
    if (member->site->root == blamed.root && example->site->root != blamed.root)
      example = member;
  const bool believed =
      isClear(container, guard, tally) && lockedByTheClass(*example, guard, blamed.root);
  const HeldLock lock = example->guard(guard)->lock;
  std::vector<Step> reasons;
  if (isKeptByAnother(sites_, blamed.root))
    reasons.push_back({.range = unit_.functions[blamed.root].range,
                       .message = "an object of another class keeps this callback, and may call "
                                  "it at any time"});
  return Breach{.site = &blamed,
                .guarded = example->site,
                .lock = lock,
                .mutex = domain_.text(lock.mutex),
                .mutexHere = spelled(sites_, *tally.blamed, guard),
                .reasons = std::move(reasons),
                .confidence = believed ? Confidence::Medium : Confidence::Low};
}

/// GUARDED_BY is believed: one access without that lock is enough.
std::optional<Breach> Finder::againstDeclaration(const Chain &container, const Group &group) const {
  if (container.size() != 1 || container[0] >= throughHalf)
    return std::nullopt;
  const ir::Symbol &declared = unit_.symbols[container[0]];
  if (declared.guardedBy == ir::none)
    return std::nullopt;
  const Chain guard{declared.guardedBy};
  const Member *blamed = nullptr;
  const Member *example = nullptr;
  for (const Member &member : group) {
    const Guard *held = member.guard(guard);
    const bool breaks = member.judged && !member.unclear && !held &&
                        !unit_.functions[member.site->root].locksUnchecked &&
                        !sites_.isLifeCycle(member.site->root);
    if (breaks && (!blamed || comesFirst(*member.site, *blamed->site)))
      blamed = &member;
    if (held && (!example || (member.site->writes && !example->site->writes)))
      example = &member;
  }
  if (!blamed)
    return std::nullopt;
  Breach breach{.site = blamed->site,
                .mutex = unit_.symbols[declared.guardedBy].name,
                .reasons = {{.range = declared.range,
                             .message = "'" + declared.name + "' is declared to be guarded by '" +
                                        unit_.symbols[declared.guardedBy].name + "'"}},
                .confidence = Confidence::High};
  if (example) {
    breach.guarded = example->site;
    breach.lock = example->guard(guard)->lock;
  }
  return breach;
}

/// `tableMutex_` for `table_`.
bool Finder::isCalledAfter(const Chain &guard, const Chain &container) const {
  if (guard.empty() || container.empty() || guard.back() >= throughHalf ||
      container.back() >= throughHalf)
    return false;
  std::string_view name = unit_.symbols[container.back()].name;
  while (name.ends_with('_'))
    name.remove_suffix(1);
  return !name.empty() && unit_.symbols[guard.back()].name.starts_with(name);
}

std::optional<Breach> Finder::forgottenLock(const Chain &container, const Group &group) const {
  std::map<Chain, std::set<SourceRange>> kept;
  for (const Member &member : group)
    for (const Guard &guard : member.guards)
      kept[guard.name].insert(member.site->range());
  // Of locks that guard as often, the one that is called after the container.
  const auto most = std::ranges::max_element(kept, {}, [&](const auto &entry) {
    return std::pair(entry.second.size(), isCalledAfter(entry.first, container));
  });
  return most == kept.end() ? std::nullopt : breachOf(container, group, most->first);
}

} // namespace

std::vector<Breach> breachesOf(const Sites &sites) {
  return Finder(sites).run();
}

} // namespace maplint::race
