#include "lib/driver/Triage.h"

#include "lib/driver/ChangedLines.h"
#include "lib/driver/Files.h"
#include "lib/report/Collect.h"
#include "lib/report/Uri.h"
#include "lib/triage/Rules.h"

#include <algorithm>
#include <utility>

namespace maplint::driver {
namespace {

using report::BaselineState;

report::Result absent(const triage::BaselineEntry &entry, unsigned nth) {
  report::Result result{.check = entry.check,
                        .severity = entry.severity,
                        .confidence = entry.confidence,
                        .message = entry.message,
                        .fingerprint = entry.fingerprint,
                        .occurrence = nth,
                        .function = entry.function,
                        .state = BaselineState::Absent,
                        .reason = entry.reason};
  result.location.file = report::pathOf(entry.file);
  return result;
}

/// The line of `text` around byte `at`.
report::Location lineAround(std::string_view text, std::size_t at) {
  const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1; // npos + 1 is 0
  const std::size_t end = std::min(text.find('\n', at), text.size());
  const auto line = static_cast<unsigned>(std::ranges::count(text.substr(0, at), '\n')) + 1;
  return {.line = line,
          .column = 1,
          .endLine = line,
          .endColumn = static_cast<unsigned>(end - begin) + 1,
          .begin = static_cast<std::uint32_t>(begin),
          .end = static_cast<std::uint32_t>(end),
          .excerpt = std::string(text.substr(begin, end - begin))};
}

} // namespace

llvm::Expected<LoadedBaseline> loadBaseline(const std::string &file) {
  auto text = readRegularFile(file);
  if (!text)
    return usageError("baseline " + llvm::toString(text.takeError()) +
                      "; `maplint baseline create` makes one");
  auto baseline = triage::parseBaseline(*text);
  if (!baseline)
    return usageError(file + ": damaged baseline: " + llvm::toString(baseline.takeError()));
  return LoadedBaseline{.file = file, .text = std::move(*text), .baseline = std::move(*baseline)};
}

llvm::Expected<Triage> Triage::open(const Options &options, const std::string &root) {
  Triage triage(options, root);
  if (!options.baseline.empty()) {
    auto loaded = loadBaseline(options.baseline);
    if (!loaded)
      return loaded.takeError();
    triage.baseline_ = std::move(*loaded);
  }
  auto changes = changedLines(options, root);
  if (!changes)
    return changes.takeError();
  triage.changes_ = std::move(*changes);
  return triage;
}

void Triage::compare(report::Report &report, const LookedFor &looked) const {
  const triage::Comparison comparison =
      triage::compare(baseline_->baseline, report.findings, looked);
  for (const triage::BaselineEntry &entry : comparison.fixed)
    for (unsigned nth = 1; nth <= entry.count; ++nth)
      report.absent.push_back(absent(entry, nth));
  if (options_->requireReasons)
    complain(report);
  if (options_->failOnNew)
    return;
  std::vector<report::Result> shown;
  for (report::Result &result : report.findings) {
    const bool isKnown = result.state == BaselineState::Known;
    result.silence = isKnown ? report::Silence::Baseline : report::Silence::None;
    (isKnown ? report.silenced : shown).push_back(std::move(result));
  }
  report.findings = std::move(shown);
}

/// Entries without a reason hide findings without one.
void Triage::complain(report::Report &report) const {
  for (const triage::BaselineEntry &entry : baseline_->baseline.entries) {
    if (!entry.reason.empty())
      continue;
    report::Result result{.check = std::string(triage::unexplainedSuppression),
                          .severity = Severity::Warning,
                          .message = "this entry hides " + entry.check + " without a reason",
                          .fingerprint = entry.fingerprint,
                          .state = BaselineState::New};
    const std::size_t at = baseline_->text.find('"' + entry.fingerprint + '"');
    result.location = lineAround(baseline_->text, at == std::string::npos ? 0 : at);
    result.location.file = relativeTo(root_, canonical(baseline_->file));
    report.findings.push_back(std::move(result));
  }
  report::settle(report.findings);
}

bool Triage::isTouched(const report::Location &at) const {
  if (!at.valid())
    return false;
  const std::string file = at.file.starts_with('/') ? at.file : root_ + "/" + at.file;
  // A range that ends at the start of a line does not reach into it.
  const unsigned last = at.endLine > at.line && at.endColumn == 1 ? at.endLine - 1 : at.endLine;
  return changes_->touch(file, at.line, last);
}

bool Triage::isTouched(const report::Result &result) const {
  return isTouched(result.location) ||
         std::ranges::any_of(result.trace,
                             [&](const report::Step &step) { return isTouched(step.location); });
}

void Triage::keepChanged(report::Report &report) const {
  if (!options_->failOnNew) {
    std::erase_if(report.findings, [&](const report::Result &r) { return !isTouched(r); });
    return;
  }
  for (report::Result &result : report.findings)
    if (!isTouched(result))
      result.state = BaselineState::Known;
    else if (result.state == BaselineState::None)
      result.state = BaselineState::New;
}

void Triage::apply(report::Report &report, const LookedFor &looked) const {
  if (baseline_)
    compare(report, looked);
  if (changes_)
    keepChanged(report);
}

} // namespace maplint::driver
