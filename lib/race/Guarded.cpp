#include "lib/race/Guarded.h"

#include <algorithm>

namespace maplint::race {

const Guard *Member::guard(const Chain &name) const {
  const auto found = std::ranges::find(guards, name, &Guard::name);
  return found == guards.end() ? nullptr : &*found;
}

bool Member::exclusive(const Chain &name) const {
  return std::ranges::any_of(guards,
                             [&](const Guard &g) { return g.name == name && !g.lock.shared; });
}

static bool isStep(std::uint32_t step) {
  return step < throughHalf;
}

const Step *callUnderLock(const Sites &sites, const Site &site, const HeldLock &lock) {
  const ir::FunctionId locker = sites.functionAt(lock.taken);
  if (locker == ir::none)
    return nullptr;
  const SourceRange &text = sites.unit().functions[locker].range;
  if (text.contains(site.range()))
    return nullptr;
  const std::vector<Step> &calls = site.access->calls;
  const auto found =
      std::ranges::find_if(calls, [&](const Step &call) { return text.contains(call.range); });
  return found == calls.end() ? nullptr : &*found;
}

std::string spelled(const Sites &sites, const Member &member, const Chain &name) {
  if (!member.owner || name.empty() || !std::ranges::all_of(name, isStep))
    return {};
  Domain &domain = sites.facts().terms();
  PathId path = member.owner;
  for (const std::uint32_t field : name)
    path = domain.path(PathKind::Field, path, field);
  return domain.text(path);
}

bool isKeptByAnother(const Sites &sites, ir::FunctionId closure) {
  const ir::Unit &unit = sites.unit();
  const ir::Function &function = unit.functions[closure];
  if (!function.isLambda || function.record == ir::none)
    return false;
  return std::ranges::any_of(sites.facts().callbacks, [&](const auto &entry) {
    const ir::SymbolId keeper = unit.symbols[entry.first].owner;
    return entry.second.contains(closure) && keeper != ir::none && keeper != function.record;
  });
}

namespace {

class Grouping {
public:
  explicit Grouping(const Sites &sites)
      : sites_(sites), unit_(sites.unit()), domain_(sites.facts().domain()) {}

  std::map<Chain, Group> run() {
    for (ir::FunctionId f = 0; f < unit_.functions.size(); ++f) {
      if (unit_.functions[f].isConstructor)
        continue;
      const bool destroys = unit_.functions[f].isDestructor;
      for (const Site &site : sites_.of(f))
        if (!destroys || isOfAnother(site))
          add(site, destroys || sites_.isEntryPoint(f) || isKeptByAnother(sites_, f));
    }
    for (auto &[container, group] : groups_)
      leaveToCallers(group);
    return std::move(groups_);
  }

private:
  void add(const Site &site, bool judged);
  void addInside(const Site &site, bool judged, const Unfolded &whole);
  void addAs(const Site &site, bool judged, PathId owner, Chain container);
  void leaveToCallers(Group &group) const;
  [[nodiscard]] bool isParameter(PathId root) const;
  [[nodiscard]] bool isOfAnother(const Site &site) const;
  [[nodiscard]] bool isOfClass(const Chain &container, std::uint32_t lock) const;
  [[nodiscard]] bool isOfSister(const Site &site, const Chain &container,
                                const Unfolded &lock) const;
  [[nodiscard]] bool passes(const Member &member, ir::FunctionId callee) const;

