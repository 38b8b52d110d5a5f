#include "lib/race/Chain.h"

#include <algorithm>

namespace maplint::race {

/// The path behind a pointer that was read from there, or 0.
static PathId pointerHolder(const Domain &domain, const Path &step) {
  if (step.kind != PathKind::Pointee || !step.a)
    return 0;
  const Sym &pointer = domain.symbol(step.a);
  return pointer.kind == SymKind::Initial ? pointer.a : 0;
}

Unfolded unfold(const Domain &domain, PathId path) {
  Unfolded result;
  const auto add = [&](PathId before, std::uint32_t step) {
    result.prefixes.push_back(before);
    result.steps.push_back(step);
  };
  PathId at = path;
  while (at) {
    const Path &step = domain[at];
    const PathId holder = pointerHolder(domain, step);
    if (!step.parent && !holder)
      break;
    const PathId before = step.parent ? step.parent : holder;
    if (step.kind == PathKind::Field)
      add(before, step.a);
    else if (holder)
      add(before, throughPointer);
    else if (step.kind == PathKind::First || step.kind == PathKind::Second)
      add(before, throughHalf);
    else
      add(before, throughElement);
    at = before;
  }
  result.root = at;
  std::ranges::reverse(result.prefixes);
  std::ranges::reverse(result.steps);
  return result;
}

std::optional<Chain> stepsFrom(const Unfolded &path, PathId owner) {
  const auto at = std::ranges::find(path.prefixes, owner);
  if (!owner || at == path.prefixes.end())
    return std::nullopt;
  return Chain(path.steps.begin() + (at - path.prefixes.begin()), path.steps.end());
}

} // namespace maplint::race
