#include "lib/race/Sharing.h"

#include "lib/race/Chain.h"

#include <algorithm>

namespace maplint::race {

bool hasElement(const Domain &domain, PathId path) {
  const Unfolded whole = unfold(domain, path);
  return std::ranges::find(whole.steps, throughElement) != whole.steps.end();
}

/// An element under an index that is no constant is taken for the thread's own.
static bool isOwnSlot(const Domain &domain, const Path &step) {
  return (step.kind == PathKind::Element || step.kind == PathKind::Index) &&
         (!step.a || domain.symbol(step.a).kind != SymKind::Integer);
}

/// The whole of a sequence where one element is meant: which one, the path does not tell.
static bool isAnyElement(const ir::Unit &unit, const Path &part, std::uint32_t next) {
  if (next == throughElement)
    return false;
  ir::TypeId type = ir::none;
  if (part.kind == PathKind::Var)
    type = unit.functions[part.a].variables[part.b].type;
  else if (part.kind == PathKind::Field || part.kind == PathKind::Global)
    type = unit.symbols[part.a].type;
  const ir::Type *known = unit.type(type);
  return known && known->kind == ir::TypeKind::Sequence;
}

bool mayBeShared(const UnitFacts &facts, PathId path) {
  const Domain &domain = facts.domain();
  const Unfolded whole = unfold(domain, path);
  std::vector<PathId> parts = whole.prefixes;
  parts.push_back(path);
  for (std::size_t n = 0; n < parts.size(); ++n) {
    // A reference to a sequence leads to its element by way of what it refers to.
    const std::size_t step = n < whole.steps.size() && whole.steps[n] == throughPointer ? n + 1 : n;
    const std::uint32_t next = step < whole.steps.size() ? whole.steps[step] : throughElement;
    if (isOwnSlot(domain, domain[parts[n]]) || isAnyElement(facts.unit(), domain[parts[n]], next))
      return false;
  }
  const Path &root = domain[whole.root];
  if (root.kind == PathKind::Temp)
    return false;
  if (root.kind == PathKind::Pointee && root.a) {
    // Who knows what an iterator or a value out of a container points to.
    const SymKind kind = domain.symbol(root.a).kind;
    return kind == SymKind::NonNull || kind == SymKind::Fresh;
  }
  if (root.kind != PathKind::Global)
    return true;
  const ir::Symbol &symbol = facts.unit().symbols[root.a];
  return !symbol.isThreadLocal && !symbol.isConst;
}

} // namespace maplint::race
