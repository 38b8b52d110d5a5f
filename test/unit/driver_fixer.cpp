#include "lib/driver/Fixer.h"

#include "lib/driver/Arguments.h"
#include "lib/driver/Files.h"
#include "lib/flow/Facts.h"

#include "llvm/Support/FileSystem.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

namespace maplint::driver {
namespace {

/// What the check below offers to write instead of BAD.
std::string replacement;

/// Reports every BAD and every WORSE in the text of the file.
void runWords(const flow::UnitFacts &facts, const CheckOptions &, const FindingSink &report) {
  const std::string_view text = facts.unit().files[0].text;
  for (const std::string word : {"BAD", "WORSE"})
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
      const SourceRange range{.file = 0,
                              .begin = static_cast<std::uint32_t>(at),
                              .end = static_cast<std::uint32_t>(at + word.size())};
      report(Finding(range, "a word: " + word)
                 .fixedBy({.description = "say something else",
                           .safety = FixSafety::Safe,
                           .edits = {{.range = range, .replacement = replacement}}}));
    }
}

constexpr CheckInfo info{.id = "map-words",
                         .summary = "a word",
                         .why = "why",
                         .bad = "bad",
                         .good = "good",
                         .severity = Severity::Warning,
                         .fix = FixKind::Always,
                         .since = "0.1"};
constexpr Check check{.info = info, .run = runWords};

class FixerTest : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("maplint-fixer", root_));
    root_ = canonical(root_);
    file_ = (root_ + "/a.cpp").str();
    std::set<std::string> dropped;
    auto settings = std::make_shared<AnalysisSettings>();
    settings->checks.push_back({.check = &check, .options = CheckOptions(info)});
    units_.push_back({.file = file_,
                      .directory = root_.str().str(),
                      .arguments = hardened(std::vector<std::string>{"c++"}, file_,
                                            findToolchain("maplint"), dropped),
                      .settings = settings});
  }

  void TearDown() override { llvm::sys::fs::remove_directories(root_); }

  void write(llvm::StringRef text) { ASSERT_FALSE(bool(writeAtomically(file_, text))); }

  [[nodiscard]] std::string text() const { return llvm::cantFail(readRegularFile(file_)); }

  [[nodiscard]] Fixer fixer(Project &project) const {
    return Fixer({.project = project, .root = root_.str().str(), .mode = FixMode::Safe});
  }

  static LinkOutcome analyse(Project &project) {
    project.lower();
    EXPECT_EQ(project.failure(0), "");
    return project.link();
  }

  /// Fixes `before` and returns why the first fix was refused.
  std::string fix(llvm::StringRef before) {
    write(before);
    Project project(units_, limits_);
    LinkOutcome outcome = analyse(project);
    Fixer fixer = this->fixer(project);
    fixer.run(outcome);
    EXPECT_FALSE(bool(fixer.write()));
    if (outcome.results.empty() || outcome.results[0].fixes.empty())
      return {};
    return outcome.results[0].fixes[0].notApplied;
  }

  llvm::SmallString<128> root_;
  std::string file_;
  std::vector<Unit> units_;
  Limits limits_;
};

TEST_F(FixerTest, WritesAFixThatHelps) {
  replacement = "GOOD";
  EXPECT_EQ(fix("int BAD() { return 1; }\n"), "");
  EXPECT_EQ(text(), "int GOOD() { return 1; }\n");
}

TEST_F(FixerTest, RefusesAFixThatDoesNotCompile) {
  replacement = "(";
  EXPECT_NE(fix("int BAD() { return 1; }\n").find("cannot be analysed"), std::string::npos);
  EXPECT_EQ(text(), "int BAD() { return 1; }\n");
}

TEST_F(FixerTest, RefusesAFixAfterWhichTheFindingRemains) {
  replacement = "ALSO_BAD";
  EXPECT_EQ(fix("int BAD() { return 1; }\n"), "the finding is still there with the fix applied");
  EXPECT_EQ(text(), "int BAD() { return 1; }\n");
}

