// What a client understands, as far as it matters here.

#pragma once

#include "lib/lsp/Positions.h"

#include "llvm/Support/JSON.h"

namespace maplint::lsp {

struct Client {
  Encoding encoding = Encoding::Utf16;
  bool related = false;     ///< diagnostics with relatedInformation
  bool codeActions = false; ///< and not only commands
  bool markdown = false;    ///< in hovers
  bool watching = false;    ///< files, where it is asked to by client/registerCapability
};

/// Reads the params of `initialize`. Whatever is missing or of another shape counts as not said.
Client clientOf(const llvm::json::Value &params);

} // namespace maplint::lsp
