// What has changed: since a revision that git knows, or in a diff.

#pragma once

#include "lib/driver/Options.h"
#include "lib/driver/Run.h"
#include "lib/triage/Changes.h"

#include "llvm/Support/Error.h"

#include <optional>
#include <string>

namespace maplint::driver {

/// The lines that `options` call changed, files by canonical path; nothing when they do not ask.
/// `root` is that of the project.
llvm::Expected<std::optional<triage::Changes>> changedLines(const Options &options,
                                                            const std::string &root);

/// Leaves only the units of `selection` that read a changed file.
void keepAffected(Selection &selection, const triage::Changes &changes, bool verbose);

} // namespace maplint::driver
