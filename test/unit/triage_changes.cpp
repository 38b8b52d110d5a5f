#include "lib/triage/Changes.h"

#include <gtest/gtest.h>

namespace maplint::triage {
namespace {

/// The touched lines of `file` up to 20, as `3 4 9`.
std::string touched(std::string_view diff, const std::string &file = "a.cpp") {
  auto changes = Changes::parse(diff);
  if (!changes)
    return llvm::toString(changes.takeError());
  std::string lines;
  for (unsigned line = 1; line <= 20; ++line)
    if (changes->touch(file, line, line))
      lines += (lines.empty() ? "" : " ") + std::to_string(line);
  return lines;
}

const std::string head = "--- a/a.cpp\n+++ b/a.cpp\n";

TEST(Changes, AreTheNewLines) {
  EXPECT_EQ(touched(head + "@@ -1,3 +1,4 @@ f()\n a\n-b\n+c\n+d\n e\n"), "2 3");
  EXPECT_EQ(touched(head + "@@ -3,0 +4,2 @@\n+a\n+b\n@@ -9 +11 @@\n-a\n+b\n"), "4 5 11");
}

TEST(Changes, TouchBothSidesOfWhatIsGone) {
  EXPECT_EQ(touched(head + "@@ -4,2 +3,0 @@\n-a\n-b\n"), "3 4");
  EXPECT_EQ(touched(head + "@@ -1,3 +1,2 @@\n a\n-b\n c\n"), "1 2");
  EXPECT_EQ(touched(head + "@@ -1 +0,0 @@\n-a\n"), "1");
  EXPECT_EQ(touched(head + "@@ -1,3 +1,3 @@\n a\n+x\n-b\n c\n"), "2");
}

TEST(Changes, AreFoundByTheNamesThatGitAndDiffGive) {
  const std::string hunk = "@@ -0,0 +1 @@\n+a\n";
  EXPECT_EQ(touched("diff --git a/x b/x\nnew file mode 1\n--- /dev/null\n+++ b/a.cpp\n" + hunk),
            "1");
  EXPECT_EQ(touched("--- a.cpp\t2026-01-01\n+++ a.cpp\t2026-01-02 00:00\n" + hunk), "1");
  EXPECT_EQ(touched("--- b/a.cpp\n+++ b/a.cpp\n" + hunk, "b/a.cpp"), "1");
  EXPECT_EQ(touched("--- \"a/\\303\\244 \\\"\"\n+++ \"b/\\303\\244 \\\"\"\n" + hunk, "ä \""), "1");
  EXPECT_EQ(touched("From: x\n\n---\n a.cpp | 1 +\n\n" + head + hunk + "-- \n2.39\n"), "1");
  EXPECT_EQ(touched("--- a/a.cpp\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n", "/dev/null"), "");
}

TEST(Changes, MayBeNone) {
  EXPECT_EQ(touched(""), "");
  EXPECT_EQ(touched("diff --git a/x b/y\nrename from x\nrename to y\n"), "");
  EXPECT_EQ(touched("diff --git a/x b/x\nBinary files a/x and b/x differ\n"), "");
  EXPECT_EQ(touched(head + "@@ -1,1 +1,2 @@\n a\n+b\n\\ No newline at end of file\n"), "2");
}

TEST(Changes, OfADiffThatMakesNoSenseAreAnError) {
  EXPECT_EQ(touched("hello\n"), "line 1: no unified diff");
  EXPECT_EQ(touched("@@ -1 +1 @@\n-a\n+b\n"), "line 1: a hunk of no file");
  EXPECT_EQ(touched(head + "@@ -1,2 +1,2 @@\n a\n"), "line 4: cut short within a hunk");
  EXPECT_EQ(touched(head + "@@ -1,2 +1,2 @@\n+a\n+b\n+c\n"),
            "line 6: a hunk that is not as long as it says");
  EXPECT_EQ(touched(head + "@@ -1,2 +1,2 @@\nx\n"),
            "line 4: a hunk that is not as long as it says");
  for (const char *hunk : {"@@", "@@ -1 +1", "@@ -a +1 @@", "@@ -1,b +1 @@", "@@ -1 +-1 @@",
                           "@@ -1 +99999999999 @@", "@@ -1 +1,9999999999 @@"})
    EXPECT_EQ(touched(head + hunk + "\n"), "line 3: a hunk that begins with nonsense") << hunk;
  EXPECT_EQ(touched(head + "@@@ -1 -1 +1 @@@\n"), "line 3: a diff of more than two versions");
}

} // namespace
} // namespace maplint::triage
