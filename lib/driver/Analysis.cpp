#include "lib/driver/Analysis.h"

#include "lib/driver/Files.h"
#include "lib/driver/Fixer.h"
#include "lib/driver/Output.h"
#include "lib/driver/ProgressLine.h"
#include "lib/driver/Sources.h"
#include "lib/report/Collect.h"
#include "lib/report/Uri.h"

#include "llvm/Support/Threading.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace maplint::driver {
namespace {

/// Paths as they are reported: relative to the root when they lie under it.
void shorten(report::Result &result, const std::string &root) {
  const auto shorten = [&](std::string &path) { path = relativeTo(root, path); };
  shorten(result.location.file);
  for (report::Step &step : result.trace)
    shorten(step.location.file);
  for (report::ThreadPath &thread : result.threads)
    for (report::ThreadEvent &event : thread.events)
      shorten(event.location.file);
  for (report::Fix &fix : result.fixes)
    for (report::Edit &edit : fix.edits)
      shorten(edit.file);
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

/// Tells the results that `triage` would show from the others; the link's own have longer paths.
class Shown {
public:
  Shown(const Triage &triage, const LinkOutcome &outcome, const std::string &root,
        const LookedFor &looked)
      : root_(root) {
    report::Report report;
    LinkOutcome copy;
    copy.results = outcome.results;
    addOutcome(report, std::move(copy), root);
    triage.apply(report, looked);
    for (const report::Result &result : report.findings)
      if (result.state != report::BaselineState::Known)
        shown_.insert(placeOf(result));
  }

  bool operator()(const report::Result &result) const { return shown_.contains(placeOf(result)); }

private:
  using Place = std::tuple<std::string, std::uint32_t, std::string, std::string>;

  [[nodiscard]] Place placeOf(const report::Result &result) const {
    return {relativeTo(root_, result.location.file), result.location.begin, result.check,
            result.message};
  }

  std::string root_;
  std::set<Place> shown_;
};

/// Fixes what can be fixed; returns the diff of a dry run.
llvm::Expected<std::string> fix(const Options &options, const std::string &root, Project &project,
                                LinkOutcome &outcome,
                                std::function<bool(const report::Result &)> wants) {
  Fixer fixer({.project = project, .root = root, .mode = options.fix, .wants = std::move(wants)});
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

} // namespace

Limits limitsFor(const Options &options) {
  const unsigned cores = llvm::hardware_concurrency().compute_thread_count();
  return {.time = std::chrono::seconds(options.timeoutSeconds),
          .memoryMiB = options.memoryMiB,
          .jobs = options.jobs == 0 ? std::max(1U, cores) : options.jobs,
          .showErrors = options.verbose};
}

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

report::Statistics costOf(const LinkOutcome &outcome) {
  std::map<std::string, std::uint64_t> checks; // each runs once for each of the settings
  for (const auto &[id, micros] : outcome.checkMicros)
    checks[id] += micros;
  report::Statistics cost{.checks = {}, .files = {}, .flowMicros = outcome.flowMicros};
  for (const auto &[id, micros] : checks)
    cost.checks.push_back({.name = id, .findings = 0, .micros = micros});
  return cost;
}

report::Statistics withFindings(report::Statistics cost, const report::Report &report) {
  const auto count = [](std::vector<report::Cost> &costs, const std::string &name) {
    auto known = std::ranges::find(costs, name, &report::Cost::name);
    if (known == costs.end())
      known = costs.insert(costs.end(), {.name = name});
    ++known->findings;
  };
  for (const report::Result &result : report.findings) {
    count(cost.checks, result.check);
    count(cost.files, result.location.file);
  }
  return cost;
}

LookedFor lookedFor(SettingsOfFiles settings, std::string root, bool whole) {
  std::map<std::string, SharedSettings> byUri;
  for (auto &[file, ofFile] : settings)
    byUri.emplace(report::uriOf(relativeTo(root, file)), std::move(ofFile));
  return [byUri = std::move(byUri), whole](const triage::BaselineEntry &entry) {
    if (!whole)
      return false;
    const auto ofFile = byUri.find(entry.file);
    if (ofFile == byUri.end())
      return true; // the file is gone, or not part of the project any more
    const AnalysisSettings &settings = *ofFile->second;
    return entry.confidence >= settings.atLeast && settings.wants(entry.check);
  };
}

/// What is known before anything is fixed: all but the report.
static Analysis costsOf(const Selection &selection, const Project &project,
                        const LinkOutcome &outcome) {
  Analysis analysis;
  analysis.root = selection.root;
  analysis.looked =
      lookedFor(project.settings(), selection.root, project.isWhole() && outcome.failure.empty());
  analysis.cost = costOf(outcome);
  std::map<std::string, std::uint64_t> files; // several commands may compile one file
  for (std::size_t i = 0; i < selection.units.size(); ++i)
    files[relativeTo(selection.root, selection.units[i].file)] += project.micros(i);
  for (const auto &[file, micros] : files)
    analysis.cost.files.push_back({.name = file, .findings = 0, .micros = micros});
  return analysis;
}

Analysis conclude(const Options &options, const Selection &selection, const Project &project,
                  const Overlay &overlay) {
  LinkOutcome outcome = project.link(overlay);
  Analysis analysis = costsOf(selection, project, outcome);
  analysis.report = reportOf(selection, project, std::move(outcome));
  addSources(analysis.report, options, project.program(), selection.root);
  return analysis;
}

llvm::Expected<Analysis> analyse(const Options &options, const Selection &selection,
                                 const Triage *triage, const Overlay &overlay) {
  const Limits limits = limitsFor(options);
  ProgressLine progress(options, selection.root);
  Project project(selection.units, limits, selection.whole);
  project.tell(progress);
  project.lower(overlay);
  if (options.fix == FixMode::None || !triage || !overlay.empty())
    return conclude(options, selection, project, overlay);
  LinkOutcome outcome = project.link();
  Analysis analysis = costsOf(selection, project, outcome);
  const Shown shown(*triage, outcome, selection.root, analysis.looked);
  auto diff = fix(options, selection.root, project, outcome, shown);
  if (!diff)
    return diff.takeError();
  analysis.diff = std::move(*diff);
  analysis.report = reportOf(selection, project, std::move(outcome));
  addSources(analysis.report, options, project.program(), selection.root);
  return analysis;
}

} // namespace maplint::driver
