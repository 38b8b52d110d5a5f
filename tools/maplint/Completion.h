// Completions for shells, made of the tables of commands and options.

#pragma once

#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>

namespace maplint::tool {

/// The script for `bash`, `zsh` or `fish`; nothing for another shell.
std::optional<std::string> completionScript(llvm::StringRef shell);

} // namespace maplint::tool
