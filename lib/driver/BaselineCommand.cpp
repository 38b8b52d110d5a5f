#include "lib/driver/BaselineCommand.h"

#include "lib/driver/Analysis.h"
#include "lib/driver/Files.h"
#include "lib/driver/Output.h"

#include "llvm/Support/FileSystem.h"

#include <algorithm>
#include <numeric>

namespace maplint::driver {
namespace {

using report::BaselineState;
using triage::Baseline;
using triage::BaselineEntry;

constexpr const char *usualName = "/.maplint-baseline.json";

unsigned findingsOf(const std::vector<BaselineEntry> &entries) {
  return std::accumulate(entries.begin(), entries.end(), 0U,
                         [](unsigned sum, const BaselineEntry &each) { return sum + each.count; });
}

std::size_t newOnes(const report::Report &report) {
  return static_cast<std::size_t>(
      std::ranges::count(report.findings, BaselineState::New, &report::Result::state));
}

llvm::Error write(const Options &options, const std::string &file, const Baseline &baseline,
                  const std::string &said) {
  if (llvm::Error error = writeAtomically(file, textOf(baseline)))
    return usageError(file + ": " + llvm::toString(std::move(error)));
  if (!options.quiet)
    say(file + ": " + said);
  return llvm::Error::success();
}

ExitStatus unlessFailed(const report::Report &report, ExitStatus status) {
  return report.failed.empty() ? status : ExitStatus::Incomplete;
}

llvm::Expected<ExitStatus> create(const Options &options, const std::string &file,
                                  const Analysis &analysis) {
  if (llvm::sys::fs::exists(file))
    return usageError(file + ": exists; `maplint baseline update` keeps its reasons");
  const Baseline made = triage::baselineOf(
      analysis.report.findings, {}, [](const BaselineEntry &) { return false; }, options.reason);
  if (llvm::Error error = write(options, file, made,
                                counted(findingsOf(made.entries), "finding") + " in " +
                                    counted(made.entries.size(), "entry")))
    return std::move(error);
  return unlessFailed(analysis.report, ExitStatus::Clean);
}

llvm::Expected<ExitStatus> update(const Options &options, const std::string &file,
                                  Analysis &analysis, const Baseline &before) {
  report::Report &report = analysis.report;
  const auto comparison = triage::compare(before, report.findings, analysis.looked);
  // What was not looked for stays; so does what a part of the project cannot tell to be gone.
  const auto found = [&](const BaselineEntry &entry) {
    return std::ranges::any_of(report.findings, [&](const report::Result &result) {
      return result.fingerprint == entry.fingerprint;
    });
  };
  const Baseline made = triage::baselineOf(
      report.findings, before,
      [&](const BaselineEntry &entry) { return !analysis.looked(entry) && !found(entry); },
      options.reason);
  const std::size_t added = newOnes(report);
  const unsigned pruned = findingsOf(comparison.fixed);
  if (llvm::Error error =
          write(options, file, made,
                counted(findingsOf(made.entries), "finding") + ", " + std::to_string(added) +
                    " new, " + std::to_string(pruned) + " fixed and taken away"))
    return std::move(error);
  return unlessFailed(report, ExitStatus::Clean);
}

/// A normal run that also tells what is fixed, and is not content with a baseline that says too
/// much.
llvm::Expected<ExitStatus> check(Options options, Analysis &analysis) {
  options.listFixed = true;
  auto triage = Triage::open(options, analysis.root);
  if (!triage)
    return triage.takeError();
  report::Report &report = analysis.report;
  triage->apply(report, analysis.looked);
  if (llvm::Error error = print(options, report))
    return std::move(error);
  const ExitStatus status = statusOf(report, options);
  return status == ExitStatus::Clean && !report.absent.empty() ? ExitStatus::Findings : status;
}

} // namespace

llvm::Expected<ExitStatus> baseline(BaselineAction action, const Options &options,
                                    const char *argv0) {
  if (options.fix != FixMode::None)
    return usageError("--fix does not go with `maplint baseline`");
  if (!options.since.empty() || !options.diff.empty())
    return usageError("--since and --diff do not go with `maplint baseline`");
  if (llvm::Error error = checkOutput(options))
    return std::move(error);
  auto selection = select(options, argv0);
  if (!selection)
    return selection.takeError();
  Options named = options;
  if (named.baseline.empty())
    named.baseline = selection->root + usualName;
  if (const std::string why = whyUnwritable(named.baseline); !why.empty())
    return usageError("--baseline " + named.baseline + ": " + why);
  LoadedBaseline before;
  if (action != BaselineAction::Create) { // before the work, not after it
    auto loaded = loadBaseline(named.baseline);
    if (!loaded)
      return loaded.takeError();
    before = std::move(*loaded);
  }
  auto analysis = analyse(named, *selection, nullptr);
  if (!analysis)
    return analysis.takeError();
  sayFailures(analysis->report);
  switch (action) {
  case BaselineAction::Create: return create(named, named.baseline, *analysis);
  case BaselineAction::Update: return update(named, named.baseline, *analysis, before.baseline);
  case BaselineAction::Check: return check(named, *analysis);
  }
  return ExitStatus::Clean;
}

} // namespace maplint::driver
