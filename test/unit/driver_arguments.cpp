#include "lib/driver/Arguments.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace maplint::driver {
namespace {

const Toolchain toolchain{.driver = "/llvm/bin/clang++", .resourceDir = "/llvm/lib/clang"};

/// What remains of `flags` between what is always put before and behind.
std::vector<std::string> kept(std::vector<std::string> flags) {
  flags.insert(flags.begin(), "g++");
  std::set<std::string> dropped;
  std::vector<std::string> words = hardened(flags, "/src/a.cpp", toolchain, dropped);
  const std::vector<std::string> tail = {"-w", "-fsyntax-only", "--", "/src/a.cpp"};
  EXPECT_GE(words.size(), 8U);
  EXPECT_TRUE(std::equal(tail.begin(), tail.end(), words.end() - 4));
  return {words.begin() + 4, words.end() - 4};
}

using Words = std::vector<std::string>;

TEST(Arguments, KeepWhatDecidesTheMeaning) {
  const Words flags = {"-DA",          "-DB=\"x y\"",
                       "-UC",          "-Ia",
                       "-std=gnu++20", "-fno-rtti",
                       "-msse4.2",     "--target=x86_64-linux-gnu",
                       "--sysroot=/s", "-stdlib=libc++",
                       "-pthread",     "-Wno-c++11-narrowing",
                       "-nostdinc++",  "-ftemplate-depth=2000",
                       "-O2"};
  EXPECT_EQ(kept(flags), flags);
}

TEST(Arguments, JoinOneLetterOptions) {
  EXPECT_EQ(kept({"-D", "A=1", "-I", "-odd"}), (Words{"-DA=1", "-I-odd"}));
  EXPECT_EQ(kept({"-isystem", "/a", "-include", "/b.h"}),
            (Words{"-isystem", "/a", "-include", "/b.h"}));
  EXPECT_EQ(kept({"-isystem/a"}), (Words{"-isystem", "/a"}));
}

TEST(Arguments, NeverTakeAnOptionForAValue) {
  EXPECT_EQ(kept({"-include", "-fplugin=x.so"}), Words{});
  EXPECT_EQ(kept({"-o", "-DNAME"}), Words{});
  EXPECT_EQ(kept({"-D"}), Words{});
}

TEST(Arguments, DropWhatRunsLoadsOrWrites) {
  for (const char *flag :
       {"-fplugin=x.so", "-fpass-plugin=x.so", "-save-temps", "-ftime-trace", "--config=x",
        "-fmodules-cache-path=x", "-B/x", "-specs=x", "-fcrash-diagnostics-dir=x", "-MD",
        "--offload-arch-tool=x", "-mcpu=native", "-mtune=native", "-ivfsoverlayx", "@x",
        "--driver-mode=cl", "-Wp,-MD,x", "-fdiagnostics-log-file=x", "-working-directory=x"})
    EXPECT_EQ(kept({flag}), Words{}) << flag;
  EXPECT_EQ(kept({"-Xclang", "-load", "-Xclang", "x.so"}), Words{});
  EXPECT_EQ(kept({"-mllvm", "-load=x.so", "-include-pch", "x.pch"}), Words{});
  EXPECT_EQ(kept({"-x", "cuda"}), Words{});
}

TEST(Arguments, AskForTheHostOnlyWithoutAnotherTarget) {
  EXPECT_EQ(kept({"-march=native"}), Words{"-march=native"});
  EXPECT_EQ(kept({"-march=native", "--target=amdgcn-amd-amdhsa"}),
            Words{"--target=amdgcn-amd-amdhsa"});
  EXPECT_EQ(kept({"-march=native", "-target", "nvptx64"}), Words{"--target=nvptx64"});
}

TEST(Arguments, TranslateHowHeadersArePrecompiled) {
  EXPECT_EQ(kept({"-Xclang", "-include-pch", "-Xclang", "/b/x.pch", "-Xclang", "-include",
                  "-Xclang", "/b/x.hxx"}),
            (Words{"-include", "/b/x.hxx"}));
}

TEST(Arguments, KeepMacrosForThePreprocessor) {
  EXPECT_EQ(kept({"-Wp,-D_FORTIFY_SOURCE=2,-UX"}), (Words{"-D_FORTIFY_SOURCE=2", "-UX"}));
}

TEST(Arguments, NameWhatOnlyOtherCompilersKnow) {
  std::set<std::string> dropped;
  hardened(Words{"g++", "-fipa-pta", "-fipa-pta", "-Wall", "-g", "-c", "-o", "a.o"}, "/a.cpp",
           toolchain, dropped);
  EXPECT_EQ(dropped, std::set<std::string>{"-fipa-pta"});
}

TEST(Arguments, ReadCOnlyWhereTheBuildDoes) {
  std::set<std::string> dropped;
  EXPECT_EQ(hardened(Words{"cc"}, "/a.c", toolchain, dropped)[1], "--driver-mode=gcc");
  EXPECT_EQ(hardened(Words{"c++"}, "/a.c", toolchain, dropped)[1], "--driver-mode=g++");
  EXPECT_EQ(hardened(Words{"cc"}, "/a.cpp", toolchain, dropped)[1], "--driver-mode=g++");
}

} // namespace
} // namespace maplint::driver
