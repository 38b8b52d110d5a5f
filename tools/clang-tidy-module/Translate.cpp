#include "tools/clang-tidy-module/Translate.h"

#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"

#include <algorithm>
#include <string>
#include <tuple>

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

/// A removal with the character behind it put back: Clang takes a blank more where it sees nothing
/// but a removal (EditedSource's adjustRemoval), and lines that moved away would take the next
/// one's indentation with them.
Edit Translator::kept(const Edit &edit, const Fix &fix) const {
  const clang::SourceLocation end = at(edit.range.file, edit.range.end);
  const bool touched = std::ranges::any_of(fix.edits, [&](const Edit &other) {
    return other.range.file == edit.range.file && other.range.begin == edit.range.end;
  });
  bool invalid = false;
  const char *behind = end.isValid() ? sources_.getCharacterData(end, &invalid) : nullptr;
  if (!edit.replacement.empty() || touched || !behind || invalid || *behind == '\0')
    return edit;
  Edit longer = edit;
  ++longer.range.end;
  longer.replacement = std::string(1, *behind);
  return longer;
}

std::vector<clang::FixItHint> Translator::hints(const Fix &fix) const {
  std::vector<clang::FixItHint> hints;
  // What is inserted before a text that is replaced comes first: Clang keeps the order it is given.
  std::vector<Edit> ordered = fix.edits;
  std::ranges::sort(ordered, {}, [](const Edit &edit) {
    return std::tuple(edit.range.file, edit.range.begin, edit.range.end);
  });
  for (const Edit &written : ordered) {
    const Edit edit = kept(written, fix);
    const clang::CharSourceRange where = range(edit.range);
    if (where.isInvalid() || edit.range.inMacro)
      return {};
    hints.push_back(clang::FixItHint::CreateReplacement(where, edit.replacement));
  }
  return hints;
}

} // namespace maplint::tidy
