#include "lib/triage/Complaints.h"
#include "lib/triage/Nearest.h"
#include "lib/triage/Rules.h"
#include "lib/triage/Suppress.h"

#include <gtest/gtest.h>

namespace maplint::triage {
namespace {

bool silences(std::string_view text, std::string_view check, unsigned line) {
  return Suppressions(text).use(check, line) != nullptr;
}

TEST(Globs, MatchInOrder) {
  EXPECT_TRUE(Globs("*").match("map-nil-write"));
  EXPECT_TRUE(Globs("map-*").match("map-nil-write"));
  EXPECT_TRUE(Globs(" bugprone-* , map-*-write").match("map-nil-write"));
  EXPECT_FALSE(Globs("map-nil").match("map-nil-write"));
  EXPECT_FALSE(Globs("").match("map-nil-write"));
  EXPECT_FALSE(Globs("*,-map-nil-*").match("map-nil-write"));
  EXPECT_TRUE(Globs("-map-nil-*,*").match("map-nil-write"));
}

TEST(Globs, DoNotGrowExponentially) {
  const std::string text(200, 'a');
  EXPECT_FALSE(Globs("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b").match(text));
}

TEST(Suppressions, OfOneLine) {
  EXPECT_TRUE(silences("x; // NOLINT", "map-a", 1));
  EXPECT_FALSE(silences("x; // NOLINT\ny;", "map-a", 2));
  EXPECT_TRUE(silences("x; // NOLINT(map-a): reason", "map-a", 1));
  EXPECT_FALSE(silences("x; // NOLINT(map-a)", "map-b", 1));
  EXPECT_FALSE(silences("x; // NOLINT()", "map-a", 1));
  EXPECT_TRUE(silences("x; // NOLINT(unclosed\n", "map-a", 1));
}

TEST(Suppressions, OfTheNextLine) {
  EXPECT_TRUE(silences("// NOLINTNEXTLINE\nx;", "map-a", 2));
  EXPECT_FALSE(silences("// NOLINTNEXTLINE\nx;", "map-a", 1));
  EXPECT_FALSE(silences("// NOLINTNEXTLINE(map-b)\nx;", "map-a", 2));
}

TEST(Suppressions, OfBlocks) {
  const std::string_view nested = "// NOLINTBEGIN(map-a)\n"
                                  "// NOLINTBEGIN\n"
                                  "x;\n"
                                  "// NOLINTEND\n"
                                  "y;\n"
                                  "// NOLINTEND(map-a)\n"
                                  "z;\n";
  EXPECT_TRUE(silences(nested, "map-b", 3));
  EXPECT_FALSE(silences(nested, "map-b", 5));
  EXPECT_TRUE(silences(nested, "map-a", 5));
  EXPECT_FALSE(silences(nested, "map-a", 7));
  EXPECT_FALSE(silences("// NOLINTBEGIN\nx;\n", "map-a", 2));
  EXPECT_FALSE(silences("// NOLINTEND\nx;\n", "map-a", 2));
}

TEST(Suppressions, OfNoSuchKind) {
  EXPECT_FALSE(silences("x; // NOLINTFOREVER", "map-a", 1));
}

std::string reasonOf(std::string_view text) {
  const Suppressions suppressions(text);
  return suppressions.all().empty() ? "none" : suppressions.all().front().reason;
}

TEST(Suppressions, SayWhy) {
  EXPECT_EQ(reasonOf("x; // NOLINT(map-a): it waits  \ny;"), "it waits");
  EXPECT_EQ(reasonOf("x; /* NOLINT(map-a) : it waits */ y;"), "it waits");
  EXPECT_EQ(reasonOf("// NOLINTNEXTLINE: for all: of them\r\n"), "for all: of them");
  EXPECT_EQ(reasonOf("// NOLINTBEGIN(map-a): r\n// NOLINTEND(map-a)"), "r");
  EXPECT_EQ(reasonOf("x; // NOLINT(map-a) because"), "");
  EXPECT_EQ(reasonOf("x; // NOLINT(map-a):\nnot this"), "");
}

/// `RULE@TEXT: MESSAGE` for each complaint about `text`, in which map-nil-write hid something in
/// line `hidden`.
std::string complaints(std::string_view text, unsigned hidden = 0, bool whole = true) {
  Suppressions suppressions(text);
  suppressions.use("map-nil-write", hidden);
  const Judgement judgement{
      .ran =
          [](std::string_view id) {
            return id != "map-missing-reserve" && findRule(id) &&
                   id.find("suppression") == std::string_view::npos;
          },
      .wants = [](std::string_view rule) { return rule != unexplainedSuppression; },
      .whole = whole};
  std::string all;
  for (const Complaint &each : complaintsAbout(suppressions, judgement))
    all += std::string(each.rule).substr(4, 3) + "@" +
           std::string(text.substr(each.begin, each.end - each.begin)) + ": " + each.message + "\n";
  return all;
}

TEST(Complaints, SuggestTheNameThatWasMeant) {
  EXPECT_EQ(
      complaints("x; // NOLINT(map-nil-wirte)"),
      "unk@map-nil-wirte: no check is called 'map-nil-wirte'; did you mean 'map-nil-write'?\n");
  EXPECT_EQ(complaints("x; // NOLINT(a, map-*-nonsense)"),
            "unk@map-*-nonsense: no check is called 'map-*-nonsense'\n");
}

TEST(Complaints, KnowWhatIsUsed) {
  EXPECT_EQ(complaints("x; // NOLINT(map-nil-write)", 1), "");
  EXPECT_EQ(complaints("x; // NOLINT(map-nil-write)"),
            "unu@map-nil-write: 'map-nil-write' finds nothing here to silence\n");
  EXPECT_EQ(complaints("x; // NOLINT(map-nil-write,map-concurrent-write)", 1),
            "unu@map-concurrent-write: 'map-concurrent-write' finds nothing here to silence\n");
  EXPECT_EQ(complaints("// NOLINTNEXTLINE(map-nil-*)\nx;", 2), "");
}

TEST(Complaints, AreSilentWhereTheyCannotBeSure) {
  EXPECT_EQ(complaints("x; // NOLINT(map-nil-write)", 0, false), "");
  EXPECT_EQ(complaints("x; // NOLINT(map-missing-reserve)"), ""); // did not run
  EXPECT_EQ(complaints("x; // NOLINT(map-*)"), "");               // of these one did not
  EXPECT_EQ(complaints("x; // NOLINT(map-unused-suppression)"), "");
  EXPECT_EQ(complaints("#if WIN\nx; // NOLINT(map-nil-write)\n#endif"), "");
  EXPECT_EQ(complaints("print(\"NOLINT(map-nonsense)\");"), "");
  EXPECT_EQ(complaints("#define X y // NOLINT(map-nonsense)"), "");
}

TEST(Complaints, LeaveOtherToolsAlone) {
  EXPECT_EQ(complaints("x; // NOLINT"), "");
  EXPECT_EQ(complaints("x; // NOLINT(bugprone-*, *, nil-write, mapped-x)"), "");
  EXPECT_EQ(complaints("x; // NOLINT(-map-nil-write)"), "");
  EXPECT_EQ(complaints("// NOLINTBEGIN(bugprone-*)\n"), "");
}

TEST(Complaints, LookBehindIncludeGuards) {
  EXPECT_NE(complaints("// about\n#ifndef A_H\n#define A_H\nx; // NOLINT(map-nil-write)\n#endif"),
            "");
}

TEST(Complaints, NameBlocksWithoutTheirEnd) {
  EXPECT_EQ(complaints("// NOLINTBEGIN(map-nil-write)\n// NOLINTEND(map-nil-*)\n", 0, false),
            "unu@NOLINTBEGIN(map-nil-write): no NOLINTEND names the same checks, so this silences "
            "nothing\n");
}

TEST(Rules, AreDescribedLikeChecks) {
  for (const CheckInfo &rule : suppressionRules()) {
    EXPECT_TRUE(rule.id.starts_with("map-")) << rule.id;
    EXPECT_FALSE(rule.summary.ends_with('.')) << rule.id;
    EXPECT_FALSE(rule.why.empty() || rule.bad.empty() || rule.good.empty()) << rule.id;
    EXPECT_EQ(findRule(rule.id)->id, rule.id);
  }
}

} // namespace
} // namespace maplint::triage
