// What else happens to a container while a loop fills it.

#pragma once

#include "lib/flow/Growth.h"
#include "lib/flow/LoopGraph.h"
#include "lib/flow/Origins.h"

namespace maplint::flow {

/// True for operations that add at most one element.
bool addsElement(model::OpKind kind);

/// True when `path` names one and the same container in every round.
bool isSteady(const Domain &domain, PathId path);

/// True when the outermost loop does more than to add: it makes the container smaller or another
/// one, looks into it, or hands it to a function nobody can look into.
bool isDisturbed(const UnitFacts &facts, const Growth &growth, const LoopGraph &graph,
                 const Origins &origins);

} // namespace maplint::flow
