// Which findings of a run are shown, and which of them decide its exit status.

#pragma once

#include "lib/driver/Options.h"
#include "lib/report/Result.h"
#include "lib/triage/Baseline.h"

#include "llvm/Support/Error.h"

#include <functional>
#include <optional>
#include <string>

namespace maplint::driver {

/// Whether the run would have found what an entry of a baseline names, were it still there.
using LookedFor = std::function<bool(const triage::BaselineEntry &)>;

/// A baseline that was read from a file.
struct LoadedBaseline {
  std::string file;
  std::string text;
  triage::Baseline baseline;
};

/// Reads the baseline in `file`. Anything but a whole and valid one is an error.
llvm::Expected<LoadedBaseline> loadBaseline(const std::string &file);

class Triage {
public:
  /// Reads what `options` name, which must outlive this.
  static llvm::Expected<Triage> open(const Options &options);

  /// Moves what is not to be shown out of the findings of `report`, and says of the others whether
  /// they are new. Names of files are as they are shown, relative to `root`.
  void apply(report::Report &report, const std::string &root, const LookedFor &looked) const;

private:
  explicit Triage(const Options &options) : options_(&options) {}

  void compare(report::Report &report, const std::string &root, const LookedFor &looked) const;
  void complain(report::Report &report, const std::string &root) const;

  const Options *options_;
  std::optional<LoadedBaseline> baseline_;
};

} // namespace maplint::driver
