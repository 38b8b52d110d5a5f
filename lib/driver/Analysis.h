// The middle of a run: from selected units to a report that has not been sifted yet.

#pragma once

#include "lib/driver/Options.h"
#include "lib/driver/Project.h"
#include "lib/driver/Run.h"
#include "lib/driver/Triage.h"
#include "lib/report/Result.h"

#include "llvm/Support/Error.h"

#include <string>

namespace maplint::driver {

Limits limitsFor(const Options &options);

/// `outcome` with paths as they are shown, added to `report`.
void addOutcome(report::Report &report, LinkOutcome outcome, const std::string &root);

/// What is known of entries of a baseline after a run that looked for what `settings` say, `whole`
/// of the project.
LookedFor lookedFor(SettingsOfFiles settings, std::string root, bool whole);

/// `cost`, which knows times, with the findings of `report` counted.
report::Statistics withFindings(report::Statistics cost, const report::Report &report);

/// The time of each check of `outcome`.
report::Statistics costOf(const LinkOutcome &outcome);

/// What a run came to.
struct Analysis {
  report::Report report;
  report::Statistics cost; ///< without the numbers of findings
  std::string diff;        ///< of a dry run
  std::string root;
  LookedFor looked;
};

/// Analyses `selection`, and fixes what `triage` would show if that is asked for. Without a triage
/// everything is. The texts of `overlay` stand in for files on disk; with one, nothing is fixed.
llvm::Expected<Analysis> analyse(const Options &options, const Selection &selection,
                                 const Triage *triage, const Overlay &overlay = {});

/// Links what `project`, of `selection`, has lowered; nothing is fixed.
Analysis conclude(const Options &options, const Selection &selection, const Project &project,
                  const Overlay &overlay = {});

} // namespace maplint::driver
