// What a program begins with.

#pragma once

#include "lib/ir/Ir.h"

#include <vector>

namespace maplint::flow {

/// Pointers at namespace scope, known to this unit alone, that are null when main() begins: they
/// start as null, and whoever sets them is called by main() only.
std::vector<ir::SymbolId> nullWhenMainBegins(const ir::Unit &unit);

} // namespace maplint::flow
