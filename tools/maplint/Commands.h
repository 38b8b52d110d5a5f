// What may stand behind `maplint` instead of options: one declaration, which the dispatcher, the
// help, the completions and the manual page read.

#pragma once

#include "lib/driver/Options.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <span>
#include <string>
#include <vector>

namespace maplint::tool {

/// Runs a command with the words behind its name. The second argument is argv[0].
using RunCommand = llvm::Expected<driver::ExitStatus> (*)(llvm::ArrayRef<std::string>,
                                                          const char *);

struct Command {
  llvm::StringRef name;
  llvm::StringRef arguments; ///< as the help shows them
  llvm::StringRef help;
  bool takesOptions; ///< those of an analysis
  RunCommand run;
  std::vector<std::string> (*words)() = nullptr; ///< that may stand behind the name
};

/// All commands, in the order in which the help lists them.
std::span<const Command> commandTable();

} // namespace maplint::tool
