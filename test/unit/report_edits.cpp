#include "lib/report/Edits.h"

#include <gtest/gtest.h>

namespace maplint::report {
namespace {

Fix fixOf(std::vector<Edit> edits) {
  return {.description = "a fix",
          .safety = FixSafety::Safe,
          .edits = std::move(edits),
          .notApplied = {}};
}

Edit edit(std::uint32_t offset, std::uint32_t length, std::string replacement) {
  return {.file = "a", .offset = offset, .length = length, .replacement = std::move(replacement)};
}

/// `text` with all fixes the plan takes.
std::string applied(std::string_view text, const std::vector<Fix> &fixes) {
  EditPlan plan;
  for (const Fix &fix : fixes)
    plan.add(fix);
  std::string result(text);
  if (!plan.empty())
    EXPECT_TRUE(apply(text, plan.edits().at("a"), result));
  return result;
}

TEST(EditPlan, AppliesInOrderOfPlace) {
  EXPECT_EQ(applied("abcdef", {fixOf({edit(4, 1, "E")}), fixOf({edit(0, 2, "")})}), "cdEf");
}

TEST(EditPlan, TakesTheFirstOfOverlappingFixesWhole) {
  EditPlan plan;
  EXPECT_TRUE(plan.add(fixOf({edit(1, 3, "x")})));
  EXPECT_FALSE(plan.add(fixOf({edit(0, 1, "y"), edit(3, 2, "z")})));
  EXPECT_EQ(plan.edits().at("a").size(), 1U);
  EXPECT_TRUE(plan.add(fixOf({edit(4, 1, "w")}))); // touching is not overlapping
}

TEST(EditPlan, RefusesTwoInsertionsAtOnePlace) {
  EditPlan plan;
  EXPECT_TRUE(plan.add(fixOf({edit(2, 0, "first")})));
  EXPECT_FALSE(plan.add(fixOf({edit(2, 0, "second")})));
  EXPECT_TRUE(plan.add(fixOf({edit(2, 0, "first"), edit(5, 0, "third")}))); // the same include
  EXPECT_EQ(plan.edits().at("a").size(), 2U);
}

TEST(EditPlan, InsertionInsideAReplacementOverlaps) {
  EditPlan plan;
  EXPECT_TRUE(plan.add(fixOf({edit(1, 4, "x")})));
  EXPECT_FALSE(plan.add(fixOf({edit(3, 0, "y")})));
  EXPECT_TRUE(plan.add(fixOf({edit(1, 0, "z")})));
}

TEST(Apply, PutsAnInsertionBeforeAReplacementAtItsPlace) {
  EXPECT_EQ(applied("abc", {fixOf({edit(1, 1, "B")}), fixOf({edit(1, 0, "+")})}), "a+Bc");
  EXPECT_EQ(applied("abc", {fixOf({edit(1, 0, "+")}), fixOf({edit(1, 1, "B")})}), "a+Bc");
}

TEST(Apply, KeepsTheLineEndingsThatPrevail) {
  EXPECT_EQ(applied("a\r\nb\r\n", {fixOf({edit(3, 0, "x\ny\n")})}), "a\r\nx\r\ny\r\nb\r\n");
  EXPECT_EQ(applied("a\nb\n", {fixOf({edit(2, 0, "x\n")})}), "a\nx\nb\n");
  EXPECT_EQ(applied("a\r\nb\r\n", {fixOf({edit(3, 0, "x\r\n")})}), "a\r\nx\r\nb\r\n");
}

TEST(Apply, RefusesEditsBeyondTheEnd) {
  std::string result;
  EXPECT_FALSE(apply("abc", {edit(2, 5, "")}, result));
}

TEST(UnifiedDiff, ShowsWhatChangedWithThreeLinesAround) {
  EXPECT_EQ(unifiedDiff("f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"),
            "--- a/f\n+++ b/f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST(UnifiedDiff, OfInsertionsAndMissingNewlines) {
  EXPECT_EQ(unifiedDiff("f", "a", "a\nb"),
            "--- a/f\n+++ b/f\n@@ -1,1 +1,2 @@\n-a\n\\ No newline at "
            "end of file\n+a\n+b\n\\ No newline at end of file\n");
  EXPECT_EQ(unifiedDiff("f", "", "a\n"), "--- a/f\n+++ b/f\n@@ -0,0 +1,1 @@\n+a\n");
  EXPECT_EQ(unifiedDiff("f", "a\n", "a\n"), "");
}

TEST(UnifiedDiff, JoinsHunksThatTouch) {
  const std::string diff = unifiedDiff("f", "1\n2\n3\n4\n5\n6\n7\n", "x\n2\n3\n4\n5\n6\ny\n");
  EXPECT_EQ(diff.find("@@"), diff.rfind("@@ -"));
  EXPECT_NE(diff.find("@@ -1,7 +1,7 @@"), std::string::npos);
}

} // namespace
} // namespace maplint::report
