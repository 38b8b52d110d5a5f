// `maplint lsp`. Only where LLVM has its library for the Language Server Protocol.

#pragma once

#include "lib/driver/Options.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace maplint::tool {

/// Serves an editor on standard input and output, as RunCommand.
llvm::Expected<driver::ExitStatus> languageServer(llvm::ArrayRef<std::string> words,
                                                  const char *argv0);

} // namespace maplint::tool
