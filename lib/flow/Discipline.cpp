#include "lib/flow/Discipline.h"

#include "lib/flow/Conflicts.h"

#include <algorithm>
#include <map>
#include <optional>

namespace maplint::flow {

namespace {

/// A lock in terms of the object that owns the container too, or of the whole program.
struct Guard {
  Chain name;
  HeldLock lock;
};

/// A site of one container with what guards it.
struct Member {
  const Site *site = nullptr;
  std::vector<Guard> guards;
  bool unclear = false; ///< under a lock of something else: neither kept nor broken
  bool judged = false;  ///< of an entry point: nobody else can have taken the lock for it

  [[nodiscard]] const Guard *guard(const Chain &name) const {
    const auto found = std::ranges::find(guards, name, &Guard::name);
    return found == guards.end() ? nullptr : &*found;
  }

  [[nodiscard]] bool exclusive(const Chain &name) const {
    return std::ranges::any_of(guards,
                               [&](const Guard &g) { return g.name == name && !g.lock.shared; });
  }
};

using Group = std::vector<Member>;

class Finder {
public:
  explicit Finder(const Sites &sites)
      : sites_(sites), unit_(sites.unit()), domain_(sites.facts().domain()) {}

  std::vector<Breach> run() {
    for (ir::FunctionId f = 0; f < unit_.functions.size(); ++f)
      if (!unit_.functions[f].isConstructor && !unit_.functions[f].isDestructor)
        for (const Site &site : sites_.of(f))
          add(site, sites_.isEntryPoint(f));
    std::vector<Breach> found;
    for (const auto &[container, group] : groups_) {
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
  void add(const Site &site, bool judged);
  void addAs(const Site &site, bool judged, PathId owner, Chain container);
  [[nodiscard]] std::optional<Breach> sharedWrite(const Group &group) const;
  [[nodiscard]] std::optional<Breach> againstDeclaration(const Chain &container,
                                                         const Group &group) const;
  [[nodiscard]] bool isParameter(PathId root) const;
  [[nodiscard]] bool readsWhatIsReady(const Member &read, const Group &group,
                                      const Chain &guard) const;
  [[nodiscard]] std::optional<Breach> forgottenLock(const Chain &container,
                                                    const Group &group) const;
  [[nodiscard]] std::optional<Breach> breachOf(const Chain &container, const Group &group,
                                               const Chain &guard) const;
  [[nodiscard]] bool breaks(const Member &member, const Group &group, const Chain &guard) const;
  [[nodiscard]] bool lockedByTheClass(const Member &member, const Chain &guard,
                                      ir::FunctionId blamed) const;
  [[nodiscard]] bool isInHelper(const Site &site) const;
  [[nodiscard]] bool adjacent(const Chain &container, const Chain &guard) const;

  const Sites &sites_;
  const ir::Unit &unit_;
  const Domain &domain_;
  std::map<Chain, Group> groups_;
};

bool isStep(std::uint32_t step) {
  return step < throughHalf;
}

bool Finder::isParameter(PathId root) const {
  const Path &at = domain_[root];
  return at.kind == PathKind::Var &&
         unit_.functions[at.a].variables[at.b].storage == ir::Storage::Parameter;
}

void Finder::add(const Site &site, bool judged) {
  const Unfolded whole = unfold(domain_, site.path);
  const Path &root = domain_[whole.root];
  if (root.kind == PathKind::Global) {
    const ir::Symbol &symbol = unit_.symbols[root.a];
    if (symbol.isThreadLocal || symbol.isConst)
      return;
    Chain container{root.a};
    container.insert(container.end(), whole.steps.begin(), whole.steps.end());
    addAs(site, judged, 0, std::move(container));
    return;
  }
  // What a parameter points to may be as shared as `*this`.
  if (root.kind != PathKind::This &&
      !(isParameter(whole.root) && !whole.steps.empty() && whole.steps[0] == throughPointer))
    return;
  for (std::size_t n = 0; n < whole.steps.size(); ++n)
    if (isStep(whole.steps[n]))
      addAs(site, judged, whole.prefixes[n],
            Chain(whole.steps.begin() + static_cast<std::ptrdiff_t>(n), whole.steps.end()));
}

void Finder::addAs(const Site &site, bool judged, PathId owner, Chain container) {
  Member member{.site = &site, .judged = judged};
  for (const HeldLock &lock : site.locks) {
    const Unfolded whole = unfold(domain_, lock.mutex);
    const auto at = std::ranges::find(whole.prefixes, owner);
    if (lock.mutex && domain_[whole.root].kind == PathKind::Global) {
      Chain name{domain_[whole.root].a};
      name.insert(name.end(), whole.steps.begin(), whole.steps.end());
      member.guards.push_back({.name = std::move(name), .lock = lock});
    } else if (lock.mutex && owner && lock.mutex == owner) {
      member.guards.push_back({.name = {}, .lock = lock}); // the owner is its own lock
    } else if (lock.mutex && owner && at != whole.prefixes.end()) {
      member.guards.push_back(
          {.name = Chain(whole.steps.begin() + (at - whole.prefixes.begin()), whole.steps.end()),
           .lock = lock});
    } else {
      member.unclear = true;
    }
  }
  groups_[std::move(container)].push_back(std::move(member));
}

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

/// `if (!ready_) { lock; fill; ready_ = true; }` and then reads without the lock: nobody writes
/// once the flag is set.
bool Finder::readsWhatIsReady(const Member &read, const Group &group, const Chain &guard) const {
  if (read.site->writes)
    return false;
  bool filled = false;
  for (const Member &other : group) {
    if (!other.site->writes)
      continue;
    const ir::Function &root = unit_.functions[other.site->root];
    const SourceRange &at = sites_.facts().instruction(other.site->access->at).range;
    const Guard *held = other.guard(guard);
    const bool once =
        held && other.site->root == read.site->root &&
        std::ranges::any_of(root.ifs, [&](const ir::If &test) {
          return test.thenBranch.contains(at) && test.thenBranch.contains(held->lock.taken) &&
                 test.range.end <=
                     sites_.facts().instruction(read.site->access->at).range.begin;
        });
    if (!once)
      return false;
    filled = true;
  }
  return filled;
}

bool Finder::breaks(const Member &member, const Group &group, const Chain &guard) const {
  if (!member.judged || member.unclear || member.guard(guard) ||
      readsWhatIsReady(member, group, guard))
    return false;
  // init() and close() have the object to themselves, unless they lock it as well.
  if (sites_.isLifeCycle(member.site->root) &&
      std::ranges::none_of(group, [&](const Member &other) {
        return other.site->root == member.site->root && other.guard(guard);
      }))
    return false;
  // Somebody under the lock must be disturbed by it.
  return std::ranges::any_of(group, [&](const Member &other) {
    const bool writes = member.site->writes || (other.site->writes && other.exclusive(guard));
    return other.guard(guard) && writes && !keptApart(member.site->locks, other.site->locks);
  });
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
  // A class that locks for its own member means everybody, those who got a reference to it too.
  const ir::Symbol *container = unit_.symbol(sites_.declaration(member.site->path));
  return container && container->owner != ir::none &&
         container->owner == unit_.functions[locker].record;
}

/// The operation stands in a function that only the class or file itself calls.
bool Finder::isInHelper(const Site &site) const {
  const ir::FunctionId at = sites_.functionAt(site.range());
  if (at == ir::none || site.access->calls.empty())
    return false;
  const ir::Function &function = unit_.functions[at];
  return function.isPrivate || function.isProtected || (function.isInternal && !function.isMethod);
}

std::optional<Breach> Finder::breachOf(const Chain &container, const Group &group,
                                       const Chain &guard) const {
  std::set<SourceRange> kept;
  std::set<SourceRange> broken;
  std::set<ir::FunctionId> breakers;
  std::vector<const Member *> held;
  const Member *blamed = nullptr;
  const Member *example = nullptr;
  bool writeKept = false;
  for (const Member &member : group) {
    if (member.guard(guard)) {
      kept.insert(member.site->range());
      writeKept |= member.site->writes && member.exclusive(guard);
      if (!example || (member.site->writes && !example->site->writes))
        example = &member;
      held.push_back(&member);
    } else if (breaks(member, group, guard)) {
      broken.insert(member.site->range());
      breakers.insert(member.site->root);
      if (!blamed || comesFirst(*member.site, *blamed->site))
        blamed = &member;
    }
  }
  if (!blamed || !example)
    return std::nullopt;
  const bool otherLock = !blamed->site->locks.empty();
  const bool sameOperation = kept.contains(blamed->site->range()) && isInHelper(*blamed->site);
  const bool sameFunction = std::ranges::any_of(group, [&](const Member &member) {
    return member.site->root == blamed->site->root && member.guard(guard);
  });
  const bool majority =
      writeKept && kept.size() >= 2 && kept.size() * 3 >= 2 * (kept.size() + broken.size());
  const bool ownMutex = adjacent(container, guard) && breakers.size() == 1 &&
                        kept.size() >= broken.size() && (writeKept || blamed->site->writes);
  const bool clear = majority || (!otherLock && (sameOperation || sameFunction || ownMutex));
  // The lock that the same function takes too late shows best what is missing.
  for (const Member *member : held)
    if (member->site->root == blamed->site->root && example->site->root != blamed->site->root)
      example = member;
  const bool believed = clear && lockedByTheClass(*example, guard, blamed->site->root);
  const HeldLock lock = example->guard(guard)->lock;
  return Breach{.site = blamed->site,
                .guarded = example->site,
                .lock = lock,
                .mutex = domain_.text(lock.mutex),
                .confidence = believed ? Confidence::Medium : Confidence::Low};
}

/// GUARDED_BY is believed: one access without that lock is enough.
std::optional<Breach> Finder::againstDeclaration(const Chain &container,
                                                 const Group &group) const {
  if (container.size() != 1 || !isStep(container[0]))
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

std::optional<Breach> Finder::forgottenLock(const Chain &container, const Group &group) const {
  std::map<Chain, std::set<SourceRange>> kept;
  for (const Member &member : group)
    for (const Guard &guard : member.guards)
      kept[guard.name].insert(member.site->range());
  const auto most =
      std::ranges::max_element(kept, {}, [](const auto &entry) { return entry.second.size(); });
  return most == kept.end() ? std::nullopt : breachOf(container, group, most->first);
}

} // namespace

std::vector<Breach> breachesOf(const Sites &sites) {
  return Finder(sites).run();
}

} // namespace maplint::flow
