// The link: the facts of all units, analysed together. Runs in a process of its own.

#pragma once

#include "lib/driver/GuardedFileSystem.h"
#include "lib/driver/Progress.h"
#include "lib/driver/Unit.h"
#include "lib/driver/Workers.h"
#include "lib/program/Program.h"
#include "lib/report/Result.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace maplint::driver {

/// What the link came to.
struct LinkOutcome {
  std::vector<report::Result> results;  ///< files are canonical paths
  std::vector<report::Result> silenced; ///< by comments
  std::vector<std::string> changed;     ///< files that are no longer what was analysed
  std::vector<std::pair<std::string, std::uint64_t>> checkMicros{}; ///< of processor time
  std::uint64_t flowMicros = 0;                                     ///< before the checks
  std::string failure; ///< why there are no results; empty when there are
};

using SettingsOfFiles = std::map<std::string, SharedSettings>;

/// What is linked.
struct LinkInput {
  const program::Program &program;
  /// By canonical path, what is looked for in each of the program's files; a file that it does not
  /// hold is left out.
  const SettingsOfFiles &settings;
  const Overlay &overlay; ///< stands in for files on disk
  bool whole = false;     ///< nothing of the project is missing
};

/// Merges the units of the program, or takes unit `only` by itself, and runs the checks.
LinkOutcome link(const LinkInput &input, std::size_t only = program::Program::allUnits);

/// The same in a process of its own. When that is too much for one, each unit is analysed by
/// itself, and the outcome says so.
LinkOutcome linkInChild(const LinkInput &input, const Limits &limits, Progress &progress);

} // namespace maplint::driver
