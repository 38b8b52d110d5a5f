// Which findings of a run are shown, and which of them decide its exit status.

#pragma once

#include "lib/driver/Options.h"
#include "lib/report/Result.h"
#include "lib/triage/Baseline.h"
#include "lib/triage/Changes.h"

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
  /// Reads what `options` name, which must outlive this, for a project with that root.
  static llvm::Expected<Triage> open(const Options &options, const std::string &root);

  /// Moves what is not to be shown out of the findings of `report`, and says of the others whether
  /// they are new. Names of files are as they are shown, relative to the root.
  void apply(report::Report &report, const LookedFor &looked) const;

  /// The changes that the run is about, if it is about some.
  [[nodiscard]] const std::optional<triage::Changes> &changes() const { return changes_; }

private:
  Triage(const Options &options, std::string root) : options_(&options), root_(std::move(root)) {}

  void compare(report::Report &report, const LookedFor &looked) const;
  void complain(report::Report &report) const;
  void keepChanged(report::Report &report) const;
  [[nodiscard]] bool isTouched(const report::Result &result) const;
  [[nodiscard]] bool isTouched(const report::Location &at) const;

  const Options *options_;
  std::string root_;
  std::optional<LoadedBaseline> baseline_;
  std::optional<triage::Changes> changes_;
};

} // namespace maplint::driver
