#include "lib/report/Json.h"

#include <nlohmann/json.hpp>

namespace maplint::report {
namespace {

// Keeps the keys in the order they are written here, which is the order a person wants to read.
using Json = nlohmann::ordered_json;

Json location(const Location &at) {
  return {{"file", at.file},
          {"line", at.line},
          {"column", at.column},
          {"end_line", at.endLine},
          {"end_column", at.endColumn}};
}

Json trace(const std::vector<Step> &steps) {
  Json list = Json::array();
  for (const Step &step : steps)
    list.push_back({{"message", step.message}, {"location", location(step.location)}});
  return list;
}

Json threads(const std::vector<ThreadPath> &threads) {
  Json list = Json::array();
  for (const ThreadPath &thread : threads) {
    Json events = Json::array();
    for (const ThreadEvent &event : thread.events) {
      events.push_back({{"kind", name(event.kind)}, {"subject", event.subject}});
      if (event.location.valid())
        events.back()["location"] = location(event.location);
    }
    list.push_back({{"function", thread.function}, {"events", std::move(events)}});
  }
  return list;
}

Json edits(const std::vector<Edit> &edits) {
  Json list = Json::array();
  for (const Edit &edit : edits)
    list.push_back({{"file", edit.file},
                    {"offset", edit.offset},
                    {"length", edit.length},
                    {"replacement", edit.replacement}});
  return list;
}

Json fixes(const std::vector<Fix> &fixes) {
  Json list = Json::array();
  for (const Fix &fix : fixes) {
    Json entry = {{"description", fix.description},
                  {"safety", name(fix.safety)},
                  {"edits", edits(fix.edits)}};
    if (!fix.notApplied.empty())
      entry["not_applied"] = fix.notApplied;
    list.push_back(std::move(entry));
  }
  return list;
}

std::string_view nameOf(BaselineState state) {
  switch (state) {
  case BaselineState::None: break;
  case BaselineState::New: return "new";
  case BaselineState::Known: return "known";
  case BaselineState::Absent: return "fixed";
  }
  return "none";
}

/// What was known and is gone has no place any more.
Json fixed(const Result &result) {
  return {{"check", result.check},       {"severity", name(result.severity)},
          {"message", result.message},   {"file", result.location.file},
          {"function", result.function}, {"fingerprint", result.identity()},
          {"reason", result.reason}};
}

Json finding(const Result &result) {
  Json json = {{"check", result.check},
               {"severity", name(result.severity)},
               {"confidence", name(result.confidence)},
               {"message", result.message},
               {"location", location(result.location)},
               {"trace", trace(result.trace)},
               {"fixes", fixes(result.fixes)},
               {"fingerprint", result.identity()},
               {"function", result.function}};
  if (!result.threads.empty())
    json["threads"] = threads(result.threads);
  if (result.state != BaselineState::None)
    json["state"] = nameOf(result.state);
  if (result.silence != Silence::None)
    json["silenced"] = {{"by", result.silence == Silence::Comment ? "comment" : "baseline"},
                        {"reason", result.reason}};
  return json;
}

Json files(const Report &report) {
  Json failed = Json::array();
  for (const FailedFile &file : report.failed)
    failed.push_back({{"file", file.file}, {"reason", file.reason}});
  return {{"analysed", report.analysed},
          {"from_cache", report.fromCache},
          {"failed", std::move(failed)}};
}

Json costs(const std::vector<Cost> &costs) {
  Json list = Json::array();
  for (const Cost &cost : costs)
    list.push_back({{"name", cost.name}, {"findings", cost.findings}, {"cpu_us", cost.micros}});
  return list;
}

Json statistics(const Statistics &statistics) {
  return {{"checks", costs(statistics.checks)},
          {"files", costs(statistics.files)},
          {"before_checks_cpu_us", statistics.flowMicros}};
}

Json tool(const Report &report) {
  return {{"name", "maplint"}, {"version", report.tool.version}, {"llvm", report.tool.llvm}};
}

} // namespace

std::string toJsonLines(const Report &report) {
  const auto line = [](const Json &json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  };
  std::string lines;
  const auto add = [&](const char *type, const std::vector<Result> &results,
                       Json (*write)(const Result &)) {
    for (const Result &result : results) {
      Json entry = {{"type", type}};
      entry.update(write(result));
      lines += line(entry);
    }
  };
  add("finding", report.findings, finding);
  add("silenced", report.silenced, finding);
  add("fixed", report.absent, fixed);
  return lines + line({{"type", "summary"},
                       {"schema_version", schemaVersion},
                       {"tool", tool(report)},
                       {"files", files(report)},
                       {"elapsed_ms", report.elapsedMs}});
}

std::string toJson(const Report &report) {
  const auto list = [](const std::vector<Result> &results, Json (*write)(const Result &)) {
    Json entries = Json::array();
    for (const Result &result : results)
      entries.push_back(write(result));
    return entries;
  };
  Json document = {{"schema_version", schemaVersion},
                   {"tool", tool(report)},
                   {"findings", list(report.findings, finding)},
                   {"silenced", list(report.silenced, finding)},
                   {"fixed", list(report.absent, fixed)},
                   {"files", files(report)},
                   {"elapsed_ms", report.elapsedMs}};
  if (report.statistics)
    document["statistics"] = statistics(*report.statistics);
  // Sources may hold bytes that are no UTF-8; a report must not fail over them.
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace maplint::report
