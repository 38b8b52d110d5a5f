// From IR to facts: the one entry of the flow room.

#pragma once

#include "lib/flow/Facts.h"
#include "lib/ir/Ir.h"

namespace maplint::flow {

/// Analyses every function of `unit`, callees before callers. `unit` must outlive the result.
UnitFacts analyse(const ir::Unit &unit);

} // namespace maplint::flow
