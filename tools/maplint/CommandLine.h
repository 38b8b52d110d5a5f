// The command line of maplint. A small parser of our own: llvm::cl keeps its options in a global
// registry, where libLLVM has already put its.

#pragma once

#include "lib/driver/Options.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace maplint::tool {

/// What the words after `maplint` ask for.
struct CommandLine {
  driver::Options options;
  bool help = false;
  bool version = false;
};

/// Parses the words of an analysis run. The error says which word is wrong and what to do.
llvm::Expected<CommandLine> parseCommandLine(llvm::ArrayRef<std::string> words);

/// The same behind the name of a command, which runs once.
llvm::Expected<CommandLine> parseCommandOptions(llvm::ArrayRef<std::string> words);

} // namespace maplint::tool
