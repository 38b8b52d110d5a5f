// What holds for one file, and who says so.

#pragma once

#include "lib/driver/Options.h"

#include "llvm/Support/Error.h"

#include <string>

namespace maplint::driver {

/// The configuration of the one file that `options` name, as a `.maplint.yaml` that means the same.
/// A comment behind each value says where it comes from.
llvm::Expected<std::string> effectiveConfig(const Options &options);

} // namespace maplint::driver
