// From the byte ranges of findings back to Clang's source locations.

#pragma once

#include "lib/core/Finding.h"

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceLocation.h"

#include <vector>

namespace clang {
class SourceManager;
}

namespace maplint::tidy {

class Translator {
public:
  Translator(const FileTable &files, clang::SourceManager &sources)
      : files_(files), sources_(sources) {}

  /// Where `range` begins; invalid when it names no file of this translation unit.
  [[nodiscard]] clang::SourceLocation begin(const SourceRange &range) const {
    return at(range.file, range.begin);
  }
  [[nodiscard]] clang::CharSourceRange range(const SourceRange &range) const;
  /// The edits of `fix`, all or none: half a fix is worse than no fix.
  [[nodiscard]] std::vector<clang::FixItHint> hints(const Fix &fix) const;

private:
  [[nodiscard]] Edit kept(const Edit &edit, const Fix &fix) const;
  [[nodiscard]] clang::SourceLocation at(FileId file, std::uint32_t offset) const;

  const FileTable &files_;
  clang::SourceManager &sources_;
};

} // namespace maplint::tidy
