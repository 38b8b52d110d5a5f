#include "lib/report/Suppress.h"

#include <gtest/gtest.h>

namespace maplint::report {
namespace {

bool silences(std::string_view text, std::string_view check, unsigned line) {
  return Suppressions(text).silences(check, line);
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

} // namespace
} // namespace maplint::report
