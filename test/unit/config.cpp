// What a project may say in .maplint.yaml, and what it is told when it says it wrong.

#include "lib/driver/Config.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <gtest/gtest.h>

namespace maplint::driver {
namespace {

constexpr OptionInfo options[] = {{"min-insertions", 8, 1, 64, "fewer insertions are left alone"}};

Check check(std::string_view id, std::span<const OptionInfo> options) {
  Check made{};
  made.info.id = id;
  made.info.options = options;
  return made;
}

const Check reserve = check("map-missing-reserve", options);
const Check nilWrite = check("map-nil-write", {});
const Check *const checks[] = {&reserve, &nilWrite};

Config read(llvm::StringRef text) {
  llvm::Expected<Config> config = parseConfig(text, "/project/.maplint.yaml", checks);
  if (!config) {
    ADD_FAILURE() << llvm::toString(config.takeError());
    return {};
  }
  return std::move(*config);
}

std::string errorOf(llvm::StringRef text) {
  llvm::Expected<Config> config = parseConfig(text, "f", checks);
  return config ? "no error" : llvm::toString(config.takeError());
}

TEST(Config, EmptyFileChangesNothing) {
  for (const char *text : {"", "# nothing yet\n", "---\n"}) {
    const Config config = read(text);
    EXPECT_TRUE(config.selects("map-nil-write"));
    EXPECT_TRUE(config.containers.empty());
    EXPECT_FALSE(config.excludes("/project/a.cpp"));
  }
}

TEST(Config, ChecksAreTakenInOrder) {
  const Config all = read("checks: [-map-nil-write]");
  EXPECT_FALSE(all.selects("map-nil-write"));
  EXPECT_TRUE(all.selects("map-missing-reserve"));

  const Config one = read("checks:\n  - map-nil-write\n");
  EXPECT_TRUE(one.selects("map-nil-write"));
  EXPECT_FALSE(one.selects("map-missing-reserve"));

  const Config again = read("checks: ['-map-*', 'map-nil-*']");
  EXPECT_TRUE(again.selects("map-nil-write"));
  EXPECT_FALSE(again.selects("map-missing-reserve"));
}

TEST(Config, OptionsReplaceTheDefaults) {
  const Config config = read("options:\n  map-missing-reserve:\n    min-insertions: 32\n");
  EXPECT_EQ(config.optionsOf(reserve.info).get("min-insertions"), 32);
  EXPECT_EQ(read("").optionsOf(reserve.info).get("min-insertions"), 8);
}

TEST(Config, ContainersExtendTheModel) {
  const Config config = read(R"(
containers:
  - name: app::Cache
    like: absl::flat_hash_map
    methods: {put: insert, drop: erase}
  - {name: '::app::LruCache', like: app::Cache}
)");
  model::Model model;
  config.extend(model);
  const model::Container *cache = model.container("app::LruCache");
  ASSERT_NE(cache, nullptr);
  EXPECT_EQ(model.operation(*cache, "put", {.count = 1})->kind, model::OpKind::Insert);
}

TEST(Config, ExcludeMatchesFilesAndFolders) {
  const Config config = read("exclude: [third_party/, '*.pb.h', src/old*]");
  EXPECT_TRUE(config.excludes("/project/third_party/zlib/inflate.c"));
  EXPECT_TRUE(config.excludes("/project/src/gen/a.pb.h"));
  EXPECT_TRUE(config.excludes("/project/src/older/a.cpp"));
  EXPECT_TRUE(config.excludes("/project/src/../third_party/a.cpp"));
  EXPECT_FALSE(config.excludes("/project/src/a.cpp"));
  EXPECT_FALSE(config.excludes("/projects/third_party/a.cpp"));
}

TEST(Config, ErrorsNameThePlaceAndWhatWasMeant) {
  EXPECT_EQ(errorOf("contaners: []\n"),
            "f:1:1: error: unknown key 'contaners'; did you mean 'containers'?");
  EXPECT_EQ(errorOf("checks:\n  - map-*\n  - map-nil-wirte\n"),
            "f:3:5: error: unknown check 'map-nil-wirte'; did you mean 'map-nil-write'?");
  EXPECT_EQ(errorOf("options: {map-missing-reserve: {min: 3}}"),
            "f:1:33: error: unknown option 'min'");
  EXPECT_EQ(errorOf("options: {map-missing-reserve: {min-insertions: 99}}"),
            "f:1:49: error: 'min-insertions' must be between 1 and 64");
  EXPECT_EQ(errorOf("options: {map-missing-reserve: {min-insertions: many}}"),
            "f:1:49: error: 'min-insertions' must be a whole number");
  EXPECT_EQ(errorOf("containers: [{name: A, like: std::unorderd_map}]"),
            "f:1:30: error: unknown container 'std::unorderd_map'; did you mean "
            "'std::unordered_map'?");
  EXPECT_EQ(errorOf("containers: [{name: A, like: std::map, methods: {put: inser}}]"),
            "f:1:55: error: unknown operation 'inser'; did you mean 'insert'?");
  EXPECT_EQ(errorOf("containers: [{name: std::map, like: std::map}]"),
            "f:1:21: error: container 'std::map' is already known");
}

TEST(Config, WrongShapesAreErrors) {
  EXPECT_EQ(errorOf("checks: map-nil-write"), "f:1:9: error: 'checks' must be a list");
  EXPECT_EQ(errorOf("- checks"),
            "f:1:1: error: a configuration must be a mapping of names to values");
  EXPECT_EQ(errorOf("exclude: [[a]]"), "f:1:12: error: a path must be a word");
  EXPECT_EQ(errorOf("exclude: ['[a']").substr(0, 28), "f:1:11: error: bad glob '[a'");
  EXPECT_EQ(errorOf("checks: []\nchecks: []\n"), "f:2:1: error: key 'checks' is given twice");
  EXPECT_EQ(errorOf("containers:\n  - {name: A}\n"),
            "f:2:6: error: a container needs a 'name' and the container it is 'like'");
}

TEST(Config, BrokenYamlIsOneLine) {
  for (const char *text :
       {"checks: [", "checks: 'a", "\t- a", "checks: [a\n]]", "{", "a: b: c", "*x"}) {
    const std::string error = errorOf(text);
    EXPECT_EQ(error.substr(0, 2), "f:") << text;
    EXPECT_EQ(error.find('\n'), std::string::npos) << error;
  }
}

TEST(Config, HostileNestingIsRefused) {
  EXPECT_NE(errorOf("checks: " + std::string(200000, '[')), "no error");
  EXPECT_NE(errorOf(std::string(200000, '[')), "no error");
  std::string blocks = "checks:\n";
  for (int i = 0; i != 2000; ++i)
    blocks += std::string(i + 1, ' ') + "-\n";
  EXPECT_NE(errorOf(blocks), "no error");
}

class ConfigFile : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("maplint-config", root_));
    ASSERT_FALSE(llvm::sys::fs::create_directories(root_ + "/src/deep"));
  }

  void TearDown() override { llvm::sys::fs::remove_directories(root_); }

  std::string write(llvm::StringRef text) {
    llvm::SmallString<128> path(root_);
    llvm::sys::path::append(path, configFileName);
    std::error_code error;
    llvm::raw_fd_ostream(path, error) << text;
    return std::string(path);
  }

  llvm::SmallString<128> root_;
};

TEST_F(ConfigFile, NearestOneAboveIsFound) {
  const std::string file = write("exclude: [src]\n");
  EXPECT_EQ(findConfig((root_ + "/src/deep").str()), file);
  EXPECT_EQ(findConfig(root_), file);
}

TEST_F(ConfigFile, IsReadRelativeToItsFolder) {
  llvm::Expected<Config> config = loadConfig(write("exclude: [src]\n"));
  ASSERT_TRUE(static_cast<bool>(config)) << llvm::toString(config.takeError());
  EXPECT_TRUE(config->excludes((root_ + "/src/a.cpp").str()));
  EXPECT_FALSE(config->excludes((root_ + "/lib/a.cpp").str()));
}

TEST_F(ConfigFile, MissingFileAndFolderAreErrors) {
  for (const std::string &file : {(root_ + "/none.yaml").str(), std::string(root_)}) {
    llvm::Expected<Config> config = loadConfig(file);
    ASSERT_FALSE(static_cast<bool>(config));
    EXPECT_EQ(llvm::toString(config.takeError()).substr(0, file.size() + 8), file + ": error:");
  }
}

} // namespace
} // namespace maplint::driver
