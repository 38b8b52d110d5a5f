// The commands that make a baseline and keep it true.

#pragma once

#include "lib/driver/Options.h"

#include "llvm/Support/Error.h"

namespace maplint::driver {

enum class BaselineAction : std::uint8_t {
  Create, ///< a new file of everything that is found
  Update, ///< adds what is new, takes away what is fixed, keeps reasons
  Check,  ///< says what an update would change, and writes nothing
};

/// Analyses what `options` name and does that with `options.baseline`, or else with
/// `.maplint-baseline.json` in the root of the project.
llvm::Expected<ExitStatus> baseline(BaselineAction action, const Options &options,
                                    const char *argv0);

} // namespace maplint::driver
