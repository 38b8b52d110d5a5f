// The little that is asked of git.

#pragma once

#include "lib/triage/Changes.h"

#include "llvm/Support/Error.h"

#include <string>

namespace maplint::driver {

/// The lines of the work tree around `folder` that are not as they were where its branch left
/// `revision`, untracked files included; files by canonical path.
llvm::Expected<triage::Changes> changedSince(const std::string &revision,
                                             const std::string &folder);

} // namespace maplint::driver
