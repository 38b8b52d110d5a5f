#include "lib/driver/Resolve.h"

#include "lib/driver/Files.h"
#include "lib/triage/Fingerprint.h"
#include "lib/triage/Rules.h"

#include "llvm/ADT/StringRef.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace maplint::driver {
namespace {

std::vector<std::uint32_t> lineStartsOf(std::string_view text) {
  std::vector<std::uint32_t> starts = {0};
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    starts.push_back(static_cast<std::uint32_t>(at + 1));
  return starts;
}

/// Line and column of `offset`, both from 1.
std::pair<unsigned, unsigned> position(const std::vector<std::uint32_t> &starts,
                                       std::uint32_t offset) {
  const auto next = std::ranges::upper_bound(starts, offset);
  const auto line = static_cast<unsigned>(next - starts.begin());
  return {line, offset - starts[line - 1] + 1};
}

std::string lineAt(std::string_view text, std::uint32_t start) {
  std::string_view line = text.substr(start, text.find('\n', start) - start);
  if (line.ends_with('\r'))
    line.remove_suffix(1);
  return std::string(line);
}

} // namespace

Resolver::Resolver(const ir::Unit &unit, const std::map<std::string, std::string> &userFiles)
    : files_(unit.files), userFiles_(userFiles) {
  std::vector<SourceRange> all;
  for (const ir::Function &function : unit.functions)
    if (function.range.valid())
      all.push_back(function.range);
  std::ranges::sort(all, {}, [](const SourceRange &range) {
    return std::tuple(range.file, range.begin, ~range.end); // the outer one first
  });
  for (const SourceRange &range : all)
    if (functions_.empty() || !functions_.back().contains(range))
      functions_.push_back(range);
}

SourceRange Resolver::functionAround(const SourceRange &range) const {
  const auto next =
      std::ranges::upper_bound(functions_, std::pair(range.file, range.begin), {},
                               [](const SourceRange &f) { return std::pair(f.file, f.begin); });
  if (next == functions_.begin() || !std::prev(next)->contains(range))
    return {};
  return *std::prev(next);
}

std::string Resolver::fingerprint(const Check &check, const Finding &finding) {
  Known &file = known(finding.range.file);
  const std::string_view text = files_[finding.range.file].text;
  if (!file.tokens)
    file.tokens = triage::tokensOf(text);
  const SourceRange function = functionAround(finding.range);
  return triage::fingerprintOf({.check = check.info.id,
                                .function = finding.function,
                                .message = finding.message,
                                .begin = finding.range.begin,
                                .end = finding.range.end,
                                .functionBegin = function.begin,
                                .functionEnd = function.end},
                               text, *file.tokens);
}

Resolver::Known &Resolver::known(FileId file) {
  const auto before = known_.find(file);
  if (before != known_.end())
    return before->second;
  const FileTable::File &entry = files_[file];
  std::string path = canonical(entry.path);
  const bool isUsers = userFiles_.contains(path);
  Known fresh{.path = std::move(path),
              .isUsers = isUsers,
              .lineStarts = lineStartsOf(entry.text),
              .suppressions = triage::Suppressions(isUsers ? entry.text : ""),
              .tokens = std::nullopt};
  return known_.emplace(file, std::move(fresh)).first->second;
}

report::Location Resolver::location(const SourceRange &range) {
  if (!range.valid())
    return {};
  const Known &file = known(range.file);
  const std::string_view text = files_[range.file].text;
  const auto size = static_cast<std::uint32_t>(text.size());
  const std::uint32_t begin = std::min(range.begin, size);
  const std::uint32_t end = std::clamp(range.end, begin, size);
  const auto [line, column] = position(file.lineStarts, begin);
  const auto [endLine, endColumn] = position(file.lineStarts, end);
  return {.file = file.path,
          .line = line,
          .column = column,
          .endLine = endLine,
          .endColumn = endColumn,
          .begin = begin,
          .end = end,
          .excerpt = lineAt(text, file.lineStarts[line - 1])};
}

std::optional<report::Fix> Resolver::fix(const Fix &fix) {
  report::Fix resolved{
      .description = fix.description, .safety = fix.safety, .edits = {}, .notApplied = {}};
  for (const Edit &edit : fix.edits) {
    const SourceRange &range = edit.range;
    // What a macro wrote is not there to be edited, and system headers are not ours.
    if (!range.valid() || range.inMacro || !known(range.file).isUsers || range.begin > range.end ||
        range.end > files_[range.file].text.size())
      return std::nullopt;
    const report::Location at = location(range);
    resolved.edits.push_back({.file = at.file,
                              .offset = range.begin,
                              .length = range.end - range.begin,
                              .replacement = edit.replacement,
                              .line = at.line,
                              .column = at.column,
                              .endLine = at.endLine,
                              .endColumn = at.endColumn});
  }
  return resolved;
}

std::optional<report::Result> Resolver::resolve(const Check &check, const Finding &finding) {
  if (!finding.range.valid() || !known(finding.range.file).isUsers)
    return std::nullopt;
  report::Location at = location(finding.range);
  const triage::Suppression *const comment =
      known(finding.range.file).suppressions.use(check.info.id, at.line);
  report::Result result{.check = std::string(check.info.id),
                        .severity = check.info.severity,
                        .confidence = finding.confidence,
                        .message = finding.message,
                        .location = std::move(at),
                        .trace = {},
                        .fixes = {},
                        .threads = {},
                        .fingerprint = fingerprint(check, finding),
                        .function = finding.function,
                        .silence = comment ? report::Silence::Comment : report::Silence::None,
                        .reason = comment ? comment->reason : ""};
  for (const Note &note : finding.notes)
    result.trace.push_back({.message = note.message,
                            .location = location(note.range.valid() ? note.range : finding.range)});
  for (const ThreadPath &thread : finding.threads) {
    report::ThreadPath path{.function = thread.function};
    for (const ThreadEvent &event : thread.events)
      path.events.push_back({.kind = event.kind,
                             .subject = event.subject,
                             .location = location(event.range)});
    result.threads.push_back(std::move(path));
  }
  for (const Fix &offered : finding.fixes)
    if (auto resolved = fix(offered))
      result.fixes.push_back(std::move(*resolved));
  return result;
}

std::vector<report::Result> Resolver::complaints(FileId file, const triage::Judgement &judgement) {
  std::vector<report::Result> results;
  triage::Suppressions &suppressions = known(file).suppressions;
  for (const triage::Complaint &each : triage::complaintsAbout(suppressions, judgement)) {
    report::Location at = location({.file = file, .begin = each.begin, .end = each.end});
    const triage::Suppression *const comment = suppressions.use(each.rule, at.line, each.about);
    const llvm::StringRef text = files_[file].text;
    // A comment has no code that could tell it from others: its own text does.
    const std::string_view own = text.slice(each.begin, each.end);
    results.push_back({.check = std::string(each.rule),
                       .severity = triage::findRule(each.rule)->severity,
                       .message = each.message,
                       .location = std::move(at),
                       .fingerprint = triage::fingerprintOf(
                           {.check = each.rule, .end = static_cast<std::uint32_t>(own.size())}, own,
                           triage::tokensOf(own)),
                       .silence = comment ? report::Silence::Comment : report::Silence::None,
                       .reason = comment ? comment->reason : ""});
  }
  return results;
}

} // namespace maplint::driver
