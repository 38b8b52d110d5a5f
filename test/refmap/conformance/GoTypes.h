// What Go knows about a type, from the type as Go writes it: `[2]string`, `struct{u64;u8;u64}`.

#pragma once

#include "lib/refmap/Layout.h"

#include <string_view>

namespace refmap::conformance {

/// Throws std::invalid_argument for what is no type.
TypeInfo goType(std::string_view text);

} // namespace refmap::conformance
