// Whether an insertion in a loop is likely to bring a new key each time.

#pragma once

#include "lib/flow/LoopGraph.h"
#include "lib/flow/Origins.h"
#include "lib/ir/Ir.h"

namespace maplint::flow {

/// False when what is done with the result shows that keys repeat: a count or a group behind
/// `operator[]`, a test whether something was inserted that leads to other work.
bool expectsNewKey(const ir::Function &function, const LoopGraph &graph,
                   const ir::Instruction &insertion);

/// True when nothing looks at `result` but assertions, whose other side ends the program.
bool isOnlyAsserted(const ir::Function &function, const LoopGraph &graph, ir::ValueId result);

/// True when what is done with the result is that and returning it: callers may look at it.
bool isOnlyReturned(const ir::Function &function, const LoopGraph &graph, ir::ValueId result);

/// True when the key that `insertion` is given is another one in each round of `loop`.
bool keyVaries(const Origins &origins, const ir::Instruction &insertion, ir::LoopId loop);

} // namespace maplint::flow
