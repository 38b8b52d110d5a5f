// What `--help` prints.

#pragma once

#include <string>

namespace maplint::tool {

/// Made of the tables that the parser reads.
std::string helpText();

} // namespace maplint::tool
