#include "lib/lsp/Documents.h"
#include "lib/lsp/Positions.h"

#include <gtest/gtest.h>

namespace maplint::lsp {
namespace {

using llvm::lsp::Position;
using llvm::lsp::Range;

// In bytes: a 0, ü 1-2, € 3-5, 😀 6-9, z 10.
constexpr std::string_view mixed = "aü€😀z";

TEST(Positions, CountUtf16CodeUnits) {
  const LineTable lines(mixed, Encoding::Utf16);
  EXPECT_EQ(lines.positionOf(0), Position(0, 0));
  EXPECT_EQ(lines.positionOf(1), Position(0, 1));
  EXPECT_EQ(lines.positionOf(3), Position(0, 2));
  EXPECT_EQ(lines.positionOf(6), Position(0, 3));
  EXPECT_EQ(lines.positionOf(10), Position(0, 5)); // behind a surrogate pair
  EXPECT_EQ(lines.positionOf(11), Position(0, 6));
}

TEST(Positions, CountBytesWhereThatIsAgreed) {
  const LineTable lines(mixed, Encoding::Utf8);
  EXPECT_EQ(lines.positionOf(10), Position(0, 10));
  EXPECT_EQ(lines.offsetOf({0, 10}), 10U);
  EXPECT_EQ(lines.offsetOf({0, 8}), 6U); // in the middle of a character
}

TEST(Positions, ComeBackAsTheByteTheyWere) {
  const std::string text = "x\n" + std::string(mixed) + "\r\n\ry";
  for (const Encoding encoding : {Encoding::Utf8, Encoding::Utf16}) {
    const LineTable lines(text, encoding);
    for (const std::size_t offset : {0U, 1U, 2U, 3U, 5U, 8U, 12U, 13U, 15U, 16U, 17U})
      EXPECT_EQ(lines.offsetOf(lines.positionOf(offset)), offset);
  }
}

TEST(Positions, KnowTheThreeEndsOfLines) {
  const LineTable lines("a\nb\r\nc\rd", Encoding::Utf16);
  EXPECT_EQ(lines.positionOf(2), Position(1, 0));
  EXPECT_EQ(lines.positionOf(5), Position(2, 0));
  EXPECT_EQ(lines.positionOf(7), Position(3, 0));
  EXPECT_EQ(lines.positionOf(4), Position(1, 1)); // between \r and \n is no place
}

TEST(Positions, BeyondTheEndAreTheEnd) {
  const LineTable lines("ab\r\nc", Encoding::Utf16);
  EXPECT_EQ(lines.offsetOf({0, 100}), 2U);
  EXPECT_EQ(lines.offsetOf({7, 0}), 5U);
  EXPECT_EQ(lines.offsetOf({0, -3}), 0U);
  EXPECT_EQ(lines.offsetOf({-1, 3}), 0U);
}

TEST(Positions, InsideOfASurrogatePairAreItsBeginning) {
  EXPECT_EQ(LineTable(mixed, Encoding::Utf16).offsetOf({0, 4}), 6U);
}

TEST(Positions, CountOneForAByteThatIsNoText) {
  const LineTable lines("\xff\xfe\xe2\x82z", Encoding::Utf16);
  EXPECT_EQ(lines.positionOf(4), Position(0, 4));
  EXPECT_EQ(lines.offsetOf({0, 4}), 4U);
}

llvm::lsp::URIForFile uri(llvm::StringRef path) {
  return llvm::cantFail(llvm::lsp::URIForFile::fromFile(path));
}

llvm::lsp::DidChangeTextDocumentParams
changes(std::vector<std::pair<std::optional<Range>, std::string>> all) {
  llvm::lsp::DidChangeTextDocumentParams params;
  params.textDocument = {.uri = uri("/nowhere/a.cpp"), .version = 7};
  for (auto &[range, text] : all)
    params.contentChanges.push_back({.range = range, .rangeLength = {}, .text = std::move(text)});
  return params;
}

TEST(Documents, FollowChangesOneAfterTheOther) {
  Documents documents;
  documents.open(
      {.uri = uri("/nowhere/a.cpp"), .languageId = "cpp", .text = "ü1\nb\n", .version = 1});
  const Document *document = documents.change(
      changes({{Range({0, 1}, {0, 2}), "23\n4"}, {Range({1, 1}, {2, 0}), ""}}), Encoding::Utf16);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->text, "ü23\n4b\n");
  EXPECT_EQ(document->version, 7);
  documents.change(changes({{Range({0, 1}, {0, 2}), "x"}, {std::nullopt, "all"}}), Encoding::Utf16);
  EXPECT_EQ(document->text, "all");
  documents.change(changes({{Range({0, 3}, {0, 1}), "!"}}),
                   Encoding::Utf16); // ends before it begins
  EXPECT_EQ(document->text, "all!");
}

TEST(Documents, AreToldApartByEveryChange) {
  Documents documents;
  const Document &document =
      documents.open({.uri = uri("/nowhere/a.cpp"), .languageId = "cpp", .text = "", .version = 1});
  const std::uint64_t before = document.stamp;
  documents.change(changes({{std::nullopt, ""}}), Encoding::Utf16);
  EXPECT_NE(document.stamp, before);
  documents.close(document.uri);
  EXPECT_FALSE(documents.change(changes({{std::nullopt, ""}}), Encoding::Utf16));
  EXPECT_TRUE(documents.overlay().empty());
}

} // namespace
} // namespace maplint::lsp
