// The pages below tools/maplint/pages, as CMake puts them into the program.

#pragma once

#include <string_view>

namespace maplint::tool {

/// One after the other; each begins with `# ID`.
extern const std::string_view pageTexts;

} // namespace maplint::tool
