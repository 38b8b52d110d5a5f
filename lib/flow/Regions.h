// OpenMP's regions within one function: which run beside which.

#pragma once

#include "lib/flow/Facts.h"

namespace maplint::flow {

/// The thread start is a directive's: what it runs stands in line, as the range of its instruction.
bool isRegion(const UnitFacts &facts, const ThreadStart &start);
/// The innermost parallel region around the place of `start`, or null: without one, as far as is
/// known, a team of one runs it.
const ThreadStart *teamAround(const UnitFacts &facts, const ThreadStart &start);
/// Both are sections of one directive, but not the same.
bool areSisters(const UnitFacts &facts, const ThreadStart &a, const ThreadStart &b);
/// A directive whose region somebody holds while its code runs: of a critical one with the place of
/// its lock, of one that one thread runs at a time without. Where it stands it holds nothing.
bool holdsRegion(const ir::Instruction &instruction);
/// All threads of a team run the region at the same time.
bool isTeam(ir::SpawnKind kind);

} // namespace maplint::flow
