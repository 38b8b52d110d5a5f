// Elements that are found by what they hold: `if (it->second.owner == owner) timers.erase(it)`. Who
// calls with what an element of theirs holds must expect that it is this one.

#include "lib/flow/Engine.h"

#include <algorithm>

namespace maplint::flow {

/// What a search for the element at `position` has found equal to what callers know.
std::vector<std::pair<PathId, SymId>> Engine::searchedBy(const State &state, PathId path,
                                                         SymId position) {
  std::vector<std::pair<PathId, SymId>> found;
  const PathId element = position ? domain_.path(PathKind::Element, path, position) : 0;
  if (!element || isGiven(position))
    return found;
  const auto isPart = [&](SymId sym) {
    const Sym &s = domain_.symbol(sym);
    return s.kind == SymKind::Initial && domain_.isWithin(s.a, element);
  };
  const auto isKnownOutside = [&](SymId sym) {
    const Sym s = domain_.symbol(sym);
    return s.kind == SymKind::Address ? visibleToCallers(s.a) : isGiven(sym);
  };
  for (const auto &[sym, knowledge] : state.known) {
    const Sym s = domain_.symbol(sym);
    if (s.kind != SymKind::Compare || !knowledge.truth ||
        static_cast<ir::ComparePredicate>(s.a) != ir::ComparePredicate::Equal)
      continue;
    for (const std::size_t n : {0U, 1U})
      if (const SymId value = s.operands[1 - n]; isPart(s.operands[n]) && isKnownOutside(value))
        found.emplace_back(domain_.symbol(s.operands[n]).a, value);
  }
  return found;
}

/// True when a search that chose what `effect` erases could have chosen this element: each part it
/// compared is equal to that part of this one.
bool Engine::isFound(SymId element, const Effect &effect) {
  const PathId place = domain_.path(PathKind::Element, effect.path, element);
  return place && std::ranges::all_of(effect.matched, [&](const auto &match) {
    const auto &[part, value] = match;
    PathId chosen = part;
    while (chosen && domain_[chosen].parent != effect.path)
      chosen = domain_[chosen].parent;
    const PathId same = chosen ? domain_.rebased(part, chosen, place) : 0;
    SymId wanted = value;
    // The address of what a pointer points to is that pointer.
    if (const Sym s = domain_.symbol(wanted);
        wanted && s.kind == SymKind::Address && domain_[s.a].kind == PathKind::Pointee)
      wanted = domain_[s.a].a;
    return same && wanted == domain_.sym(SymKind::Initial, same);
  });
}

} // namespace maplint::flow
