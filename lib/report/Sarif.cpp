// SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/. The numbers in comments
// are its sections.

#include "lib/report/Columns.h"
#include "lib/report/Escape.h"
#include "lib/report/SarifRules.h"
#include "lib/report/Threads.h"
#include "lib/report/Uri.h"
#include "lib/report/Writers.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace maplint::report {
namespace {

using Json = nlohmann::ordered_json;

Json text(std::string_view words) {
  return {{"text", escaped(words)}};
}

/// 3.4: relative to the root of the project; an absolute path is a URI by itself.
Json placeOf(const std::string &file) {
  Json place = {{"uri", uriOf(file)}};
  if (!file.starts_with("/"))
    place["uriBaseId"] = "SRCROOT";
  return place;
}

/// 3.27.24
std::string_view stateOf(BaselineState state) {
  switch (state) {
  case BaselineState::None: break;
  case BaselineState::New: return "new";
  case BaselineState::Known: return "unchanged";
  case BaselineState::Absent: return "absent";
  }
  return {};
}

/// 3.38.8; accesses have no kind of their own there.
Json kindsOf(maplint::ThreadEvent::Kind kind) {
  using Kind = maplint::ThreadEvent::Kind;
  switch (kind) {
  case Kind::Acquire:
  case Kind::AcquireShared: return {"acquire", "lock"};
  case Kind::Release: return {"release", "lock"};
  case Kind::Start: return {"enter", "function"};
  case Kind::Call: return {"call", "function"};
  default: return nullptr;
  }
}

class Writer {
public:
  Writer(const Report &report, std::span<const CheckInfo *const> rules)
      : report_(report), rules_(rules) {}

  std::string write();

private:
  Json artifact(const std::string &file);
  Json physical(const Location &at);
  Json location(const Location &at);
  Json step(const Step &step);
  Json threadFlow(const ThreadPath &thread, const Result &result);
  Json codeFlow(const Result &result);
  Json fix(const Fix &fix);
  Json result(const Result &result);
  static Json suppressions(const Result &result);
  Json notification(const FailedFile &failed);
  Json artifacts() const;

