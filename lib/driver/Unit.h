// One translation unit, from its command line to its facts. Runs in a process of its own, see
// Workers.h.

#pragma once

#include "lib/driver/Frontend.h"
#include "lib/driver/GuardedFileSystem.h"
#include "lib/driver/Settings.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <cstdint>
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

/// Parses the whole of `unit`, in fast mode first where that is allowed, and hands the context to
/// `use`. Returns why it does not compile, or an empty string.
std::string parseUnit(const Unit &unit, const Overlay &overlay, UseContext use);

/// The facts of one unit, or why there are none.
struct UnitFacts {
  std::string facts; ///< see program::encode
  std::string failure;
  std::uint64_t micros = 0;            ///< of processor time
  std::vector<std::uint64_t> bodies{}; ///< that other units need not parse, see HeaderBodies
};

/// What the units before have told.
struct KnownBefore {
  llvm::function_ref<bool(std::uint64_t)> entity; ///< by hash
  llvm::function_ref<bool(std::uint64_t)> body;   ///< by key, see HeaderBodies
};

/// Parses and lowers `unit`. Known entities are named by their hash alone, known bodies are left
/// out. Paths are canonical.
UnitFacts factsOf(const Unit &unit, const Overlay &overlay, const KnownBefore &known);

/// The same to be taken elsewhere: complete, with the texts of the user's files, and with paths
/// relative to `root` where they lie below it.
UnitFacts travellingFactsOf(const Unit &unit, const std::string &root);

} // namespace maplint::driver
