#include "lib/report/Uri.h"
#include "lib/triage/Baseline.h"

#include <gtest/gtest.h>

namespace maplint::triage {
namespace {

using report::BaselineState;

constexpr const char *some = "0123456789abcdef0123456789abcdef";

report::Result findingIn(const std::string &file, const std::string &fingerprint = some) {
  report::Result result{.check = "map-nil-write", .message = "m", .fingerprint = fingerprint};
  result.location.file = file;
  return result;
}

Baseline baselineOfFindings(const std::vector<report::Result> &findings) {
  return baselineOf(
      findings, {}, [](const BaselineEntry &) { return false; }, "why");
}

bool always(const BaselineEntry &) {
  return true;
}

std::string statesOf(const std::vector<report::Result> &findings) {
  std::string states;
  for (const report::Result &finding : findings)
    states += finding.state == BaselineState::Known ? 'k' : 'n';
  return states;
}

TEST(Baseline, ReadsWhatItWrites) {
  const Baseline made =
      baselineOfFindings({findingIn("b.cpp"), findingIn("a b\xff\n.cpp"), findingIn("b.cpp")});
  const std::string text = textOf(made);
  auto read = parseBaseline(text);
  ASSERT_TRUE(static_cast<bool>(read));
  EXPECT_EQ(textOf(*read), text);
  ASSERT_EQ(read->entries.size(), 2U);
  EXPECT_EQ(report::pathOf(read->entries[0].file), "a b\xff\n.cpp");
  EXPECT_EQ(read->entries[1].count, 2U);
  EXPECT_EQ(read->entries[1].reason, "why");
}

TEST(Baseline, CountsFindingsThatAreAlike) {
  const Baseline two = baselineOfFindings({findingIn("a"), findingIn("a")});
  std::vector<report::Result> three(3, findingIn("a"));
  EXPECT_TRUE(compare(two, three, always).fixed.empty());
  EXPECT_EQ(statesOf(three), "kkn");
  std::vector<report::Result> one = {findingIn("a")};
  const auto fixed = compare(two, one, always).fixed;
  ASSERT_EQ(fixed.size(), 1U);
  EXPECT_EQ(fixed[0].count, 1U);
}

TEST(Baseline, FollowsWhatMovesToAnotherFile) {
  const Baseline known = baselineOfFindings({findingIn("a")});
  std::vector<report::Result> moved = {findingIn("b")};
  EXPECT_TRUE(compare(known, moved, always).fixed.empty());
  EXPECT_EQ(statesOf(moved), "k");
  std::vector<report::Result> copied = {findingIn("b"), findingIn("a")};
  compare(known, copied, always);
  EXPECT_EQ(statesOf(copied), "nk");
}

TEST(Baseline, SaysNothingOfWhatWasNotLookedFor) {
  const Baseline known = baselineOfFindings({findingIn("a")});
  std::vector<report::Result> findings = {findingIn("b")};
  const auto never = [](const BaselineEntry &) { return false; };
  EXPECT_TRUE(compare(known, findings, never).fixed.empty());
  EXPECT_EQ(statesOf(findings), "n");
}

TEST(Baseline, RefusesWhatIsNotOne) {
  for (const char *text : {"", "[]", "{", "\"x\"", "1e99999", "{\"maplint_baseline\": 1}",
                           "{\"maplint_baseline\": 1, \"entries\": [1]}",
                           "{\"maplint_baseline\": 1, \"entries\": [], \"x\": 0}"}) {
    auto read = parseBaseline(text);
    EXPECT_FALSE(static_cast<bool>(read)) << text;
    llvm::consumeError(read.takeError());
  }
  const std::string once = textOf(baselineOfFindings({findingIn("a")}));
  const std::size_t open = once.find("    {");
  const std::string entry = once.substr(open, once.find("    }") + 5 - open);
  auto twice = parseBaseline(once.substr(0, open) + entry + "," + once.substr(open));
  EXPECT_EQ(llvm::toString(twice.takeError()),
            "entry 2 repeats one of the same file and fingerprint");
}

} // namespace
} // namespace maplint::triage
