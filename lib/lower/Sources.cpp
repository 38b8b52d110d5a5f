#include "lib/lower/Sources.h"

#include "clang/Basic/FileEntry.h"
#include "clang/Basic/FileManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

namespace maplint::lower {

FileId Sources::file(clang::FileID id) {
  const auto known = ids_.find(id);
  if (known != ids_.end())
    return known->second;
  const auto entry = manager_.getFileEntryRefForID(id);
  if (!entry)
    return ids_[id] = noFile;
  llvm::SmallString<256> path(entry->getName());
  manager_.getFileManager().makeAbsolutePath(path);
  llvm::sys::path::remove_dots(path, /*remove_dot_dot=*/true);
  bool invalid = false;
  const llvm::StringRef text = manager_.getBufferData(id, &invalid);
  return ids_[id] = files_.add(path.str().str(), invalid ? std::string_view() : std::string_view(text));
}

SourceRange Sources::range(clang::SourceRange range) {
  if (range.isInvalid())
    return {};
  const bool inMacro = range.getBegin().isMacroID() || range.getEnd().isMacroID();
  const clang::CharSourceRange chars = clang::Lexer::makeFileCharRange(
      clang::CharSourceRange::getTokenRange(range), manager_, language_);
  if (chars.isValid()) {
    const auto [begin, beginOffset] = manager_.getDecomposedLoc(chars.getBegin());
    const unsigned endOffset = manager_.getFileOffset(chars.getEnd());
    return {.file = file(begin), .begin = beginOffset, .end = endOffset, .inMacro = inMacro};
  }
  const clang::CharSourceRange expansion = manager_.getExpansionRange(range);
  const auto [begin, beginOffset] = manager_.getDecomposedLoc(expansion.getBegin());
  const auto [end, endOffset] = manager_.getDecomposedLoc(expansion.getEnd());
  unsigned length = 0;
  if (expansion.isTokenRange())
    length = clang::Lexer::MeasureTokenLength(expansion.getEnd(), manager_, language_);
  const unsigned last = begin == end ? endOffset + length : beginOffset + 1;
  return {.file = file(begin), .begin = beginOffset, .end = last, .inMacro = true};
}

SourceRange Sources::token(clang::SourceLocation location) {
  return range(clang::SourceRange(location, location));
}

SourceRange Sources::statement(clang::SourceRange written) {
  SourceRange result = range(written);
  if (!result.valid() || result.inMacro)
    return result;
  const std::string_view text = files_[result.file].text;
  std::uint32_t at = result.end;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n'))
    ++at;
  if (at < text.size() && text[at] == ';')
    result.end = at + 1;
  return result;
}

bool Sources::inSystemHeader(clang::SourceLocation location) {
  if (location.isInvalid())
    return true;
  // Asked of the place itself: `#pragma GCC system_header` holds from its line on.
  return manager_.isInSystemHeader(manager_.getExpansionLoc(location));
}

} // namespace maplint::lower
