// Facts come from files: what they say must not make an analysis read beyond a table.

#pragma once

#include "lib/ir/Ir.h"

namespace maplint::program {

/// True when every variable, block and loop that `function` names exists, and every operation has
/// what its kind needs.
bool isSound(const ir::Function &function);

} // namespace maplint::program
