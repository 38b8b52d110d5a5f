#include "lib/driver/Run.h"

#include "lib/driver/Analysis.h"
#include "lib/driver/ChangedLines.h"
#include "lib/driver/Files.h"
#include "lib/driver/Output.h"
#include "lib/driver/ProgressLine.h"
#include "lib/driver/Publish.h"
#include "lib/driver/Sources.h"
#include "lib/driver/Watch.h"

namespace maplint::driver {
llvm::Expected<ExitStatus> run(const Options &options, const char *argv0) {
  if (options.watch)
    return watch(options, argv0);
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
  return publish(options, std::move(*analysis), *triage, start);
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
  runInChildren(1, limitsFor(options),
                [&](std::size_t) {
                  UnitFacts made = travellingFactsOf(unit, selection->root);
                  return made.failure.empty() ? std::move(made.facts) : std::move(made.failure);
                },
                {.ended = [&](std::size_t, WorkResult result) { done = std::move(result); }});
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
  return publish(options, std::move(report), start);
}

} // namespace maplint::driver
