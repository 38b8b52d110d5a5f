#include "lib/triage/Fingerprint.h"

#include <gtest/gtest.h>

namespace maplint::triage {
namespace {

/// The fingerprint of what stands between `[[` and `]]` in `marked`, a function.
std::string fingerprint(std::string_view marked, std::string_view message = "write through 'm'",
                        std::string_view check = "map-nil-write", std::string_view name = "f") {
  std::string text(marked);
  const std::size_t begin = text.find("[[");
  text.erase(begin, 2);
  const std::size_t end = text.find("]]");
  text.erase(end, 2);
  return fingerprintOf({.check = check,
                        .function = name,
                        .message = message,
                        .begin = static_cast<std::uint32_t>(begin),
                        .end = static_cast<std::uint32_t>(end),
                        .functionBegin = 0,
                        .functionEnd = static_cast<std::uint32_t>(text.size())},
                       text, tokensOf(text));
}

constexpr std::string_view plain = "void f(Map *m, int k) { k++; [[(*m)[k]]] = g(1); end(); }";

TEST(Tokens, TellCodeFromWhatLooksLikeIt) {
  const std::string_view text =
      "a // b\n'\"' \"/*\" R\"x(\" )\" )x\" 1'000e+3 /* c */ #\n#if d \\\n e\nf";
  std::string kinds;
  for (const Token &token : tokensOf(text))
    kinds += "WNLMCD"[static_cast<int>(token.kind)];
  EXPECT_EQ(kinds, "WCLLLNCMDW");
}

TEST(Tokens, LieWithinTextThatBreaksOff) {
  for (const std::string_view text : {"\"a", "'", "R\"x(", "/*", "#", "1e", "\\", "\\\n", "//\\\n",
                                      "u8\"", "\"\\", "R\"", "#\\\n"}) {
    std::uint32_t at = 0;
    for (const Token &token : tokensOf(text)) {
      EXPECT_LE(at, token.begin);
      EXPECT_LT(token.begin, token.end);
      at = token.end;
    }
    EXPECT_LE(at, text.size()) << text;
  }
}

TEST(Fingerprint, IgnoresLayoutCommentsAndWhatStandsElsewhere) {
  const std::string known = fingerprint(plain);
  EXPECT_EQ(known.size(), 32U);
  EXPECT_EQ(known,
            fingerprint("void f(Map *m, int k) {\n  k++;\n  [[( *m )[ k ]]]\n  = g( 1 ); // x\n}"));
  EXPECT_EQ(known, fingerprint("void f(Map *m, int k) { int other; [[(*m)[k]]] = g(1); }"));
}

TEST(Fingerprint, IgnoresTheNamesOfLocals) {
  EXPECT_EQ(fingerprint(plain), fingerprint("void f(Map *map, int key) { [[(*map)[key]]] = g(1); }",
                                            "write through 'map'"));
  EXPECT_EQ(
      fingerprint("void f() { auto &[a, b] = p; for (const auto &e : v) [[b.x]] = e; }", "'b'"),
      fingerprint("void f() { auto &[c, d] = p; for (const auto &w : v) [[d.x]] = w; }", "'d'"));
}

TEST(Fingerprint, IgnoresBracesAroundAStatement) {
  EXPECT_EQ(fingerprint("void f(Map *m) { if (a(b)) [[(*m)[1]]] = 2; else c(); }"),
            fingerprint("void f(Map *m) { if (a(b)) { [[(*m)[1]]] = 2; } else c(); }"));
  EXPECT_EQ(fingerprint("void f(Map *m) { while (a()) for (;;) [[(*m)[1]]] = 2; }"),
            fingerprint("void f(Map *m) { while (a()) { for (;;) { [[(*m)[1]]] = 2; } } }"));
}

TEST(Fingerprint, KeepsWhatTheFindingIsAbout) {
  const std::string known = fingerprint(plain);
  EXPECT_NE(known, fingerprint(plain, "write through 'm'", "map-other"));
  EXPECT_NE(known, fingerprint(plain, "write through 'm'", "map-nil-write", "C::f"));
  EXPECT_NE(known, fingerprint("void f(Map *m, int k) { [[(*m)[k]]] = g(2); }"));
  EXPECT_NE(known, fingerprint("void f(Map *m, int k) { [[(*m)[k + 1]]] = g(1); }"));
  EXPECT_NE(known, fingerprint("void f(Map *m, int k) { [[(*members_)[k]]] = g(1); }"));
  EXPECT_NE(known, fingerprint("void f(Map *m, int k) { [[(*k)[m]]] = g(1); }"));
  EXPECT_NE(fingerprint("void f(Map *m) { m->x = [[m->y]]; }", "'m->y'"),
            fingerprint("void f(Map *m) { m->x = [[m->z]]; }", "'m->z'"));
  EXPECT_NE(fingerprint("void f() { [[a]]; }", "'x'"), fingerprint("void f() { [[a]]; }", "'y'"));
}

TEST(Fingerprint, TellsValuesInBracesFromBlocks) {
  EXPECT_NE(fingerprint("void f() { m.insert({[[k]], 1}); }"),
            fingerprint("void f() { n.insert({[[k]], 1}); }"));
  EXPECT_NE(fingerprint("void f() { [[m]].insert({k, 1}); }"),
            fingerprint("void f() { [[m]].insert({k, 2}); }"));
  EXPECT_EQ(fingerprint("void f() { each(m, [&](int k) { a(); [[m.erase(k)]]; }); }"),
            fingerprint("void f() { each(n, [&](int k) { b(); [[m.erase(k)]]; }); }"));
}

TEST(Fingerprint, OfPlacesAtTheEdge) {
  EXPECT_EQ(fingerprint("[[]]").size(), 32U);
}

} // namespace
} // namespace maplint::triage
