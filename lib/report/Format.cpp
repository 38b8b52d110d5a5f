#include "lib/report/Format.h"

#include "lib/report/Html.h"
#include "lib/report/Json.h"
#include "lib/report/Writers.h"

#include <algorithm>
#include <array>

namespace maplint::report {

std::span<const FormatInfo> formats() {
  static constexpr std::array all = {
      FormatInfo{.format = Format::Text, .name = "text", .summary = "for people, with the source"},
      FormatInfo{.format = Format::Html, .name = "html", .summary = "one page for a browser"},
      FormatInfo{.format = Format::Json, .name = "json", .summary = "one document, by our schema"},
      FormatInfo{.format = Format::JsonLines, .name = "jsonl", .summary = "a line a finding"},
      FormatInfo{.format = Format::Sarif, .name = "sarif", .summary = "SARIF 2.1.0"},
      FormatInfo{.format = Format::GitHub, .name = "github", .summary = "GitHub's commands"},
      FormatInfo{.format = Format::GitLab, .name = "gitlab", .summary = "GitLab's Code Quality"},
      FormatInfo{
          .format = Format::ReviewDog, .name = "rdjsonl", .summary = "reviewdog's lines of JSON"},
      FormatInfo{.format = Format::Sonar, .name = "sonar", .summary = "SonarQube's generic issues"},
      FormatInfo{.format = Format::JUnit, .name = "junit", .summary = "JUnit's XML"},
      FormatInfo{
          .format = Format::Checkstyle, .name = "checkstyle", .summary = "Checkstyle's XML"}};
  return all;
}

std::optional<Format> formatNamed(std::string_view name) {
  const auto found = std::ranges::find(formats(), name, &FormatInfo::name);
  return found == formats().end() ? std::nullopt : std::optional(found->format);
}

bool showsSource(Format format) {
  return format == Format::Html;
}

std::string render(const Report &report, Format format, const Rendering &rendering) {
  switch (format) {
  case Format::Text: return toText(report, rendering.style);
  case Format::Html: return toHtml(report, rendering.rules);
  case Format::Json: return toJson(report);
  case Format::JsonLines: return toJsonLines(report);
  case Format::Sarif: return toSarif(report, rendering.rules);
  case Format::GitHub: return toGitHub(report);
  case Format::GitLab: return toGitLab(report);
  case Format::ReviewDog: return toReviewDog(report);
  case Format::Sonar: return toSonar(report, rendering.rules);
  case Format::JUnit: return toJUnit(report);
  case Format::Checkstyle: return toCheckstyle(report);
  }
  return {};
}

} // namespace maplint::report
