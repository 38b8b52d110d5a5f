// Null pointers to maps: what single functions showed and what the whole unit adds.

#pragma once

#include "lib/flow/Facts.h"

#include <vector>

namespace maplint::flow {

/// The writes of the unit that go through a null pointer: those the paths of one function show,
/// members that nothing ever sets, values of containers that are made by operator[] or stored
/// without a look. Each write once, with notes a reader can follow.
std::vector<NullWrite> nullWrites(const UnitFacts &facts);

/// True when every function that could set a private field of `record` has its body in this unit.
bool isClosed(const ir::Unit &unit, ir::SymbolId record);

} // namespace maplint::flow
