// An HTML report keeps what it is told inside of its elements.

#include "lib/report/Html.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace maplint::report {
namespace {

constexpr std::string_view hostile = "é</script><!--\"'&\x1b\u202e\xff\n{{data}}]]>";
constexpr std::string_view harmless = "é</script><!--\"'&\\x1b\\u{202e}\\xff\\n{{data}}]]>";

Location placeIn(std::string file) {
  return {.file = std::move(file),
          .line = 1,
          .column = 1,
          .endLine = 1,
          .endColumn = 3,
          .begin = 0,
          .end = 2,
          .excerpt = std::string(hostile)};
}

Report hostileReport() {
  const std::string text(hostile);
  Result result;
  result.check = text;
  result.message = text;
  result.function = text;
  result.fingerprint = "f1";
  result.reason = text;
  result.location = placeIn(text);
  result.trace = {{.message = text, .location = placeIn(text)}};
  result.fixes = {{.description = text,
                   .edits = {{.file = text, .offset = 0, .length = 1, .replacement = text}},
                   .notApplied = text}};
  result.threads = {{.function = text, .events = {{.subject = text, .location = placeIn(text)}}}};
  Report report{.tool = {.version = text}};
  report.findings = {result};
  report.failed = {{.file = text, .reason = text}};
  report.sources = {{text, text + "\n" + text}};
  return report;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

TEST(HtmlData, IsAsciiThatEndsNoElement) {
  const std::string data = htmlData(hostileReport(), {});
  for (const char c : data)
    EXPECT_TRUE(c >= ' ' && c < 0x7f && c != '<' && c != '>' && c != '&') << data;
}

TEST(HtmlData, SaysWhatItWasTold) {
  const auto data = nlohmann::json::parse(htmlData(hostileReport(), {}));
  const auto &finding = data["findings"][0];
  for (const char *part : {"check", "message", "function", "reason"})
    EXPECT_EQ(finding[part], harmless) << part;
  EXPECT_EQ(finding["trace"][0]["message"], harmless);
  EXPECT_EQ(finding["fixes"][0]["description"], harmless);
  EXPECT_EQ(finding["fixes"][0]["refused"], harmless);
  EXPECT_EQ(finding["threads"][0]["function"], harmless);
  EXPECT_EQ(finding["threads"][0]["events"][0]["subject"], harmless);
  EXPECT_EQ(data["files"][0]["name"], harmless);
}

TEST(HtmlData, CountsColumnsOfTheLineAsItIsShown) {
  Report report = hostileReport();
  report.sources.clear();
  Location &at = report.findings[0].location;
  at.excerpt = "\x1b\xf0\x9d\x84\x9e x";
  at.column = 6;
  at.endColumn = 8;
  const auto data = nlohmann::json::parse(htmlData(report, {}));
  // Four characters for the escape, a surrogate pair for the clef.
  EXPECT_EQ(data["findings"][0]["at"], nlohmann::json({0, 1, 7, 9}));
}

TEST(Html, HasTheElementsOfThePageOnly) {
  const std::string page = toHtml(hostileReport(), {});
  EXPECT_EQ(count(page, "<script"), 2U);
  EXPECT_EQ(count(page, "</script"), 2U);
  EXPECT_EQ(count(page, "<!--"), 0U);
  EXPECT_EQ(count(page, "\x1b"), 0U);
  EXPECT_EQ(count(page, "\u202e"), 0U);
  EXPECT_EQ(count(page, "{{data}}"), count(htmlData(hostileReport(), {}), "{{data}}") + 11)
      << "what is put in is not looked at again";
}

TEST(Html, DoesNotTellTheTime) {
  Report report = hostileReport();
  const std::string before = toHtml(report, {});
  report.elapsedMs = 12345;
  EXPECT_EQ(toHtml(report, {}), before);
}

} // namespace
} // namespace maplint::report
