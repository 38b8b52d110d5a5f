// Makes text from the analysed project harmless to print: what stands in a file name or an
// identifier must not move the cursor, colour the terminal or speak to a CI system.

#pragma once

#include <string>
#include <string_view>

namespace maplint::report {

/// Control characters, bytes that are no UTF-8 and characters that reorder text become `\x1b`,
/// `\u{202e}`. With `keepTabs` a tab stays a tab.
std::string escaped(std::string_view text, bool keepTabs = false);

/// A file name at the start of a line. `::error::` is an order to GitHub's runner there.
std::string escapedPath(std::string_view path);

} // namespace maplint::report
