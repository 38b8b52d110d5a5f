// The end of a run: from what was found to what people see of it.

#pragma once

#include "lib/driver/Analysis.h"
#include "lib/driver/Options.h"
#include "lib/driver/Triage.h"

#include "llvm/Support/Error.h"

#include <chrono>

namespace maplint::driver {

using Clock = std::chrono::steady_clock;

/// Prints `report`, of a run that began at `start`, and says by the exit status what it holds.
llvm::Expected<ExitStatus> publish(const Options &options, report::Report report,
                                   Clock::time_point start);

/// The same for what was analysed, after `triage` has sifted it; prints the diff of a dry run.
llvm::Expected<ExitStatus> publish(const Options &options, Analysis analysis, const Triage &triage,
                                   Clock::time_point start);

} // namespace maplint::driver
