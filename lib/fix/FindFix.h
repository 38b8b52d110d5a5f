// `m[key]` where only the value is wanted: a look-up that does not insert.

#pragma once

#include "lib/core/Finding.h"
#include "lib/race/Races.h"

namespace maplint::fix {

/// Looks the key of a racing `m[key]` up with find() instead, with a fresh value where it is
/// missing. Without edits when the element is written, or its text cannot be taken apart.
Fix byFind(const flow::UnitFacts &facts, const race::Race &race);

} // namespace maplint::fix
