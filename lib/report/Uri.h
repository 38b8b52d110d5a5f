// Paths as URI references (RFC 3986).

#pragma once

#include <string>
#include <string_view>

namespace maplint::report {

/// `path`, every byte that is neither unreserved nor a slash escaped: `a b` is `a%20b`. Absolute
/// paths become `file:///...`. A first segment with a colon would read as a scheme (section 4.2);
/// escaping it is enough.
std::string uriOf(std::string_view path);

/// The path behind what uriOf() made.
std::string pathOf(std::string_view uri);

} // namespace maplint::report
