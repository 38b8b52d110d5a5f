#include "lib/race/Handlers.h"

#include "lib/race/Conflicts.h"
#include "lib/race/Sharing.h"

#include <algorithm>
#include <map>
#include <optional>

namespace maplint::race {

namespace {

class Finder {
public:
  explicit Finder(const Sites &sites) : sites_(sites), unit_(sites.unit()) {}

  std::vector<Breach> run() {
    for (const ir::Record &record : unit_.records)
      if (record.isHandler)
        handlers_.emplace(record.symbol, &record);
    if (handlers_.empty())
      return {};
    collect();
    std::vector<Breach> found;
    for (const auto &[container, sites] : uses_)
      if (auto breach = breachIn(sites))
        found.push_back(std::move(*breach));
    return found;
  }

private:
  /// A container of one class, or of the whole program.
  using Container = std::pair<ir::SymbolId, PathId>;

  void collect();
  [[nodiscard]] std::optional<Breach> breachIn(const std::vector<const Site *> &sites) const;

  const Sites &sites_;
  const ir::Unit &unit_;
  std::map<ir::SymbolId, const ir::Record *> handlers_;
  std::map<Container, std::vector<const Site *>> uses_;
};

void Finder::collect() {
  const Domain &domain = sites_.facts().domain();
  for (ir::FunctionId f = 0; f < unit_.functions.size(); ++f) {
    const ir::Function &method = unit_.functions[f];
    if (!handlers_.contains(method.record) || method.isLambda || !sites_.isEntryPoint(f) ||
        sites_.isLifeCycle(f))
      continue;
    for (const Site &site : sites_.of(f)) {
      const PathKind root = domain[unfold(domain, site.path).root].kind;
      if ((root == PathKind::This || root == PathKind::Global) &&
          mayBeShared(sites_.facts(), site.path))
        uses_[{root == PathKind::This ? method.record : ir::none, site.path}].push_back(&site);
    }
  }
}

std::optional<Breach> Finder::breachIn(const std::vector<const Site *> &sites) const {
  const Site *blamed = nullptr;
  const Site *other = nullptr;
  const auto order = [](const Site &site) {
    return std::pair(blameOrder(site.writes, site.locks), site.range());
  };
  for (const Site *a : sites)
    for (const Site *b : sites) {
      // Each method runs beside itself as well.
      if ((!a->writes && !b->writes) || !a->locks.empty() || keptApart(a->locks, b->locks))
        continue;
      const bool isBetter =
          !blamed || order(*a) < order(*blamed) || (a == blamed && other->range() == a->range());
      if (isBetter) {
        blamed = a;
        other = b;
      }
    }
  if (!blamed)
    return std::nullopt;
  const ir::Symbol &record = unit_.symbols[unit_.functions[blamed->root].record];
  Breach breach{.kind = Race::Kind::Unguarded,
                .site = blamed,
                .reasons = {{.range = record.range,
                             .message = "several threads call the methods of '" + record.name +
                                        "', the configuration says"}},
                .confidence = Confidence::Medium};
  if (other->range() != blamed->range())
    breach.guarded = other;
  return breach;
}

} // namespace

std::vector<Breach> unguardedInHandlers(const Sites &sites) {
  return Finder(sites).run();
}

} // namespace maplint::race
