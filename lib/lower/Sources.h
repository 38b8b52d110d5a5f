// Clang's source locations to byte ranges of files.

#pragma once

#include "lib/core/Source.h"

#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"

namespace maplint::lower {

/// Translates ranges and fills the file table as it meets files.
class Sources {
public:
  Sources(const clang::SourceManager &manager, const clang::LangOptions &language,
          FileTable &files)
      : manager_(manager), language_(language), files_(files) {}

  /// The characters of `range` in the file where it, or the macro that holds it, is expanded.
  SourceRange range(clang::SourceRange range);
  /// The token at `location`.
  SourceRange token(clang::SourceLocation location);
  /// `range` extended over a `;` that follows it.
  SourceRange statement(clang::SourceRange range);
  /// True for system headers and for code that a macro of a system header wrote.
  bool inSystemHeader(clang::SourceLocation location);

private:
  FileId file(clang::FileID id);

  const clang::SourceManager &manager_;
  const clang::LangOptions &language_;
  FileTable &files_;
  llvm::DenseMap<clang::FileID, FileId> ids_;
};

} // namespace maplint::lower
