// Which functions run on a thread, as far as the unit tells.

#pragma once

#include "lib/flow/Facts.h"
#include "lib/race/Terms.h"

#include <set>

namespace maplint::race {

/// The instruction of `function` that makes the value; null for none.
const ir::Instruction *makerOf(const ir::Function &function, ir::ValueId value);

/// The bodies that may run: the one that is named, what lies in the member that is named, or what
/// the function that makes the callable returns.
std::set<ir::FunctionId> entriesOf(const UnitFacts &facts, const ThreadStart &start);

/// The numbers of arguments of calls through function pointers that a thread which begins with
/// `entry` may make.
std::set<std::size_t> pointerCalls(const ir::Unit &unit, ir::FunctionId entry);

/// Closures of other classes that lie in members which a thread that begins with `entry` calls.
std::set<ir::FunctionId> keptCalls(const UnitFacts &facts, ir::FunctionId entry);

} // namespace maplint::race
