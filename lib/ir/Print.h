// MapIR as text, to look at what the lowering understood.

#pragma once

#include "lib/ir/Ir.h"

#include <string>

namespace maplint::ir {

/// Every function of `unit`, block by block. The format is for people and tests, not a contract.
std::string print(const Unit &unit);
std::string print(const Unit &unit, const Function &function);

} // namespace maplint::ir
