// `--watch`: a run that goes on.
//
//   analyse all -> report -> wait -> analyse what read a changed file -> report -> wait ...

#pragma once

#include "lib/driver/Options.h"

#include "llvm/Support/Error.h"

namespace maplint::driver {

/// Analyses what `options` name, prints the report, and does so again whenever a file that was read
/// has changed, until SIGINT or SIGTERM comes. Ends with the status of the last report.
llvm::Expected<ExitStatus> watch(const Options &options, const char *argv0);

} // namespace maplint::driver
