#include "lib/race/Outliving.h"

#include "lib/race/Guarded.h"

#include <algorithm>
#include <optional>

namespace maplint::race {

namespace {

class Finder {
public:
  explicit Finder(const Sites &sites) : sites_(sites), groups_(groupsOf(sites)) {}

  std::vector<Breach> run() const {
    std::vector<Breach> found;
    for (const Lapse &lapse : sites_.facts().lapses)
      if (!sites_.isLifeCycle(lapse.use.function))
        if (const auto breach = breachOf(lapse))
          found.push_back(*breach);
    return found;
  }

private:
  [[nodiscard]] std::optional<Breach> breachOf(const Lapse &lapse) const;
  [[nodiscard]] const Member *eraser(const Chain &container, const Chain &guard,
                                     const Lapse &lapse) const;
  [[nodiscard]] bool isOpen(const Member &member, const Chain &guard) const;
  [[nodiscard]] bool calls(ir::FunctionId caller, ir::FunctionId callee) const;

  const Sites &sites_;
  std::map<Chain, Group> groups_;
};

/// What takes elements away: a handle to one of them is dead then.
bool takesAway(model::OpKind kind) {
  using model::OpKind;
  return model::erases(kind) || kind == OpKind::Clear || kind == OpKind::Extract ||
         kind == OpKind::ExtractAt || kind == OpKind::Replace || kind == OpKind::Swap;
}

/// True when `callee` may run because `caller` does.
bool Finder::calls(ir::FunctionId caller, ir::FunctionId callee) const {
  std::set<ir::FunctionId> seen{callee};
  std::vector<ir::FunctionId> open{callee};
  while (!open.empty()) {
    const ir::FunctionId at = open.back();
    open.pop_back();
    if (at == caller)
      return true;
    for (const ir::FunctionId each : sites_.callers(at))
      if (seen.insert(each).second)
        open.push_back(each);
  }
  return false;
}

/// Anybody may call it: it takes the lock itself, or nobody has taken it for it.
bool Finder::isOpen(const Member &member, const Chain &guard) const {
  const ir::Function &function = sites_.unit().functions[member.site->root];
  const Guard *held = member.guard(guard);
  return member.judged || (held && !function.isPrivate && !function.isInternal &&
                           function.range.contains(held->lock.taken));
}

/// Somebody else who erases under the same lock, at any time: not the user of the handle himself,
/// who may well be the only one that takes this element away.
const Member *Finder::eraser(const Chain &container, const Chain &guard, const Lapse &lapse) const {
  const auto group = groups_.find(container);
  if (group == groups_.end())
    return nullptr;
  for (const Member &member : group->second) {
    const ir::FunctionId root = member.site->root;
    if (isOpen(member, guard) && takesAway(member.site->access->kind) && member.exclusive(guard) &&
        !sites_.isLifeCycle(root) && !sites_.unit().functions[root].isDestructor &&
        !calls(root, lapse.use.function))
      return &member;
  }
  return nullptr;
}

std::optional<Breach> Finder::breachOf(const Lapse &lapse) const {
  for (const auto &[container, group] : groups_)
    for (const Member &member : group) {
      if (member.site->root != lapse.use.function || member.site->path != lapse.path)
        continue;
      const auto guard = std::ranges::find(member.guards, lapse.lock.mutex,
                                           [](const Guard &g) { return g.lock.mutex; });
      if (guard == member.guards.end())
        continue;
      // A class of its own may keep the map and its lock together: its methods tell of both.
      for (std::size_t n = 0; n < std::min(container.size(), guard->name.size() + 1); ++n) {
        if (n > 0 && container[n - 1] != guard->name[n - 1])
          break;
        const Chain inner(container.begin() + static_cast<std::ptrdiff_t>(n), container.end());
        const Chain name(guard->name.begin() + static_cast<std::ptrdiff_t>(n), guard->name.end());
        if (const Member *other = eraser(inner, name, lapse))
          return Breach{.kind = Race::Kind::Outlives,
                        .site = member.site,
                        .guarded = other->site,
                        .lock = lapse.lock,
                        .mutex = sites_.facts().domain().text(lapse.lock.mutex),
                        .lapse = &lapse,
                        .confidence = Confidence::Medium};
      }
    }
  return std::nullopt;
}

} // namespace

std::vector<Breach> outlivingHandles(const Sites &sites) {
  return sites.facts().lapses.empty() ? std::vector<Breach>() : Finder(sites).run();
}

} // namespace maplint::race
