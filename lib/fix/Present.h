// Whether a handle names an element at some place, or may be the end or null there.

#pragma once

#include "lib/fix/Text.h"
#include "lib/flow/Facts.h"

namespace maplint::fix {

/// True when the function would look through `holder` at `at` in any case, or has asked before
/// whether it can: `read` is where it looks through it today.
bool isPresent(const ir::Function &function, const Text &text, const ir::Variable &holder,
               std::uint32_t at, std::uint32_t read);

} // namespace maplint::fix
