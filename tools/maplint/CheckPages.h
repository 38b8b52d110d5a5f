// What a person has written about a check beside its declaration: tools/maplint/pages/ID.md.

#pragma once

#include <string_view>

namespace maplint::tool {

/// The section called `heading` of the page about the check `id`, without the heading and without
/// empty lines around it; empty when there is none.
std::string_view pageSection(std::string_view id, std::string_view heading);

} // namespace maplint::tool
