#include "lib/driver/ProgressLine.h"

#include <gtest/gtest.h>

namespace maplint::driver {
namespace {

using std::chrono::milliseconds;

std::string text(const ProgressState &state, unsigned columns = 80) {
  return progressText(state, columns, /*colours=*/false);
}

TEST(Progress, SaysNothingOfSpeedBeforeItKnowsOne) {
  EXPECT_EQ(text({.done = 0, .of = 3, .elapsed = milliseconds(900), .file = "a.cpp"}),
            "[0/3] a.cpp");
}

TEST(Progress, TellsRateTimeLeftAndFile) {
  EXPECT_EQ(text({.done = 12, .of = 340, .elapsed = milliseconds(3530), .file = "src/a.cpp"}),
            "[12/340] 3.4 files/s, 1 min 36 s left: src/a.cpp");
  EXPECT_EQ(text({.done = 50, .of = 60, .elapsed = milliseconds(1000), .file = "a.cpp"}),
            "[50/60] 50 files/s, 0 s left: a.cpp");
  EXPECT_EQ(text({.done = 1, .of = 2000, .elapsed = milliseconds(20000), .file = "a.cpp"}),
            "[1/2000] 0.05 files/s, 11 h 6 min left: a.cpp");
}

TEST(Progress, TellsHowLongTheLinkTakes) {
  EXPECT_EQ(text({.done = 3, .of = 3, .isLinking = true, .elapsed = milliseconds(61600)}),
            "[3/3] analysing them together, 1 min 2 s");
  EXPECT_EQ(text({.done = 1, .of = 1, .isLinking = true}), "[1/1] analysing it, 0 s");
}

TEST(Progress, NeverTakesASecondLine) {
  const ProgressState state{.done = 12,
                            .of = 340,
                            .elapsed = milliseconds(3530),
                            .file = "source/storage/cache/evict.cpp"};
  EXPECT_EQ(text(state, 54), "[12/340] 3.4 files/s, 1 min 36 s left: ...he/evict.cpp");
  EXPECT_EQ(text(state, 40), "[12/340] 3.4 files/s, 1 min 36 s left: ");
  EXPECT_EQ(text(state, 30), "[12/340]");
  EXPECT_EQ(text(state, 5), "");
}

TEST(Progress, CutsBetweenCharacters) {
  // Two columns each, three bytes each.
  const ProgressState state{.of = 1, .file = "\u5730\u56fe\u5730\u56fe.cpp"};
  EXPECT_EQ(text(state, 6 + 12), "[0/1] \u5730\u56fe\u5730\u56fe.cpp");
  EXPECT_EQ(text(state, 6 + 11), "[0/1] ...\u5730\u56fe.cpp");
  EXPECT_EQ(text(state, 6 + 10), "[0/1] ...\u56fe.cpp");
}

TEST(Progress, PrintsNoControlCharacters) {
  EXPECT_EQ(text({.of = 1, .file = "a\x1b[2Jb\n.cpp"}), "[0/1] a\\x1b[2Jb\\n.cpp");
}

TEST(Progress, MarksTheCount) {
  EXPECT_EQ(progressText({.of = 1, .file = "a.cpp"}, 80, /*colours=*/true),
            "\x1b[1;36m[0/1]\x1b[0m a.cpp");
}

} // namespace
} // namespace maplint::driver
