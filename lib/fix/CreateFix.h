// Fixes of a write through a null pointer: the object is made first, or anew.

#pragma once

#include "lib/core/Finding.h"
#include "lib/fix/Text.h"
#include "lib/flow/Facts.h"

namespace maplint::fix {

/// Creates the map on the line before the write; without edits when it is not clear how.
Fix byCreation(const flow::UnitFacts &facts, const flow::NullWrite &write);
/// Makes a new map behind the statement that moves the old one away.
Fix byRenewing(const flow::UnitFacts &facts, const flow::NullWrite &write);

/// The pointer in `(*pointer)[k]` or `pointer->emplace(k)`; not valid in other writes.
SourceRange pointerIn(const Text &text, const SourceRange &write);

} // namespace maplint::fix