  const Sites &sites_;
  const ir::Unit &unit_;
  const Domain &domain_;
  std::map<Chain, Group> groups_;
};

bool Grouping::isParameter(PathId root) const {
  const Path &at = domain_[root];
  return at.kind == PathKind::Var &&
         unit_.functions[at.a].variables[at.b].storage == ir::Storage::Parameter;
}

/// In an object that `*this` only points to: it lives on when `*this` ends.
bool Grouping::isOfAnother(const Site &site) const {
  const Unfolded whole = unfold(domain_, site.path);
  return domain_[whole.root].kind == PathKind::This && !whole.steps.empty() &&
         std::ranges::find(whole.steps, throughPointer) != whole.steps.end();
}

/// A lock of the class that has the container.
bool Grouping::isOfClass(const Chain &container, std::uint32_t lock) const {
  const ir::SymbolId owner = container.size() == 1 ? unit_.symbols[container[0]].owner : ir::none;
  return owner != ir::none && isStep(lock) && unit_.symbols[lock].owner == owner;
}

/// The lock of another object of the class that has the container: `target.sessions_` under
/// `mutex_`. An rvalue has no other users.
bool Grouping::isOfSister(const Site &site, const Chain &container, const Unfolded &lock) const {
  const PathId object = unfold(domain_, site.path).root;
  const bool isNamed = domain_[lock.root].kind == PathKind::This || isParameter(lock.root);
  return !lock.steps.empty() && isParameter(object) && isNamed &&
         isOfClass(container, lock.steps.back()) &&
         !unit_.functions[domain_[object].a].variables[domain_[object].b].isRvalueReference;
}

void Grouping::add(const Site &site, bool judged) {
  const Unfolded whole = unfold(domain_, site.path);
  const Path &root = domain_[whole.root];
  if (root.kind == PathKind::Global) {
    const ir::Symbol &symbol = unit_.symbols[root.a];
    if (symbol.isThreadLocal || symbol.isConst)
      return;
    Chain container{root.a};
    container.insert(container.end(), whole.steps.begin(), whole.steps.end());
    addAs(site, judged, 0, std::move(container));
    // An object of the whole program is one more of its class: what the methods of that keep to
    // holds for whoever has got hold of a member.
    return addInside(site, judged, whole);
  }
  // What a parameter points to may be as shared as `*this`.
  if (root.kind != PathKind::This &&
      !(isParameter(whole.root) && !whole.steps.empty() && whole.steps[0] == throughPointer))
    return;
  addInside(site, judged, whole);
}

/// In the group of each object that the path leads through.
void Grouping::addInside(const Site &site, bool judged, const Unfolded &whole) {
  for (std::size_t n = 0; n < whole.steps.size(); ++n)
    if (isStep(whole.steps[n]))
      addAs(site, judged, whole.prefixes[n],
            Chain(whole.steps.begin() + static_cast<std::ptrdiff_t>(n), whole.steps.end()));
}

void Grouping::addAs(const Site &site, bool judged, PathId owner, Chain container) {
  Member member{.site = &site, .owner = owner, .judged = judged};
  for (const HeldLock &lock : site.locks) {
    const Unfolded whole = unfold(domain_, lock.mutex);
    const auto inside = lock.mutex ? stepsFrom(whole, owner) : std::nullopt;
    if (inside) {
      // `frame->exits` under `frame->parent->mutex`
      member.wrongObject |= inside->size() > 1 && isOfClass(container, inside->back());
      member.guards.push_back({.name = *inside, .lock = lock});
    } else if (lock.mutex && domain_[whole.root].kind == PathKind::Global) {
      Chain name{domain_[whole.root].a};
      name.insert(name.end(), whole.steps.begin(), whole.steps.end());
      member.guards.push_back({.name = std::move(name), .lock = lock});
    } else if (lock.mutex && owner && lock.mutex == owner) {
      member.guards.push_back({.name = {}, .lock = lock}); // the owner is its own lock
    } else if (isOfSister(site, container, whole)) {
      member.wrongObject = true;
    } else {
      member.unclear = true;
    }
  }
  groups_[std::move(container)].push_back(std::move(member));
}

/// The access of `member` is made by a call of `callee`.
bool Grouping::passes(const Member &member, ir::FunctionId callee) const {
  return std::ranges::any_of(member.site->access->calls, [&](const Step &call) {
    return call.message == unit_.functions[callee].name;
  });
}

/// A function that some caller calls with the lock held relies on its callers: of those that do not
/// hold it each is to blame, not the function.
void Grouping::leaveToCallers(Group &group) const {
  for (Member &member : group) {
    if (!member.judged || !member.guards.empty())
      continue;
    bool held = false;
    bool forgotten = false;
    for (const Member &other : group) {
      if (other.site->range() != member.site->range() || !passes(other, member.site->root))
        continue;
      held |= std::ranges::any_of(other.guards, [&](const Guard &guard) {
        const ir::FunctionId locker = sites_.functionAt(guard.lock.taken);
        return locker != ir::none && locker != member.site->root;
      });
      forgotten |= other.judged && other.guards.empty() && !other.unclear &&
                   !sites_.isLifeCycle(other.site->root);
    }
    if (held && forgotten)
      member.judged = false;
  }
}

} // namespace

std::map<Chain, Group> groupsOf(const Sites &sites) {
  return Grouping(sites).run();
}

} // namespace maplint::race
