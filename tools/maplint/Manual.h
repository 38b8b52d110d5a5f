// The manual page, made of the tables of commands, options, formats and checks.

#pragma once

#include <string>

namespace maplint::tool {

/// maplint(1) in the man macros of roff.
std::string manualPage();

} // namespace maplint::tool
