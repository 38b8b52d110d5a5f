// What the user asked for, as plain data. The command line fills it, tests write it by hand.

#pragma once

#include "lib/core/CheckInfo.h"
#include "lib/report/Format.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace maplint::driver {

enum class FixMode : std::uint8_t { None, Safe, Suggested };

/// When the report for people has colours.
enum class Colours : std::uint8_t { Auto, Always, Never };

/// A report in a file of its own.
struct ReportFile {
  report::Format format = report::Format::Text;
  std::string file;
};

struct Options {
  std::optional<std::string> buildDirectory; ///< -p
  std::vector<std::string> files;
  std::optional<std::vector<std::string>> flags; ///< after `--`

  std::string checks;                    ///< globs; empty: those of the configuration
  std::vector<std::string> checkOptions; ///< CHECK.NAME=VALUE
  std::string configFile;
  std::optional<Confidence> confidence;
  std::optional<Severity> failOn;
  bool failOnNew = false;      ///< what was known before is shown, and does not count
  std::string baseline;        ///< file of what is known; empty: none
  std::string since;           ///< a revision: only what has changed since counts
  std::string diff;            ///< file of a diff: only what it changes counts
  std::string reason;          ///< for what is new in the baseline
  bool listFixed = false;      ///< names what is in the baseline and not found any more
  bool requireReasons = false; ///< silencing without a reason is a finding

  report::Format format = report::Format::Text;
  std::string output;              ///< empty: standard output
  std::vector<ReportFile> reports; ///< further reports of the same run
  std::string root;                ///< empty: worked out
  FixMode fix = FixMode::None;
  bool dryRun = false;
  bool watch = false; ///< again, whenever something has changed

  unsigned jobs = 0; ///< 0: as many as there are cores
  unsigned timeoutSeconds = 120;
  std::size_t memoryMiB = 2048;
  Colours colours = Colours::Auto;
  bool statistics = false;
  bool exact = false;
  bool quiet = false;
  bool verbose = false;
};

/// What the process tells its caller.
enum class ExitStatus : std::uint8_t {
  Clean = 0,
  Findings = 1,  ///< at or above --fail-on
  Usage = 2,     ///< bad usage or configuration
  Incomplete = 3 ///< some files could not be analysed; the rest was
};

} // namespace maplint::driver
