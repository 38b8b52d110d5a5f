#include "lib/flow/Regions.h"

#include "lib/flow/Facts.h"

namespace maplint::flow {

bool isRegion(const UnitFacts &facts, const ThreadStart &start) {
  const ir::Instruction &spawn = facts.instruction(start.at);
  return spawn.op == ir::Op::Spawn && !spawn.operands.empty() && spawn.operands[0] == 0;
}

bool holdsRegion(const ir::Instruction &instruction) {
  return instruction.op == ir::Op::Lock && instruction.index == ir::none &&
         instruction.imm == static_cast<std::int64_t>(ir::LockMode::Deferred);
}

bool isTeam(ir::SpawnKind kind) {
  return kind == ir::SpawnKind::Parallel || kind == ir::SpawnKind::TaskLoop;
}

const ThreadStart *teamAround(const UnitFacts &facts, const ThreadStart &start) {
  const SourceRange &inner = facts.instruction(start.at).range;
  const ThreadStart *best = nullptr;
  for (const ThreadStart &other : facts.threads) {
    if (other.at.function != start.at.function || other.at == start.at ||
        other.kind != ir::SpawnKind::Parallel || !isRegion(facts, other) ||
        !facts.instruction(other.at).range.contains(inner))
      continue;
    if (!best || facts.instruction(best->at).range.contains(facts.instruction(other.at).range))
      best = &other;
  }
  return best;
}

/// The innermost region around `inner` that one thread at a time runs: the block of the sections.
static SourceRange sectionsAround(const ir::Function &function, const SourceRange &inner) {
  SourceRange best;
  forEach(function, [&](const ir::Instruction &i) {
    const bool isBlock = holdsRegion(i) && i.operands.empty();
    if (isBlock && i.range != inner && i.range.contains(inner) &&
        (!best.valid() || best.contains(i.range)))
      best = i.range;
  });
  return best;
}

bool areSisters(const UnitFacts &facts, const ThreadStart &a, const ThreadStart &b) {
  if (a.kind != ir::SpawnKind::Section || b.kind != a.kind || a.at.function != b.at.function ||
      a.at == b.at)
    return false;
  const ir::Function &function = facts.function(a.at);
  const SourceRange around = sectionsAround(function, facts.instruction(a.at).range);
  return around.valid() && around == sectionsAround(function, facts.instruction(b.at).range);
}

} // namespace maplint::flow
