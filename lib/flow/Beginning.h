// What a container holds when a loop begins to fill it, where the paths through the function alone
// do not tell.

#pragma once

#include "lib/flow/Growth.h"
#include "lib/flow/LoopGraph.h"
#include "lib/flow/Origins.h"

namespace maplint::flow {

/// True when the function, or anybody who knows the member, asks for capacity somewhere: clearing a
/// container does not take that away.
bool isGivenRoom(const UnitFacts &facts, const Growth &growth);

/// True when the container belongs to an object that the function has just made: a member of a
/// local object without constructor of its own, or what make_unique and new made without arguments.
bool isNew(const UnitFacts &facts, const Growth &growth, const LoopGraph &graph,
           const Origins &origins);

/// True when the container is a member, the loop of `growth` is the only place that fills it, and
/// the function says by its name that it does so once: `load`, `rebuildIndex`, a constructor. A
/// function that adds with every call to what is there must not reserve `size() + n`: it would
/// rehash each time.
bool isRebuilt(const UnitFacts &facts, const Growth &growth);

} // namespace maplint::flow