TEST_F(FixerTest, RefusesAFixThatMakesAnotherFinding) {
  replacement = "WORSE";
  EXPECT_EQ(fix("int BAD() { return 1; }\n"),
            "with the fix applied there is another finding: a word: WORSE");
}

TEST_F(FixerTest, KeepsTheGoodFixesOfSeveral) {
  replacement = "GOOD";
  const std::string why = fix("int f() { return 0; }\n"
                              "int BAD = 1;\n"
                              "int GOOD = 2;\n"
                              "namespace n { int BAD = 3; }\n"
                              "namespace o { int BAD = 4; }\n");
  EXPECT_NE(why.find("redefinition of 'GOOD'"), std::string::npos);
  EXPECT_EQ(text(), "int f() { return 0; }\n"
                    "int BAD = 1;\n"
                    "int GOOD = 2;\n"
                    "namespace n { int GOOD = 3; }\n"
                    "namespace o { int GOOD = 4; }\n");
}

TEST_F(FixerTest, RefusesAFileThatChangedSinceItWasAnalysed) {
  replacement = "GOOD";
  write("int BAD() { return 1; }\n");
  Project project(units_, limits_);
  LinkOutcome outcome = analyse(project);
  write("/* moved */ int BAD() { return 1; }\n");
  Fixer fixer = this->fixer(project);
  fixer.run(outcome);
  EXPECT_EQ(fixer.fixed(), 0U);
  EXPECT_NE(outcome.results[0].fixes[0].notApplied.find("has changed"), std::string::npos);
  EXPECT_EQ(text(), "/* moved */ int BAD() { return 1; }\n");
}

TEST_F(FixerTest, RefusesAFileThatChangesBeforeItIsWritten) {
  replacement = "GOOD";
  write("int BAD() { return 1; }\n");
  Project project(units_, limits_);
  LinkOutcome outcome = analyse(project);
  Fixer fixer = this->fixer(project);
  fixer.run(outcome);
  write("/* moved */ int BAD() { return 1; }\n");
  EXPECT_TRUE(llvm::errorToBool(fixer.write()));
  EXPECT_EQ(text(), "/* moved */ int BAD() { return 1; }\n");
}

TEST(Files, AreReplacedWithTheirModeAndThroughLinks) {
  llvm::SmallString<128> folder;
  ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("maplint-files", folder));
  const std::string file = (folder + "/f").str();
  const std::string link = (folder + "/l").str();
  ASSERT_FALSE(bool(writeAtomically(file, "one")));
  ASSERT_EQ(chmod(file.c_str(), 0600), 0);
  ASSERT_FALSE(llvm::sys::fs::create_link(file, link));
  ASSERT_FALSE(bool(writeAtomically(link, "two")));
  EXPECT_EQ(llvm::cantFail(readRegularFile(file)), "two");

  struct stat known {};

  ASSERT_EQ(lstat(link.c_str(), &known), 0);
  EXPECT_TRUE(S_ISLNK(known.st_mode));
  ASSERT_EQ(stat(file.c_str(), &known), 0);
  EXPECT_EQ(known.st_mode & 0777U, 0600U);
  EXPECT_TRUE(llvm::errorToBool(writeAtomically((folder + "/no/such").str(), "x")));
  EXPECT_TRUE(llvm::errorToBool(writeAtomically("/dev/null", "x")));
  llvm::sys::fs::remove_directories(folder);
}

TEST(Files, BelowADirectory) {
  EXPECT_TRUE(isBelow("/a/b", "/a"));
  EXPECT_TRUE(isBelow("/a", "/a"));
  EXPECT_TRUE(isBelow("/a", "/"));
  EXPECT_FALSE(isBelow("/ab", "/a"));
  EXPECT_FALSE(isBelow("/", "/a"));
}

} // namespace
} // namespace maplint::driver
