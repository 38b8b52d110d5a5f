#include "tools/clang-tidy-module/Translate.h"

#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"

namespace maplint::tidy {

clang::SourceLocation Translator::at(FileId file, std::uint32_t offset) const {
  if (file >= files_.size())
    return {};
  const auto entry = sources_.getFileManager().getOptionalFileRef(files_[file].path);
  if (!entry)
    return {};
  const clang::FileID id = sources_.translateFile(*entry);
  return id.isValid() ? sources_.getComposedLoc(id, offset) : clang::SourceLocation();
}

clang::CharSourceRange Translator::range(const SourceRange &range) const {
  return clang::CharSourceRange::getCharRange(begin(range), at(range.file, range.end));
}

std::vector<clang::FixItHint> Translator::hints(const Fix &fix) const {
  std::vector<clang::FixItHint> hints;
  for (const Edit &edit : fix.edits) {
    const clang::CharSourceRange where = range(edit.range);
    if (where.isInvalid() || edit.range.inMacro)
      return {};
    hints.push_back(clang::FixItHint::CreateReplacement(where, edit.replacement));
  }
  return hints;
}

} // namespace maplint::tidy
