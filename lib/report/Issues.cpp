// JSON that code review and dashboards read: GitLab, SonarQube, reviewdog.

#include "lib/report/Columns.h"
#include "lib/report/Escape.h"
#include "lib/report/Writers.h"

#include <nlohmann/json.hpp>

namespace maplint::report {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json &json, int indent) {
  return json.dump(indent, ' ', /*ensure_ascii=*/true, Json::error_handler_t::replace) + "\n";
}

/// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
std::string_view gitLabSeverity(Severity severity) {
  switch (severity) {
  case Severity::Note: return "info";
  case Severity::Warning: return "minor";
  case Severity::Error: return "major";
  }
  return "info";
}

std::string_view sonarSeverity(Severity severity) {
  switch (severity) {
  case Severity::Note: return "LOW";
  case Severity::Warning: return "MEDIUM";
  case Severity::Error: return "HIGH";
  }
  return "LOW";
}

/// Columns count from 0 there, and a range must not be empty; without columns it is whole lines.
Json sonarRange(const Location &at) {
  const Utf16Range range = utf16Range(at);
  Json json = {{"startLine", range.line}, {"endLine", range.endLine}};
  if (range.endColumn > range.column) {
    json["startColumn"] = range.column - 1;
    json["endColumn"] = range.endColumn - 1;
  }
  return json;
}

Json sonarLocation(std::string_view message, const Location &at) {
  return {{"message", escaped(message)}, {"filePath", at.file}, {"textRange", sonarRange(at)}};
}

Json sonarRule(const CheckInfo &check) {
  return {{"id", check.id},
          {"name", check.summary},
          {"description", check.why},
          {"engineId", "maplint"},
          {"cleanCodeAttribute", "LOGICAL"},
          {"type", "BUG"},
          {"severity", check.severity == Severity::Error ? "CRITICAL" : "MAJOR"},
          {"impacts", Json::array({{{"softwareQuality", "RELIABILITY"},
                                    {"severity", sonarSeverity(check.severity)}}})}};
}

Json position(unsigned line, unsigned column) {
  return {{"line", line}, {"column", column}};
}

/// reviewdog counts columns in bytes, as we do.
Json range(const auto &at) {
  return {{"start", position(at.line, at.column)}, {"end", position(at.endLine, at.endColumn)}};
}

Json reviewDogLocation(const Location &at) {
  return {{"path", at.file}, {"range", range(at)}};
}

/// A suggestion is one edit of the file that is commented on; a fix of several edits, or elsewhere,
/// cannot be told so.
Json suggestions(const Result &result) {
  Json list = Json::array();
  for (const Fix &fix : result.fixes)
    if (fix.edits.size() == 1 && fix.edits.front().file == result.location.file)
      list.push_back(
          {{"range", range(fix.edits.front())}, {"text", fix.edits.front().replacement}});
  return list;
}

std::string_view reviewDogSeverity(Severity severity) {
  switch (severity) {
  case Severity::Note: return "INFO";
  case Severity::Warning: return "WARNING";
  case Severity::Error: return "ERROR";
  }
  return "UNKNOWN_SEVERITY";
}

Json reviewDog(const Result &result) {
  Json related = Json::array();
  for (const Step &step : result.trace)
    related.push_back(
        {{"message", escaped(step.message)}, {"location", reviewDogLocation(step.location)}});
  return {{"message", escaped(result.message)},
          {"location", reviewDogLocation(result.location)},
          {"severity", reviewDogSeverity(result.severity)},
          {"source", {{"name", "maplint"}}},
          {"code", {{"value", result.check}}},
          {"suggestions", suggestions(result)},
          {"relatedLocations", std::move(related)}};
}

} // namespace

std::string toGitLab(const Report &report) {
  Json issues = Json::array();
  for (const Result &result : report.findings)
    issues.push_back(
        {{"description", escaped(result.message)},
         {"check_name", result.check},
         {"fingerprint", result.identity()},
         {"severity", gitLabSeverity(result.severity)},
         {"location",
          {{"path", result.location.file},
           {"lines", {{"begin", result.location.line}, {"end", result.location.endLine}}}}}});
  return dumped(issues, 2);
}

std::string toSonar(const Report &report, std::span<const CheckInfo *const> all) {
  Json rules = Json::array();
  for (const CheckInfo *rule : all)
    rules.push_back(sonarRule(*rule));
  Json issues = Json::array();
  for (const Result &result : report.findings) {
    Json steps = Json::array();
    for (const Step &step : result.trace)
      steps.push_back(sonarLocation(step.message, step.location));
    issues.push_back({{"ruleId", result.check},
                      {"primaryLocation", sonarLocation(result.message, result.location)},
                      {"secondaryLocations", std::move(steps)}});
  }
  return dumped({{"rules", std::move(rules)}, {"issues", std::move(issues)}}, 2);
}

std::string toReviewDog(const Report &report) {
  std::string lines;
  for (const Result &result : report.findings)
    lines += dumped(reviewDog(result), -1);
  return lines;
}

} // namespace maplint::report
