// The analysis of one translation unit, from its command line to resolved results. Runs in a
// process of its own, see Workers.h.

#pragma once

#include "lib/driver/Frontend.h"
#include "lib/driver/GuardedFileSystem.h"
#include "lib/driver/Settings.h"
#include "lib/report/Result.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace maplint::driver {

/// A translation unit that is ready to be parsed.
struct Unit {
  std::string file; ///< canonical
  std::string directory;
  std::vector<std::string> arguments;
  std::shared_ptr<const AnalysisSettings> settings;
};

/// What the analysis of one translation unit came to.
struct UnitOutcome {
  std::string failure;                 ///< why there are no results; empty when there are
  std::vector<report::Result> results; ///< files are canonical paths, no fingerprints yet
  /// The user's files that were read, by canonical path, with the hash of their content.
  std::map<std::string, std::string> files;
};

/// Parses `unit`, in fast mode first where that is allowed, and hands the context to `use`. Returns
/// why it does not compile, or an empty string.
std::string parseUnit(const Unit &unit, const Overlay &overlay, UseContext use);

UnitOutcome analyse(const Unit &unit, const Overlay &overlay);

} // namespace maplint::driver
