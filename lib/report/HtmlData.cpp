// The data from which the script of an HTML report shows a finding. A place is
// `[file, line, first column, column behind the last]`: the file by its number, columns in UTF-16
// code units of the line as it is shown, the last one 0 where the range goes on in the next line.

#include "lib/report/Edits.h"
#include "lib/report/Escape.h"
#include "lib/report/Html.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/ConvertUTF.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace maplint::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr unsigned context = 5;           ///< lines above and below a place
constexpr std::size_t longestLine = 2000; ///< in bytes; generated lines can be megabytes

std::size_t units(const std::string &text) {
  llvm::SmallVector<llvm::UTF16> wide;
  llvm::convertUTF8ToUTF16String(text, wide);
  return wide.size();
}

std::string shownLine(std::string_view line) {
  if (line.ends_with('\r'))
    line.remove_suffix(1);
  if (line.size() <= longestLine)
    return escaped(line, /*keepTabs=*/true);
  std::size_t end = longestLine;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xc0U) == 0x80)
    --end; // not inside of a character
  return escaped(line.substr(0, end), /*keepTabs=*/true) + " …";
}

class Writer {
public:
  Writer(const Report &report, std::span<const CheckInfo *const> rules)
      : report_(report), rules_(rules) {}

  std::string write();

private:
  std::size_t number(const std::string &file);
  void want(const Location &at);
  Json place(const Location &at);
  Json trace(const Result &result);
  Json threads(const Result &result);
  Json diffs(const Fix &fix);
  Json fixes(const Result &result);
  Json finding(const Result &result);
  Json checks() const;
  Json source(const std::string &file) const;

  const Report &report_;
  std::span<const CheckInfo *const> rules_;
  std::vector<std::string> files_;
  std::map<std::string, std::size_t> numbers_;
  std::map<std::string, std::set<unsigned>> wanted_;                ///< lines, by file
  std::map<std::string, std::map<unsigned, std::string>> excerpts_; ///< where there is no source
};

std::size_t Writer::number(const std::string &file) {
  const auto [known, isNew] = numbers_.try_emplace(file, files_.size());
  if (isNew)
    files_.push_back(file);
  return known->second;
}

void Writer::want(const Location &at) {
  if (!report_.sources.contains(at.file)) {
    excerpts_[at.file].try_emplace(at.line, at.excerpt);
    return;
  }
  const unsigned first = at.line > context ? at.line - context : 1;
  for (unsigned line = first; line <= at.line + context; ++line)
    wanted_[at.file].insert(line);
}

Json Writer::place(const Location &at) {
  if (!at.valid())
    return nullptr;
  want(at);
  const std::string_view line = at.excerpt;
  const auto column = [&](unsigned byte) {
    return units(escaped(line.substr(0, std::min<std::size_t>(byte - 1, line.size())), true)) + 1;
  };
  return {number(at.file), at.line, column(at.column),
          at.line == at.endLine ? column(at.endColumn) : 0};
}

Json Writer::trace(const Result &result) {
  Json list = Json::array();
  for (const Step &step : result.trace)
    list.push_back({{"message", escaped(step.message)}, {"at", place(step.location)}});
  return list;
}

Json Writer::threads(const Result &result) {
  Json list = Json::array();
  for (const ThreadPath &thread : result.threads) {
    Json events = Json::array();
    for (const ThreadEvent &event : thread.events)
      events.push_back({{"kind", name(event.kind)},
                        {"subject", escaped(event.subject)},
                        {"at", place(event.location)}});
    list.push_back({{"function", escaped(thread.function)}, {"events", std::move(events)}});
  }
  return list;
}

