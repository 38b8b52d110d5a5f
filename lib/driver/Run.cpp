#include "lib/driver/Run.h"

#include "lib/driver/Analyse.h"
#include "lib/driver/Files.h"
#include "lib/driver/Fixer.h"
#include "lib/driver/Toolchain.h"
#include "lib/report/Collect.h"
#include "lib/report/Escape.h"
#include "lib/report/Json.h"
#include "lib/report/Text.h"

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

report::Report reportOf(const Selection &selection, std::vector<UnitOutcome> &outcomes) {
  report::Report report;
  report.tool = tool();
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (!outcomes[i].failure.empty()) {
      // The reason often begins with a file, too.
      report.failed.push_back({.file = relativeTo(selection.root, selection.units[i].file),
                               .reason = relativeTo(selection.root, outcomes[i].failure)});
      continue;
    }
    ++report.analysed;
    std::ranges::move(outcomes[i].results, std::back_inserter(report.findings));
  }
  for (report::Result &result : report.findings)
    shorten(result, selection.root);
  std::ranges::sort(report.failed, {}, &report::FailedFile::file);
  report::settle(report.findings);
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

std::string rendered(const report::Report &report, const Options &options) {
  if (options.format == Format::Json)
    return report::toJson(report);
  return report::toText(report, {.colours = wantsColours(options), .summary = !options.quiet});
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
llvm::Expected<std::string> fix(const Options &options, const Selection &selection,
                                std::vector<UnitOutcome> &outcomes) {
  if (options.fix == FixMode::None)
    return std::string();
  const Limits limits = limitsFor(options);
  Fixer fixer(
      {.units = selection.units, .limits = limits, .root = selection.root, .mode = options.fix});
  fixer.run(outcomes);
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

} // namespace

report::Tool tool() {
  return {.version = MAPLINT_VERSION, .llvm = llvmVersion()};
}

void say(llvm::StringRef message) {
  llvm::errs() << "maplint: " << report::escaped(std::string_view(message)) << '\n';
}

llvm::Expected<ExitStatus> run(const Options &options, const char *argv0) {
  const auto start = std::chrono::steady_clock::now();
  // Before the work, not after it.
  if (const std::string why = options.output.empty() ? "" : whyUnwritable(options.output);
      !why.empty())
    return usageError("--output " + options.output + ": " + why);
  auto selection = select(options, argv0);
  if (!selection)
    return selection.takeError();
  auto outcomes =
      analyseAll(selection->units, limitsFor(options), progressFor(options, selection->root));
  auto diff = fix(options, *selection, outcomes);
  if (!diff)
    return diff.takeError();
  report::Report report = reportOf(*selection, outcomes);
  report.elapsedMs = millisecondsSince(start);
  for (const report::FailedFile &failed : report.failed)
    say(failed.file + ": not analysed: " + failed.reason);
  // A dry run's diff is there to be piped into patch.
  if (llvm::Error error = print(options, options.dryRun ? *diff : rendered(report, options)))
    return std::move(error);
  return statusOf(report, options.failOn.value_or(Severity::Warning));
}

} // namespace maplint::driver
