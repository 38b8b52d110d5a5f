#include "lib/driver/Run.h"

#include "lib/driver/Files.h"
#include "lib/driver/Fixer.h"
#include "lib/driver/Project.h"
#include "lib/driver/Toolchain.h"
#include "lib/report/Collect.h"
#include "lib/report/Escape.h"
#include "lib/report/Format.h"
#include "lib/triage/Rules.h"

#include "llvm/Support/Process.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>

namespace maplint::driver {
namespace {

Limits limitsFor(const Options &options) {
  const unsigned cores = llvm::hardware_concurrency().compute_thread_count();
  return {.time = std::chrono::seconds(options.timeoutSeconds),
          .memoryMiB = options.memoryMiB,
          .jobs = options.jobs == 0 ? std::max(1U, cores) : options.jobs,
          .showErrors = options.verbose};
}

/// A line that overwrites itself, for people only.
Progress progressFor(const Options &options, const std::string &root) {
  if (options.quiet || !llvm::sys::Process::StandardErrIsDisplayed())
    return {};
  return [root](const Unit &unit, std::size_t done, std::size_t of) {
    llvm::errs() << "\r\x1b[K" << '[' << done << '/' << of << "] "
                 << report::escaped(relativeTo(root, unit.file)) << (done == of ? "\r\x1b[K" : "");
  };
}

/// Paths as they are reported: relative to the root when they lie under it.
void shorten(report::Result &result, const std::string &root) {
  const auto shorten = [&](std::string &path) { path = relativeTo(root, path); };
  shorten(result.location.file);
  for (report::Step &step : result.trace)
    shorten(step.location.file);
  for (report::Fix &fix : result.fixes)
    for (report::Edit &edit : fix.edits)
      shorten(edit.file);
}

/// Adds what the link said, with paths as they are shown.
void addOutcome(report::Report &report, LinkOutcome outcome, const std::string &root) {
  for (const std::string &file : outcome.changed)
    report.failed.push_back(
        {.file = relativeTo(root, file), .reason = "changed while it was analysed"});
  if (!outcome.failure.empty())
    report.failed.push_back({.file = ".", .reason = relativeTo(root, outcome.failure)});
  report.findings = std::move(outcome.results);
  report.silenced = std::move(outcome.silenced);
  for (auto *results : {&report.findings, &report.silenced})
    for (report::Result &result : *results)
      shorten(result, root);
  std::ranges::sort(report.failed, {}, &report::FailedFile::file);
  report::settle(report.findings);
  report::settle(report.silenced);
}

report::Report reportOf(const Selection &selection, const Project &project, LinkOutcome outcome) {
  report::Report report;
  report.tool = tool();
  const auto shown = [&](const std::string &text) { return relativeTo(selection.root, text); };
  for (std::size_t i = 0; i < selection.units.size(); ++i) {
    if (project.failure(i).empty())
      ++report.analysed;
    else // The reason often begins with a file, too.
      report.failed.push_back(
          {.file = shown(selection.units[i].file), .reason = shown(project.failure(i))});
  }
  addOutcome(report, std::move(outcome), selection.root);
  return report;
}

bool wantsColours(const Options &options) {
  const char *refused = std::getenv("NO_COLOR");
  return options.output.empty() && llvm::sys::Process::StandardOutHasColors() &&
         (!refused || !*refused);
}

llvm::Error print(const Options &options, const std::string &text) {
  if (!options.output.empty()) {
    if (llvm::Error error = writeAtomically(options.output, text))
      return usageError("--output " + options.output + ": " + llvm::toString(std::move(error)));
    return llvm::Error::success();
  }
  llvm::outs() << text;
  llvm::outs().flush();
  if (!llvm::outs().has_error())
    return llvm::Error::success();
  const std::error_code error = llvm::outs().error();
  llvm::outs().clear_error(); // or its destructor aborts
  return usageError("standard output cannot be written: " + error.message());
}

/// Writes the report wherever it is asked for; what goes to standard output last.
llvm::Error print(const Options &options, const report::Report &report) {
  const std::vector<const CheckInfo *> rules = triage::allRules();
  report::Rendering rendering{.style = {.summary = !options.quiet}, .rules = rules};
  for (const ReportFile &extra : options.reports)
    if (llvm::Error error =
            writeAtomically(extra.file, report::render(report, extra.format, rendering)))
      return usageError("--report " + extra.file + ": " + llvm::toString(std::move(error)));
  rendering.style.colours = wantsColours(options);
  return print(options, report::render(report, options.format, rendering));
}

ExitStatus statusOf(const report::Report &report, Severity failOn) {
  if (!report.failed.empty())
    return ExitStatus::Incomplete;
  const bool fails = std::ranges::any_of(
      report.findings, [&](const report::Result &result) { return result.severity >= failOn; });
  return fails ? ExitStatus::Findings : ExitStatus::Clean;
}

std::string counted(std::size_t count, const std::string &noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

/// Fixes what can be fixed, if that is asked for; returns the diff of a dry run.
llvm::Expected<std::string> fix(const Options &options, const std::string &root, Project &project,
                                LinkOutcome &outcome) {
  if (options.fix == FixMode::None)
    return std::string();
  Fixer fixer({.project = project, .root = root, .mode = options.fix});
  fixer.run(outcome);
  if (options.dryRun)
    return fixer.diff();
  if (llvm::Error error = fixer.write())
    return std::move(error);
  if (!options.quiet)
    say("fixed " + counted(fixer.fixed(), "finding") + " in " +
        counted(fixer.filesChanged(), "file"));
  return std::string();
}

std::uint64_t millisecondsSince(std::chrono::steady_clock::time_point start) {
  const auto elapsed = std::chrono::steady_clock::now() - start;
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::milliseconds>(elapsed).count());
}

/// Prints the report and says by the exit status what it holds.
llvm::Expected<ExitStatus> finish(const Options &options, report::Report report,
                                  std::chrono::steady_clock::time_point start) {
  report.elapsedMs = millisecondsSince(start);
  for (const report::FailedFile &failed : report.failed)
    say(failed.file + ": not analysed: " + failed.reason);
  if (llvm::Error error = print(options, report))
    return std::move(error);
  return statusOf(report, options.failOn.value_or(Severity::Warning));
}

/// Before the work, not after it.
llvm::Error checkOutput(const Options &options) {
  if (const std::string why = options.output.empty() ? "" : whyUnwritable(options.output);
      !why.empty())
    return usageError("--output " + options.output + ": " + why);
  for (const ReportFile &extra : options.reports)
    if (const std::string why = whyUnwritable(extra.file); !why.empty())
      return usageError("--report " + extra.file + ": " + why);
  return llvm::Error::success();
}

} // namespace

report::Tool tool() {
  return {.version = MAPLINT_VERSION, .llvm = llvmVersion()};
}

void say(llvm::StringRef message) {
  llvm::errs() << "maplint: " << report::escaped(std::string_view(message)) << '\n';
}

llvm::Expected<ExitStatus> run(const Options &options, const char *argv0) {
  const auto start = std::chrono::steady_clock::now();
  if (llvm::Error error = checkOutput(options))
    return std::move(error);
  auto selection = select(options, argv0);
  if (!selection)
    return selection.takeError();
  const Limits limits = limitsFor(options);
  Project project(selection->units, limits, selection->whole);
  project.lower(progressFor(options, selection->root));
  LinkOutcome outcome = project.link();
  auto diff = fix(options, selection->root, project, outcome);
  if (!diff)
    return diff.takeError();
  report::Report report = reportOf(*selection, project, std::move(outcome));
  if (!options.dryRun)
    return finish(options, std::move(report), start);
  for (const report::FailedFile &failed : report.failed)
    say(failed.file + ": not analysed: " + failed.reason);
  // A dry run's diff is there to be piped into patch.
  if (llvm::Error error = print(options, *diff))
    return std::move(error);
  return statusOf(report, options.failOn.value_or(Severity::Warning));
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
  const auto start = std::chrono::steady_clock::now();
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
  LinkOutcome outcome =
      linkInChild({.program = program, .settings = settings, .overlay = none, .whole = true},
                  limitsFor(options));
  report::Report report;
  report.tool = tool();
  report.analysed = static_cast<unsigned>(program.units());
  addOutcome(report, std::move(outcome), root);
  return finish(options, std::move(report), start);
}

} // namespace maplint::driver
