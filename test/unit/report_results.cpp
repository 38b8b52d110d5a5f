#include "lib/report/Collect.h"
#include "lib/report/Escape.h"
#include "lib/report/Json.h"
#include "lib/report/Text.h"

#include <gtest/gtest.h>

namespace maplint::report {
namespace {

Result resultAt(std::string file, std::uint32_t begin, std::string excerpt) {
  Result result;
  result.check = "map-nil-write";
  result.message = "write through 'm'";
  result.fingerprint = "f1";
  result.location = {.file = std::move(file),
                     .line = begin + 1,
                     .column = 1,
                     .endLine = begin + 1,
                     .endColumn = 2,
                     .begin = begin,
                     .end = begin + 1,
                     .excerpt = std::move(excerpt)};
  return result;
}

TEST(Settle, SortsAndNumbersEqualFingerprints) {
  std::vector<Result> results = {resultAt("b.cpp", 5, "x"), resultAt("a.cpp", 7, "x"),
                                 resultAt("a.cpp", 3, "x")};
  settle(results);
  EXPECT_EQ(results[0].location.begin, 3U);
  EXPECT_EQ(results[1].location.begin, 7U);
  EXPECT_EQ(results[2].location.file, "b.cpp");
  EXPECT_EQ(results[0].identity(), "f1");
  EXPECT_EQ(results[1].identity(), "f1-2");
  EXPECT_EQ(results[2].identity(), "f1-3");
}

TEST(Settle, KeepsTheRichestOfEqualResultsWhateverTheOrder) {
  Result poor = resultAt("a.cpp", 3, "x");
  Result rich = poor;
  rich.fixes.push_back({});
  for (std::vector<Result> results : {std::vector{poor, rich}, std::vector{rich, poor}}) {
    settle(results);
    ASSERT_EQ(results.size(), 1U);
    EXPECT_EQ(results[0].fixes.size(), 1U);
  }
}

TEST(Escaped, LeavesTextAlone) {
  EXPECT_EQ(escaped("plain 漢字 ü"), "plain 漢字 ü");
  EXPECT_EQ(escaped("a\tb", /*keepTabs=*/true), "a\tb");
}

TEST(Escaped, DisarmsControlCharacters) {
  EXPECT_EQ(escaped("\x1b[31m"), "\\x1b[31m");
  EXPECT_EQ(escaped("a\nb\tc\rd"), "a\\nb\\tc\\x0dd");
  EXPECT_EQ(escaped(std::string_view("\0", 1)), "\\x00");
  EXPECT_EQ(escaped("\x7f"), "\\x7f");
  EXPECT_EQ(escaped("\xc2\x9b"), "\\u{9b}"); // the one-character CSI
  EXPECT_EQ(escaped("\xe2\x80\xae"), "\\u{202e}");
}

TEST(Escaped, ShowsBytesThatAreNoUtf8) {
  EXPECT_EQ(escaped("\xff"), "\\xff");
  EXPECT_EQ(escaped("\xe6\xbc"), "\\xe6\\xbc"); // cut short
  EXPECT_EQ(escaped("\xc0\x8a"), "\\xc0\\x8a"); // an overlong newline
}

TEST(EscapedPath, GivesNoOrdersToCiSystems) {
  EXPECT_EQ(escapedPath("::error::x"), "./::error::x");
  EXPECT_EQ(escapedPath(" ::error::x"), "./ ::error::x");
  EXPECT_EQ(escapedPath("a::b.cpp"), "a::b.cpp");
}

TEST(Text, UnderlinesRangesOfAnyShape) {
  Report report;
  report.analysed = 2;
  report.findings = {resultAt("a.cpp", 0, "xy")};
  Location &at = report.findings[0].location;
  const auto marks = [&] { return toText(report, {.colours = false, .summary = false}); };
  EXPECT_EQ(marks(), "a.cpp:1:1: warning: write through 'm' [map-nil-write]\n"
                     "    1 | xy\n      | ^\n");
  at.endLine = 3; // goes on below: marked to the end of its first line
  EXPECT_NE(marks().find("| ^~\n"), std::string::npos);
  at.column = at.endColumn = 9; // beyond the line: one mark behind it
  at.endLine = 1;
  EXPECT_NE(marks().find("|   ^\n"), std::string::npos);
}

TEST(Text, LeavesOutLinesNobodyCouldRead) {
  Report report;
  report.findings = {resultAt("a.cpp", 0, std::string(100000, 'x'))};
  EXPECT_LT(toText(report, {}).size(), 200U);
}

TEST(Json, TakesBytesThatAreNoUtf8) {
  Report report;
  report.findings = {resultAt("\xff.cpp", 0, "")};
  EXPECT_NE(toJson(report).find("\xef\xbf\xbd.cpp"), std::string::npos);
}

} // namespace
} // namespace maplint::report
