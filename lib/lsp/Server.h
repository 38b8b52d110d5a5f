// The language server: `maplint lsp`.
//
//   bytes --Framing--> messages --Server--> Documents --Analyst--> diagnostics
//
// One thread waits for the editor and for the analysis alike; analyses run in processes of their
// own.

#pragma once

#include "lib/core/CheckInfo.h"
#include "lib/driver/Options.h"

#include "llvm/Support/raw_ostream.h"

#include <functional>
#include <string>

namespace maplint::lsp {

/// What the server is told by its host.
struct Host {
  const driver::Options &options; ///< of each analysis
  const char *argv0;
  std::string version;
  /// The explanation of a check, as markdown or as plain text.
  std::function<std::string(const CheckInfo &, bool markdown)> explain;
};

/// Serves one client, which writes to the descriptor `input` and reads `output`, to its end. True
/// when it took its leave as the protocol wants it: `shutdown`, then `exit` or the end of input.
bool serve(const Host &host, int input, llvm::raw_fd_ostream &output);

} // namespace maplint::lsp
