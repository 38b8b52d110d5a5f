// refmap-conformance DIR: does the model do what the real runtime was seen to do?
//
// Checks every row of the golden files in DIR (those that are there) and prints `N rows, 0
// mismatches`; then, and only then, the exit status is 0. It is 1 with mismatches, and 2 if a file
// cannot be read or there is none.

#include "test/refmap/conformance/Checks.h"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <utility>

namespace refmap::conformance {
namespace {

std::vector<Json> readLines(const std::filesystem::path &path) {
  std::ifstream in(path);
  std::vector<Json> rows;
  for (std::string line; std::getline(in, line);)
    if (line.find_first_not_of(" \t\r") != std::string::npos)
      rows.push_back(Json::parse(line));
  return rows;
}

using Check = std::function<void(const std::filesystem::path &, Report &)>;

Check lines(void (*check)(const std::vector<Json> &, Report &)) {
  return [check](const auto &path, Report &report) { check(readLines(path), report); };
}

Check whole(void (*check)(const Json &, Report &)) {
  return [check](const auto &path, Report &report) {
    std::ifstream in(path);
    check(Json::parse(in), report);
  };
}

int run(const std::filesystem::path &folder) {
  const std::pair<const char *, Check> files[] = {
      {"replay.jsonl", lines(checkReplay)},    {"iter.jsonl", lines(checkIterations)},
      {"hint.json", whole(checkHints)},        {"growth.json", whole(checkGrowth)},
      {"samesize.json", whole(checkSameSize)}, {"semantics.json", whole(checkSemantics)},
      {"crash.json", whole(checkCrashes)},     {"claims.json", whole(checkClaims)},
      {"metrics.json", whole(checkMetrics)},
  };
  Report report;
  bool broken = false;
  for (const auto &[name, check] : files) {
    const std::filesystem::path path = folder / name;
    if (!std::filesystem::exists(path))
      continue;
    report.file(name);
    try {
      check(path, report);
    } catch (const std::exception &error) {
      std::cout << path.string() << ": " << error.what() << "\n";
      broken = true;
    }
  }
  if (report.rows() == 0) {
    std::cout << folder.string() << ": no golden files\n";
    broken = true;
  }
  std::cout << report.rows() << " rows, " << report.mismatches() << " mismatches" << std::endl;
  if (broken)
    return 2;
  return report.mismatches() == 0 ? 0 : 1;
}

} // namespace
} // namespace refmap::conformance

int main(int argc, char **argv) {
  if (argc > 2 || (argc == 2 && std::string(argv[1]).starts_with("-"))) {
    std::fprintf(stderr, "usage: refmap-conformance [DIR]\n");
    return 2;
  }
  return refmap::conformance::run(argc == 2 ? argv[1] : "test/refmap/golden");
}
