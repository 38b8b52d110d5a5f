#include "lib/driver/Run.h"

#include "lib/driver/Analysis.h"
#include "lib/driver/ChangedLines.h"
#include "lib/driver/Files.h"
#include "lib/driver/Output.h"
#include "lib/driver/ProgressLine.h"
#include "lib/driver/Sources.h"
#include "lib/report/Statistics.h"

#include "llvm/Support/raw_ostream.h"

#include <chrono>

namespace maplint::driver {
namespace {

using Clock = std::chrono::steady_clock;

std::uint64_t millisecondsSince(Clock::time_point start) {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count());
}

/// Prints the report and says by the exit status what it holds.
llvm::Expected<ExitStatus> finish(const Options &options, report::Report report,
                                  Clock::time_point start) {
  report.elapsedMs = millisecondsSince(start);
  sayFailures(report);
  if (llvm::Error error = print(options, report))
    return std::move(error);
  if (report.statistics)
    llvm::errs() << report::statisticsTable(*report.statistics);
  return statusOf(report, options);
}

} // namespace

llvm::Expected<ExitStatus> run(const Options &options, const char *argv0) {
  const auto start = Clock::now();
  if (llvm::Error error = checkOutput(options))
    return std::move(error);
  auto selection = select(options, argv0);
  if (!selection)
    return selection.takeError();
  auto triage = Triage::open(options, selection->root);
  if (!triage)
    return triage.takeError();
  if (triage->changes())
    keepAffected(*selection, *triage->changes(), options.verbose);
  auto analysis = analyse(options, *selection, &*triage);
  if (!analysis)
    return analysis.takeError();
  triage->apply(analysis->report, analysis->looked);
  if (options.statistics)
    analysis->report.statistics = withFindings(std::move(analysis->cost), analysis->report);
  if (!options.dryRun)
    return finish(options, std::move(analysis->report), start);
  sayFailures(analysis->report);
  // A dry run's diff is there to be piped into patch.
  if (llvm::Error error = print(options, analysis->diff))
    return std::move(error);
  return statusOf(analysis->report, options);
}

llvm::Expected<ExitStatus> writeFacts(const Options &options, const char *argv0) {
  if (options.output.empty())
    return usageError("facts needs a file to write: --output=FILE");
  if (llvm::Error error = checkOutput(options))
    return std::move(error);
  auto selection = select(options, argv0);
  if (!selection)
    return selection.takeError();
  if (selection->units.size() != 1)
    return usageError("facts takes one source at a time, these are " +
                      std::to_string(selection->units.size()));
  const Unit &unit = selection->units.front();
  WorkResult done;
  runInChildren(
      1, limitsFor(options),
      [&](std::size_t) {
        UnitFacts made = travellingFactsOf(unit, selection->root);
        return made.failure.empty() ? std::move(made.facts) : std::move(made.failure);
      },
      [&](std::size_t, WorkResult result) { done = std::move(result); });
  if (done.failure.empty() && !done.bytes.starts_with(program::formatMagic))
    done.failure = done.bytes;
  if (!done.failure.empty()) {
    say(relativeTo(selection->root, unit.file) +
        ": not analysed: " + relativeTo(selection->root, done.failure));
    return ExitStatus::Incomplete;
  }
  if (llvm::Error error = writeAtomically(options.output, done.bytes))
    return usageError("--output " + options.output + ": " + llvm::toString(std::move(error)));
  return ExitStatus::Clean;
}

llvm::Expected<ExitStatus> link(const Options &options) {
  const auto start = Clock::now();
  if (llvm::Error error = checkOutput(options))
    return std::move(error);
  if (options.files.empty())
    return usageError("link needs facts; `maplint facts` writes them");
  const std::string root = canonical(options.root.empty() ? "." : options.root);
  program::Program program(root);
  for (const std::string &file : options.files) {
    auto bytes = readRegularFile(file);
    if (!bytes)
      return bytes.takeError();
    if (const std::string why = program.add(*bytes); !why.empty())
      return usageError(file + ": " + why);
  }
  auto triage = Triage::open(options, root);
  if (!triage)
    return triage.takeError();
  auto book = SettingsBook::open(options);
  if (!book)
    return book.takeError();
  SettingsOfFiles settings;
  for (const auto &[file, unit] : program.readers()) {
    auto ofFile = book->of(file);
    if (!ofFile)
      return ofFile.takeError();
    if (!(*ofFile)->config.excludes(file))
      settings.emplace(file, std::move(*ofFile));
  }
  const Overlay none;
  ProgressLine progress(options, root);
  progress.readingBegins(options.files.size());
  progress.linkBegins();
  LinkOutcome outcome =
      linkInChild({.program = program, .settings = settings, .overlay = none, .whole = true},
                  limitsFor(options), progress);
  progress.linkEnds();
  report::Report report;
  report.tool = tool();
  report.analysed = static_cast<unsigned>(program.units());
  const bool whole = outcome.failure.empty();
  report::Statistics cost = costOf(outcome);
  addOutcome(report, std::move(outcome), root);
  addSources(report, options, program, root);
  triage->apply(report, lookedFor(std::move(settings), root, whole));
  if (options.statistics)
    report.statistics = withFindings(std::move(cost), report);
  return finish(options, std::move(report), start);
}

} // namespace maplint::driver
