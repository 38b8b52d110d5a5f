#include "lib/lsp/Translate.h"

#include <gtest/gtest.h>

namespace maplint::lsp {
namespace {

namespace json = llvm::json;
using llvm::lsp::Range;

constexpr std::string_view text = "int a;\r\n/* ü */ drop(it);\r\n";
constexpr Client capable{.related = true, .codeActions = true, .markdown = true};

/// A report on /project/a.cpp, which is open with `text`, as a client sees it.
class Translate : public testing::Test {
protected:
  Translate() {
    documents.open(
        {.uri = llvm::cantFail(llvm::lsp::URIForFile::fromURI("file:///project/%61.cpp")),
         .languageId = "cpp",
         .text = std::string(text),
         .version = 1});
    report.findings.push_back({.check = "map-nil-write",
                               .severity = Severity::Warning,
                               .message = "bad \xff thing",
                               .location = at("a.cpp", 17, 25)});
  }

  static report::Location at(std::string file, unsigned begin, unsigned end) {
    return {.file = std::move(file),
            .line = 2,
            .column = begin - 7,
            .endLine = 2,
            .endColumn = end - 7,
            .begin = begin,
            .end = end,
            .excerpt = "/* ü */ drop(it);"};
  }

  report::Result &result() { return report.findings.front(); }

  void addFix(FixSafety safety, std::uint32_t offset, std::string replacement) {
    result().fixes.push_back({.description = "mend it",
                              .safety = safety,
                              .edits = {{.file = "a.cpp",
                                         .offset = offset,
                                         .length = 4,
                                         .replacement = std::move(replacement)}}});
  }

  Findings translated(const Client &client = capable) {
    Places places(documents, "/project", client.encoding);
    return translate(report, "/project/a.cpp", client, places);
  }

  json::Object diagnostic(const Client &client = capable) {
    Findings findings = translated(client);
    return *findings.diagnostics[0].getAsObject();
  }