/// The unified diff of each file that `fix` changes and whose text is known, a string a line.
Json Writer::diffs(const Fix &fix) {
  Json list = Json::array();
  EditPlan plan;
  if (!plan.add(fix))
    return list;
  for (const auto &[file, edits] : plan.edits()) {
    const auto source = report_.sources.find(file);
    std::string after;
    if (source == report_.sources.end() || !apply(source->second, edits, after))
      continue;
    llvm::SmallVector<llvm::StringRef> lines;
    const std::string diff = unifiedDiff(file, source->second, after);
    llvm::StringRef(diff).rtrim('\n').split(lines, '\n');
    Json shown = Json::array();
    for (const llvm::StringRef line : llvm::ArrayRef(lines).drop_front(2)) // the names
      shown.push_back(shownLine(line));
    list.push_back({{"file", number(file)}, {"lines", std::move(shown)}});
  }
  return list;
}

Json Writer::fixes(const Result &result) {
  Json list = Json::array();
  for (const Fix &fix : result.fixes)
    list.push_back({{"description", escaped(fix.description)},
                    {"safety", name(fix.safety)},
                    {"refused", escaped(fix.notApplied)},
                    {"diffs", diffs(fix)}});
  return list;
}

Json Writer::finding(const Result &result) {
  Json json = {{"id", result.identity()},
               {"check", escaped(result.check)},
               {"severity", name(result.severity)},
               {"confidence", name(result.confidence)},
               {"message", escaped(result.message)},
               {"at", place(result.location)},
               {"column", result.location.column},
               {"function", escaped(result.function)},
               {"trace", trace(result)},
               {"threads", threads(result)},
               {"fixes", fixes(result)}};
  if (result.state != BaselineState::None)
    json["state"] = result.state == BaselineState::New ? "new" : "known";
  if (!result.reason.empty())
    json["reason"] = escaped(result.reason);
  return json;
}

Json Writer::checks() const {
  std::set<std::string_view> found;
  for (const Result &result : report_.findings)
    found.insert(result.check);
  Json list = Json::object();
  for (const CheckInfo *rule : rules_)
    if (found.contains(rule->id))
      list[std::string(rule->id)] = {
          {"summary", rule->summary}, {"why", rule->why}, {"bad", rule->bad}, {"good", rule->good}};
  return list;
}

/// Runs of lines of `file`, each `[number of the first one, lines...]`.
Json Writer::source(const std::string &file) const {
  std::map<unsigned, std::string> shown;
  if (const auto excerpts = excerpts_.find(file); excerpts != excerpts_.end())
    for (const auto &[line, text] : excerpts->second)
      shown.emplace(line, shownLine(text));
  if (const auto wanted = wanted_.find(file); wanted != wanted_.end()) {
    llvm::SmallVector<llvm::StringRef> lines;
    llvm::StringRef(report_.sources.at(file)).split(lines, '\n');
    for (const unsigned line : wanted->second)
      if (line <= lines.size())
        shown.emplace(line, shownLine(lines[line - 1]));
  }
  Json runs = Json::array();
  unsigned next = 0;
  for (const auto &[line, text] : shown) {
    if (runs.empty() || line != next)
      runs.push_back({line});
    runs.back().push_back(text);
    next = line + 1;
  }
  return runs;
}

std::string Writer::write() {
  Json findings = Json::array();
  for (const Result &result : report_.findings)
    findings.push_back(finding(result));
  Json files = Json::array();
  for (const std::string &file : files_)
    files.push_back({{"name", escaped(file)}, {"source", source(file)}});
  const Json document = {
      {"checks", checks()}, {"files", std::move(files)}, {"findings", std::move(findings)}};
  std::string out;
  for (const char c : document.dump(-1, ' ', /*ensure_ascii=*/true))
    switch (c) { // these stand in strings only
    case '<': out += "\\u003c"; break;
    case '>': out += "\\u003e"; break;
    case '&': out += "\\u0026"; break;
    default: out += c;
    }
  return out;
}

} // namespace

std::string htmlData(const Report &report, std::span<const CheckInfo *const> rules) {
  return Writer(report, rules).write();
}

} // namespace maplint::report
