// Loops that fill a hash container step by step although the number of elements is known before
// they begin.

#pragma once

#include "lib/flow/Facts.h"
#include "lib/flow/LoopGraph.h"

#include <cstdint>
#include <string>
#include <vector>

namespace maplint::flow {

struct Growth {
  At at;             ///< the insertion, one each round
  SourceRange range; ///< of the insertion
  PathId path = 0;   ///< the container
  const model::Container *container = nullptr;
  std::vector<ir::LoopId> loops; ///< around the insertion, innermost first; room is made before the
                                 ///< last one
  std::int64_t elements = 0;     ///< when the compiler knows the number, else 0
  std::string count;             ///< C++ text of the number
  bool everyRound = false; ///< `count` counts the inner loop and is known in the outer one only
  bool isPlanned = false;  ///< keys may come again; the author's own number, see Planned.h
  bool startsEmpty = true; ///< otherwise what the container holds already has to be added
  unsigned slot = 0;       ///< how many growths of the same loop follow this one
};

/// True when the insertion at `at` is a call of an algorithm that goes round by itself:
/// `std::copy(first, last, std::inserter(m, hint))`.
bool isCallOfAlgorithm(const UnitFacts &facts, const At &at);

/// The block that the growing begins at: the outermost loop's, or the algorithm's own.
ir::BlockId beginningOf(const UnitFacts &facts, const Growth &growth, const LoopGraph &graph);

/// Each container and loop once, in the order of functions. Constant numbers of at most `few`
/// elements are not worth a word.
std::vector<Growth> growths(const UnitFacts &facts, std::int64_t few);

} // namespace maplint::flow