  Documents documents;
  report::Report report;
};

const json::Value here = toJSON(Range({1, 8}, {1, 16}));

TEST_F(Translate, PlaceSeverityAndNames) {
  const json::Object told = diagnostic();
  EXPECT_EQ(*told.get("range"), here);
  EXPECT_EQ(told.getInteger("severity"), 2);
  EXPECT_EQ(told.getString("source"), "maplint");
  EXPECT_EQ(told.getString("code"), "map-nil-write");
  EXPECT_EQ(told.getString("message"), "bad \xef\xbf\xbd thing");
  EXPECT_FALSE(told.get("relatedInformation"));
  result().severity = Severity::Error;
  EXPECT_EQ(diagnostic().getInteger("severity"), 1);
  result().severity = Severity::Note;
  EXPECT_EQ(diagnostic().getInteger("severity"), 3);
}

TEST_F(Translate, OtherFilesFindingsAreNotOfThisDocument) {
  result().location.file = "b.cpp";
  EXPECT_TRUE(translated().diagnostics.empty());
  result().location.file = "/project/a.cpp"; // a root that is elsewhere
  EXPECT_EQ(translated().diagnostics.size(), 1U);
}

TEST_F(Translate, StepsAreRelatedPlaces) {
  result().trace = {{.message = "here", .location = at("a.cpp", 17, 25)},
                    {.message = "there", .location = at("not there.h", 17, 25)},
                    {.message = "somewhere", .location = {}}};
  const json::Object told = diagnostic();
  const json::Array &related = *told.getArray("relatedInformation");
  ASSERT_EQ(related.size(), 2U);
  const auto placeOf = [](const json::Value &step) {
    return *step.getAsObject()->getObject("location");
  };
  EXPECT_EQ(placeOf(related[0]).getString("uri"), "file:///project/%61.cpp"); // the client's
  EXPECT_EQ(*placeOf(related[0]).get("range"), here);
  EXPECT_EQ(placeOf(related[1]).getString("uri"), "file:///project/not%20there.h");
  EXPECT_EQ(*placeOf(related[1]).get("range"), here); // from its columns
  EXPECT_TRUE(told.getString("message")->ends_with("thing\n\nnote: somewhere"));
}

TEST_F(Translate, StepsFollowTheMessageWhereTheClientKnowsNoRelatedPlaces) {
  result().trace = {{.message = "there", .location = at("b.h", 17, 25)}};
  const json::Object told = diagnostic({});
  EXPECT_FALSE(told.get("relatedInformation"));
  EXPECT_TRUE(told.getString("message")->ends_with("\n\nb.h:2:10: note: there"));
}

TEST_F(Translate, FixesAreQuickFixes) {
  addFix(FixSafety::Suggested, 17, "one\ntwo");
  addFix(FixSafety::Safe, 17, "three");
  const Findings findings = translated();
  const json::Array actions = findings.actions(Range({1, 0}, {1, 8}), {});
  ASSERT_EQ(actions.size(), 2U);
  const json::Object &suggested = *actions[0].getAsObject();
  EXPECT_EQ(suggested.getString("title"), "mend it (suggested: needs a look)");
  EXPECT_EQ(suggested.getBoolean("isPreferred"), false);
  EXPECT_EQ(suggested.getArray("diagnostics")->front(), findings.diagnostics[0]);
  const json::Object &changes = *suggested.getObject("edit")->getObject("changes");
  EXPECT_EQ(*changes.begin()->second.getAsArray(),
            json::Array({json::Object{{"range", toJSON(Range({1, 8}, {1, 12}))},
                                      {"newText", "one\r\ntwo"}}})); // as the text has it
  EXPECT_EQ(actions[1].getAsObject()->getString("title"), "mend it");
  EXPECT_EQ(actions[1].getAsObject()->getBoolean("isPreferred"), true);
  EXPECT_TRUE(findings.actions(Range({1, 17}, {1, 17}), {}).empty());
  EXPECT_TRUE(findings.actions(Range({0, 0}, {1, 7}), {}).empty());
}

TEST_F(Translate, AllSafeFixesAreOneAction) {
  addFix(FixSafety::Safe, 17, "one");
  report.findings.push_back(report.findings[0]); // the same edit counts as done
  const Range nowhere({0, 0}, {0, 0});
  for (const char *kind : {"source", "source.fixAll", "source.fixAll.maplint"})
    EXPECT_EQ(translated().actions(nowhere, {kind}).size(), 1U) << kind;
  for (const char *kind : {"source.organizeImports", "sour", "refactor", "source.fixAll.maplint.x"})
    EXPECT_TRUE(translated().actions(nowhere, {kind}).empty()) << kind;
  const json::Array actions = translated().actions(nowhere, {"source"});
  const json::Object &changes = *actions[0].getAsObject()->getObject("edit")->getObject("changes");
  EXPECT_EQ(changes.begin()->second.getAsArray()->size(), 1U);
  result().fixes[0].safety = FixSafety::Suggested;
  report.findings.pop_back();
  EXPECT_TRUE(translated().actions(nowhere, {"source"}).empty());
}

TEST_F(Translate, FixesThatCannotBeToldAreNotOffered) {
  addFix(FixSafety::Safe, 1000, "x");  // beyond the end
  addFix(FixSafety::Safe, 17, "\xff"); // no text
  addFix(FixSafety::Safe, 17, "x");
  result().fixes.back().edits[0].file = "gone.h"; // nobody knows its lines
  EXPECT_TRUE(translated().fixes.empty());
  EXPECT_TRUE(translated().allSafe.empty());
}

TEST_F(Translate, SurvivesTheWayHome) {
  addFix(FixSafety::Safe, 17, "one");
  const Findings findings = translated();
  Findings home;
  json::Path::Root root;
  ASSERT_TRUE(fromJSON(toJSON(findings), home, root));
  EXPECT_EQ(toJSON(home), toJSON(findings));
  for (const char *damaged : {"3", "{}", R"({"diagnostics":[3],"fixes":[],"allSafe":{}})",
                              R"({"diagnostics":[],"fixes":[{"diagnostic":0,"title":"",)"
                              R"("safe":true,"edits":{}}],"allSafe":{}})"})
    EXPECT_FALSE(fromJSON(llvm::cantFail(json::parse(damaged)), home, root)) << damaged;
}

} // namespace
} // namespace maplint::lsp
