// What the editor is told of one document, ready to be sent.

#pragma once

#include "llvm/Support/JSON.h"
#include "llvm/Support/LSP/Protocol.h"

#include <string>
#include <vector>

namespace maplint::lsp {

/// A fix of one finding.
struct QuickFix {
  std::size_t diagnostic = 0; ///< the number of its finding
  std::string title;
  bool safe = false;
  llvm::json::Object edits; ///< as `changes` of a WorkspaceEdit: by URI
};

/// The findings of a document, and how they are repaired.
struct Findings {
  llvm::json::Array diagnostics;
  std::vector<QuickFix> fixes;
  llvm::json::Object allSafe; ///< edits of what `maplint --fix` would try: safe, and apart

  /// The code actions for `range`. `only` names the kinds that are asked for; without one these are
  /// quick fixes.
  [[nodiscard]] llvm::json::Array actions(const llvm::lsp::Range &range,
                                          llvm::ArrayRef<std::string> only) const;

  /// The numbers of the diagnostics that touch `range`.
  [[nodiscard]] std::vector<std::size_t> touching(const llvm::lsp::Range &range) const;

  /// The check that has reported a diagnostic, and its place.
  [[nodiscard]] llvm::StringRef checkOf(std::size_t diagnostic) const;
  [[nodiscard]] llvm::lsp::Range rangeOf(std::size_t diagnostic) const;
};

llvm::json::Value toJSON(const Findings &findings);
bool fromJSON(const llvm::json::Value &value, Findings &findings, llvm::json::Path path);

} // namespace maplint::lsp
