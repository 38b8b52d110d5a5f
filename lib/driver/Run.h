// A whole run, from options to exit status.

#pragma once

#include "lib/driver/Database.h"
#include "lib/driver/Options.h"
#include "lib/driver/Unit.h"
#include "lib/report/Result.h"

namespace maplint::driver {

/// Analyses what `options` name and prints the report. Usage errors are returned, everything else
/// ends in an exit status. `argv0` helps to find Clang's own headers.
llvm::Expected<ExitStatus> run(const Options &options, const char *argv0);

/// Writes the facts of the one unit that `options` name to `options.output`.
llvm::Expected<ExitStatus> writeFacts(const Options &options, const char *argv0);

/// Links the facts in the files that `options` name and prints the report.
llvm::Expected<ExitStatus> link(const Options &options);

/// The units that `options` name, ready to be parsed, and the root of their project.
struct Selection {
  std::vector<Unit> units;
  std::string root;
  std::string database; ///< the compilation database they come from; empty: none
  bool whole = false;     ///< everything of a compilation database
};

llvm::Expected<Selection> select(const Options &options, const char *argv0);

/// The version of maplint and of the LLVM it runs with.
report::Tool tool();

/// Prints `maplint: MESSAGE` on standard error, harmless whatever the message holds.
void say(llvm::StringRef message);

} // namespace maplint::driver
