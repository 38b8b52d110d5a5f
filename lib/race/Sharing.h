// What threads share and what each of them has of its own.

#pragma once

#include "lib/flow/Facts.h"
#include "lib/race/Terms.h"

namespace maplint::race {

/// False for what each thread has of its own: thread_local, const, an element under its own index.
bool mayBeShared(const UnitFacts &facts, PathId path);
/// The path leads through an element of some container.
bool hasElement(const Domain &domain, PathId path);

} // namespace maplint::race
