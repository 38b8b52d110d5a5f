// Columns as other tools count them.

#pragma once

#include "lib/report/Result.h"

#include <string_view>

namespace maplint::report {

/// The column, from 1 and in UTF-16 code units, of the byte column `column` of `line`. A byte that
/// is no UTF-8 counts one.
unsigned utf16Column(std::string_view line, unsigned column);

/// A range in UTF-16 code units. Where its end lies on a line whose text is not known, it is that
/// line's end, and `endColumn` is 0.
struct Utf16Range {
  unsigned line = 0;
  unsigned column = 0;
  unsigned endLine = 0;
  unsigned endColumn = 0;
};

Utf16Range utf16Range(const Location &location);

} // namespace maplint::report
