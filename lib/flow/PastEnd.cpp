// `it = m.erase(it)` and then `++it`: what follows the last element is the end, which nobody may
// advance.

#include "lib/flow/Engine.h"

#include <algorithm>

namespace maplint::flow {

/// True when all that is known of the element at `position` is that it is not the end: it may be
/// the last one.
bool Engine::mayBeLast(const State &state, PathId container, SymId position) const {
  if (!position || !state.present.contains({container, position}))
    return false;
  // Compared with another element: perhaps with the last one.
  return std::ranges::none_of(state.known, [&](const auto &entry) {
    const Sym &s = domain_.symbol(entry.first);
    if (s.kind != SymKind::Compare)
      return false;
    const auto names = [&](SymId side, bool wanted) {
      const Sym &it = domain_.symbol(side);
      return it.kind == SymKind::Iterator && it.a == container && !domain_.isEnd(it.b) &&
             (it.b == position) == wanted;
    };
    return (names(s.operands[0], true) && names(s.operands[1], false)) ||
           (names(s.operands[1], true) && names(s.operands[0], false));
  });
}

/// The iterator at `iterator` is advanced: if erase gave it, and nobody has compared it with the
/// end since, it may be the end. What a call may have changed is no longer known to be there, so a
/// comparison on any path counts.
void Engine::advancePastEnd(const State &state, const Value &iterator, const ir::Instruction &i) {
  const auto erased = afterErase_.find(iterator.sym);
  if (erased == afterErase_.end() || (i.imm & ir::advancesBack) != 0 ||
      comparedAfterErase_.contains(iterator.sym))
    return;
  const Sym s = domain_.symbol(iterator.sym);
  if (state.present.contains({s.a, s.b}))
    return;
  const ir::Instruction &erase = *instruction(erased->second.second);
  const Death death{.at = erased->second.first,
                    .range = erase.range,
                    .path = s.a,
                    .container = erase.container,
                    .kind = erase.operation->kind,
                    .calls = {},
                    .leftBehind = {},
                    .along = {}};
  InvalidUse found = describe(state, iterator, death);
  found.useRange = i.range;
  found.continuedLoop = loopAround(death);
  found.isPastEnd = true;
  if (found.continuedLoop != ir::none)
    facts_.invalidUses.push_back(std::move(found));
}

} // namespace maplint::flow
