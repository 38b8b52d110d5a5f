#include "lib/race/Blame.h"

#include "lib/race/Guarded.h"

#include <algorithm>
#include <set>

namespace maplint::race {

ContainerName containerOf(const Sites &sites, PathId path) {
  const ir::SymbolId declaration = sites.declaration(path);
  return {declaration, declaration == ir::none ? path : 0};
}

/// Behind the first `depth` of the site's calls the container is only what a parameter refers to:
/// whoever handed it over answers for the lock.
static bool isHandedIn(const Sites &sites, const Site &site, std::size_t depth) {
  const auto calls = std::span(site.access->calls).subspan(depth);
  const SourceRange &at = calls.empty() ? site.range() : calls.front().range;
  const ir::FunctionId here = sites.functionAt(at);
  return here != ir::none && std::ranges::any_of(sites.of(here), [&](const Site &seen) {
           if (seen.range() != site.range() ||
               !std::ranges::equal(seen.access->calls, calls, {}, &Step::range, &Step::range))
             return false;
           const Unfolded path = unfold(sites.facts().domain(), seen.path);
           return path.steps == Chain{throughPointer} &&
                  sites.facts().domain()[path.root].kind == PathKind::Var;
         });
}

SourceRange blame(const Sites &sites, const Site &site, HandedIn handedIn) {
  std::set<SourceRange> guarded;
  const ContainerName container = containerOf(sites, site.path);
  for (ir::FunctionId f = 0; f < sites.unit().functions.size(); ++f)
    for (const Site &other : sites.of(f)) {
      if (other.locks.empty() || containerOf(sites, other.path) != container)
        continue;
      guarded.insert(other.range());
      for (const Step &call : other.access->calls)
        guarded.insert(call.range);
    }
  const std::vector<Step> &calls = site.access->calls;
  for (std::size_t depth = calls.size() + 1; depth-- > 0;) {
    const SourceRange &at = depth == calls.size() ? site.range() : calls[depth].range;
    const bool isPassedOn = handedIn == HandedIn::ByCaller && isHandedIn(sites, site, depth);
    if (!guarded.contains(at) && !isPassedOn)
      return at;
  }
  return site.range();
}

SourceRange blameUnder(const Sites &sites, const Site &site, std::span<const HeldLock> locks) {
  if (!site.writes || site.access->calls.empty() || !std::ranges::all_of(locks, &HeldLock::shared))
    return site.range();
  for (ir::FunctionId f = 0; f < sites.unit().functions.size(); ++f)
    for (const Site &other : sites.of(f)) {
      if (other.range() != site.range() || other.locks.empty() ||
          std::ranges::any_of(other.locks, &HeldLock::shared))
        continue;
      const Step *call = callUnderLock(sites, site, locks.front());
      return call ? call->range : site.range();
    }
  return site.range();
}

bool isHandedIn(const Sites &sites, const Site &site) {
  return isHandedIn(sites, site, site.access->calls.size());
}

} // namespace maplint::race
