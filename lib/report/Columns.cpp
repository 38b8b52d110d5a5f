#include "lib/report/Columns.h"

#include "llvm/Support/ConvertUTF.h"

#include <algorithm>

namespace maplint::report {

unsigned utf16Column(std::string_view line, unsigned column) {
  const std::size_t until = std::min<std::size_t>(column - 1, line.size());
  unsigned units = 1;
  for (std::size_t at = 0; at < until;) {
    const auto *begin = reinterpret_cast<const llvm::UTF8 *>(line.data() + at);
    const unsigned length = llvm::getNumBytesForUTF8(*begin);
    const bool isText =
        at + length <= line.size() && llvm::isLegalUTF8Sequence(begin, begin + length);
    at += isText ? length : 1;
    units += isText && length == 4 ? 2 : 1; // a surrogate pair
  }
  return units + static_cast<unsigned>(column - 1 - until);
}

Utf16Range utf16Range(const Location &location) {
  const bool oneLine = location.line == location.endLine;
  return {.line = location.line,
          .column = utf16Column(location.excerpt, location.column),
          .endLine = location.endLine,
          .endColumn = oneLine ? utf16Column(location.excerpt, location.endColumn) : 0};
}

} // namespace maplint::report
