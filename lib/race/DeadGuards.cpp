#include "lib/race/DeadGuards.h"

#include "lib/race/Conflicts.h"

#include <algorithm>

namespace maplint::race {

namespace {

struct DeadGuard {
  SourceRange range;
  ir::SymbolId mutex = ir::none;
};

} // namespace

/// The field or global that a value names.
static ir::SymbolId named(const ir::Block &block, ir::ValueId place) {
  for (const ir::Instruction &i : block.instructions)
    if (i.result == place && (i.op == ir::Op::Field || i.op == ir::Op::Global))
      return i.symbol;
  return ir::none;
}

/// Lowering tells such a guard as a lock that is released right where it was taken.
static std::vector<DeadGuard> deadGuardsIn(const ir::Function &function) {
  std::vector<DeadGuard> found;
  for (const ir::Block &block : function.blocks)
    for (std::size_t n = 0; n + 1 < block.instructions.size(); ++n) {
      const ir::Instruction &taken = block.instructions[n];
      const ir::Instruction &released = block.instructions[n + 1];
      const bool dies = taken.op == ir::Op::Lock && released.op == ir::Op::Unlock &&
                        taken.index == ir::none && taken.operands.size() == 1 &&
                        taken.operands == released.operands && taken.range == released.range;
      if (dies)
        found.push_back({.range = taken.statement.valid() ? taken.statement : taken.range,
                         .mutex = named(block, taken.operands[0])});
    }
  return found;
}

static bool writtenSomewhere(const Sites &sites, ir::SymbolId container) {
  for (ir::FunctionId f = 0; f < sites.unit().functions.size(); ++f)
    for (const Site &site : sites.of(f))
      if (site.writes && sites.declaration(site.path) == container)
        return true;
  return false;
}

/// An access to the container that does hold something, to compare with.
static const Site *guardedElsewhere(const Sites &sites, ir::SymbolId container) {
  const Site *found = nullptr;
  for (ir::FunctionId f = 0; f < sites.unit().functions.size(); ++f)
    for (const Site &site : sites.of(f))
      if (!site.locks.empty() && sites.declaration(site.path) == container &&
          (!found || (site.writes && !found->writes)))
        found = &site;
  return found;
}

static bool follows(const Sites &sites, const Site &site, const DeadGuard &guard) {
  const SourceRange &at = sites.facts().instruction(site.access->at).range;
  const ir::SymbolId container = sites.declaration(site.path);
  if (!site.locks.empty() || container == ir::none || guard.mutex == ir::none ||
      at.file != guard.range.file || at.begin < guard.range.end)
    return false;
  const PathKind root = sites.facts().domain()[unfold(sites.facts().domain(), site.path).root].kind;
  if (root != PathKind::This && root != PathKind::Global)
    return false;
  const std::vector<ir::Symbol> &symbols = sites.unit().symbols;
  return symbols[container].owner == symbols[guard.mutex].owner &&
         (site.writes || writtenSomewhere(sites, container));
}

std::vector<Breach> unguardedByDeadGuards(const Sites &sites) {
  std::vector<Breach> found;
  for (ir::FunctionId f = 0; f < sites.unit().functions.size(); ++f)
    for (const DeadGuard &guard : deadGuardsIn(sites.unit().functions[f])) {
      const Site *blamed = nullptr;
      for (const Site &site : sites.of(f))
        if (follows(sites, site, guard) &&
            (!blamed || blameOrder(site.writes, {}) < blameOrder(blamed->writes, {})))
          blamed = &site;
      if (blamed)
        found.push_back({.kind = Race::Kind::DeadGuard,
                         .site = blamed,
                         .guarded = guardedElsewhere(sites, sites.declaration(blamed->path)),
                         .deadGuard = guard.range,
                         .mutex = sites.unit().symbols[guard.mutex].name,
                         .confidence = Confidence::High});
    }
  return found;
}

} // namespace maplint::race
