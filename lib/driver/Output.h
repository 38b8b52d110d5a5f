// Where reports and messages go, and the exit status.

#pragma once

#include "lib/driver/Options.h"
#include "lib/report/Result.h"

#include "llvm/Support/Error.h"

#include <string>

namespace maplint::driver {

/// Says whether what `options` want written can be: before the work, not after it.
llvm::Error checkOutput(const Options &options);

/// Writes `text` to `--output` or standard output.
llvm::Error print(const Options &options, const std::string &text);

/// Writes the report wherever it is asked for; what goes to standard output last.
llvm::Error print(const Options &options, const report::Report &report);

/// Whether messages on standard error have colours.
bool wantsColoursInMessages(const Options &options);

/// Names what could not be analysed on standard error.
void sayFailures(const report::Report &report);

/// What `report` means to the caller of the process.
ExitStatus statusOf(const report::Report &report, const Options &options);

/// `1 file`, `2 files`.
std::string counted(std::size_t count, const std::string &noun);

} // namespace maplint::driver
