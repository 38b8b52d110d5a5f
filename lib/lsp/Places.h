// Where a report's places lie for an editor.

#pragma once

#include "lib/lsp/Documents.h"
#include "lib/lsp/Positions.h"
#include "lib/report/Result.h"

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace maplint::lsp {

class Places {
public:
  /// Paths of the report are relative to `root`. The texts of `documents`, which must outlive this,
  /// count before those on disk.
  Places(const Documents &documents, std::string root, Encoding encoding)
      : documents_(documents), root_(std::move(root)), encoding_(encoding) {}

  /// The path behind `shown`, canonical.
  [[nodiscard]] std::string pathOf(const std::string &shown) const;

  /// As the client writes it, when the file is open.
  [[nodiscard]] std::string uriOf(const std::string &path) const;

  /// The lines of the file at `path`; null when it cannot be read.
  const LineTable *linesOf(const std::string &path);

  /// The range of `location`, told from its columns where the text is not at hand.
  llvm::lsp::Range rangeOf(const report::Location &location);

private:
  struct Text {
    std::string text; ///< of a file that is not open
    std::unique_ptr<LineTable> lines;
  };

  const Documents &documents_;
  std::string root_;
  Encoding encoding_;
  std::map<std::string, Text> texts_;
};

} // namespace maplint::lsp