  const Report &report_;
  std::span<const CheckInfo *const> rules_;
  std::vector<std::string> files_;
  std::map<std::string, std::size_t> numbers_;
};

Json Writer::artifact(const std::string &file) {
  const auto [known, isNew] = numbers_.try_emplace(file, files_.size());
  if (isNew)
    files_.push_back(file);
  Json place = placeOf(file);
  place["index"] = known->second;
  return place;
}

Json Writer::physical(const Location &at) {
  const Utf16Range range = utf16Range(at);
  Json region = {
      {"startLine", range.line}, {"startColumn", range.column}, {"endLine", range.endLine}};
  if (range.endColumn != 0)
    region["endColumn"] = range.endColumn;
  region["byteOffset"] = at.begin;
  region["byteLength"] = at.end - at.begin;
  if (range.line == range.endLine)
    region["snippet"] = {
        {"text", at.excerpt.substr(std::min<std::size_t>(at.column - 1, at.excerpt.size()),
                                   at.endColumn - at.column)}};
  return {{"artifactLocation", artifact(at.file)}, {"region", std::move(region)}};
}

Json Writer::location(const Location &at) {
  return {{"physicalLocation", physical(at)}};
}

Json Writer::step(const Step &step) {
  Json place = location(step.location);
  place["message"] = text(step.message);
  return place;
}

/// 3.37: the events of a thread; one where the result stands says what the result says.
Json Writer::threadFlow(const ThreadPath &thread, const Result &result) {
  Json locations = Json::array();
  for (const ThreadEvent &event : thread.events) {
    if (!event.location.valid())
      continue;
    const bool isResult = event.location.file == result.location.file &&
                          event.location.begin == result.location.begin;
    Json entry = {{"location", step({.message = isResult ? result.message : wordsOf(event),
                                     .location = event.location})},
                  {"importance", isResult ? "essential" : "important"}};
    if (Json kinds = kindsOf(event.kind); !kinds.is_null())
      entry["kinds"] = std::move(kinds);
    locations.push_back(std::move(entry));
  }
  return {{"message", text("a thread in '" + thread.function + "'")},
          {"locations", std::move(locations)}};
}

/// 3.36: the steps that lead to the finding, and the finding; of a race what each thread does.
Json Writer::codeFlow(const Result &result) {
  Json flows = Json::array();
  for (const ThreadPath &thread : result.threads) {
    flows.push_back(threadFlow(thread, result));
    flows.back()["id"] = "thread " + std::to_string(flows.size());
  }
  if (!flows.empty())
    return {{"threadFlows", std::move(flows)}};
  Json locations = Json::array();
  for (const Step &each : result.trace)
    locations.push_back({{"location", step(each)}, {"importance", "important"}});
  locations.push_back({{"location", step({.message = result.message, .location = result.location})},
                       {"importance", "essential"}});
  return {{"threadFlows", Json::array({{{"locations", std::move(locations)}}})}};
}

/// 3.55: the edits, by file.
Json Writer::fix(const Fix &fix) {
  Json changes = Json::array();
  std::vector<std::string> order;
  std::map<std::string, Json> byFile;
  for (const Edit &edit : fix.edits) {
    if (!byFile.contains(edit.file))
      order.push_back(edit.file);
    byFile[edit.file].push_back(
        {{"deletedRegion", {{"byteOffset", edit.offset}, {"byteLength", edit.length}}},
         {"insertedContent", {{"text", edit.replacement}}}});
  }
  for (const std::string &file : order)
    changes.push_back({{"artifactLocation", artifact(file)}, {"replacements", byFile[file]}});
  return {{"description", text(fix.description)}, {"artifactChanges", std::move(changes)}};
}

Json Writer::result(const Result &result) {
  const auto known = std::ranges::find(rules_, result.check, &CheckInfo::id);
  Json place =
      result.state == BaselineState::Absent
          ? Json{{"physicalLocation", {{"artifactLocation", artifact(result.location.file)}}}}
          : location(result.location);
  if (!result.function.empty())
    place["logicalLocations"] =
        Json::array({{{"fullyQualifiedName", escaped(result.function)}, {"kind", "function"}}});
  Json json = {{"ruleId", result.check}};
  if (known != rules_.end())
    json["ruleIndex"] = known - rules_.begin();
  json["level"] = name(result.severity);
  json["message"] = text(result.message);
  json["locations"] = Json::array({std::move(place)});
  if (!result.trace.empty() || !result.threads.empty())
    json["codeFlows"] = Json::array({codeFlow(result)});
  if (!result.trace.empty()) {
    Json related = Json::array();
    for (const Step &each : result.trace) {
      related.push_back(step(each));
      related.back()["id"] = related.size();
    }
    json["relatedLocations"] = std::move(related);
  }
  Json fixes = Json::array();
  for (const Fix &each : result.fixes)
    fixes.push_back(fix(each));
  if (!fixes.empty())
    json["fixes"] = std::move(fixes);
  json["partialFingerprints"] = {{"maplint/v2", result.identity()}};
  if (!report_.silenced.empty())
    json["suppressions"] = suppressions(result);
  if (const std::string_view state = stateOf(result.state); !state.empty())
    json["baselineState"] = state;
  json["properties"] = {{"confidence", name(result.confidence)}};
  return json;
}

/// 3.27.23 and 3.35: of all results or of none; one that is not silenced has an empty list.
Json Writer::suppressions(const Result &result) {
  if (result.silence == Silence::None)
    return Json::array();
  Json suppression = {{"kind", result.silence == Silence::Comment ? "inSource" : "external"}};
  if (!result.reason.empty())
    suppression["justification"] = escaped(result.reason);
  return Json::array({std::move(suppression)});
}

/// 3.58: a file that was not analysed makes the run a failed one.
Json Writer::notification(const FailedFile &failed) {
  return {{"level", "error"},
          {"message", text("not analysed: " + failed.reason)},
          {"locations",
           Json::array({{{"physicalLocation", {{"artifactLocation", artifact(failed.file)}}}}})}};
}

Json Writer::artifacts() const {
  Json list = Json::array();
  for (const std::string &file : files_)
    list.push_back({{"location", placeOf(file)}, {"sourceLanguage", "cplusplus"}});
  return list;
}

std::string Writer::write() {
  Json rules = Json::array();
  for (const CheckInfo *each : rules_)
    rules.push_back(sarifRule(*each));
  Json results = Json::array();
  for (const auto *list : {&report_.findings, &report_.silenced, &report_.absent})
    for (const Result &each : *list)
      results.push_back(result(each));
  Json notifications = Json::array();
  for (const FailedFile &failed : report_.failed)
    notifications.push_back(notification(failed));
  const Json run = {
      {"tool",
       {{"driver",
         {{"name", "maplint"},
          {"fullName", "maplint " + report_.tool.version},
          {"semanticVersion", report_.tool.version},
          {"rules", std::move(rules)},
          {"properties", {{"llvm", report_.tool.llvm}}}}}}},
      {"originalUriBaseIds",
       {{"SRCROOT", {{"description", {{"text", "The root of the project."}}}}}}},
      {"invocations", Json::array({{{"executionSuccessful", report_.failed.empty()},
                                    {"toolExecutionNotifications", std::move(notifications)}}})},
      {"artifacts", artifacts()},
      {"columnKind", "utf16CodeUnits"},
      {"results", std::move(results)}};
  const Json document = {{"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/"
                                     "schemas/sarif-schema-2.1.0.json"},
                         {"version", "2.1.0"},
                         {"runs", Json::array({run})}};
  return document.dump(2, ' ', /*ensure_ascii=*/true, Json::error_handler_t::replace) + "\n";
}

} // namespace

std::string toSarif(const Report &report, std::span<const CheckInfo *const> rules) {
  return Writer(report, rules).write();
}

} // namespace maplint::report
