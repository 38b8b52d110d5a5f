// Classes around a hash container that add to it one element a call, are filled in loops, and offer
// no way to make room first.

#pragma once

#include "lib/flow/Facts.h"

#include <string>
#include <vector>

namespace maplint::flow {

struct WrappedGrowth {
  At insertion;      ///< in the class
  SourceRange range; ///< of the insertion
  PathId path = 0;   ///< the container, as the class sees it
  ir::SymbolId record = ir::none;
  At call; ///< in a loop
  SourceRange callRange;
  ir::LoopId loop = ir::none; ///< around the call
  std::string count; ///< how many elements, as C++ text; empty when only loops in loops tell
                     ///< that they are many
};

/// Each class once.
std::vector<WrappedGrowth> wrappedGrowths(const UnitFacts &facts, std::int64_t few);

} // namespace maplint::flow
