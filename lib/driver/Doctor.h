// What is wrong with an installation.

#pragma once

#include "lib/driver/Options.h"

#include "llvm/Support/Error.h"

namespace maplint::driver {

/// Looks at the compiler's headers, the compilation database, the configuration and the clang-tidy
/// module, and prints a line for each. `Findings` when something is wrong.
llvm::Expected<ExitStatus> doctor(const Options &options, const char *argv0);

} // namespace maplint::driver
