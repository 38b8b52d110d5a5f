// The rows of semantics.json are told apart by their names; each rule knows some of them.

#pragma once

#include "test/refmap/conformance/Report.h"

#include <regex>
#include <string>
#include <vector>

namespace refmap::conformance {

/// What a rule gets: the numbers that the pattern found in the name, and the recorded value.
struct Question {
  std::vector<std::uint64_t> numbers;
  const Json &value;
  Report &report;

  /// The model's answer must be the recorded one.
  void answer(const Json &model) const { report.equal("value", value, model); }

  /// A random number: `model` may differ from member `index` of the value by this share.
  void about(std::size_t index, double model, double share) const {
    const auto recorded = value.at(index).get<double>();
    const double margin = share * std::max(std::abs(recorded), 1.0);
    report.check(std::abs(recorded - model) <= margin,
                 "number " + std::to_string(index) + ": recorded " + std::to_string(recorded) +
                     ", model " + std::to_string(model));
  }
};

/// Answers the rows whose name begins as the regular expression says.
struct Rule {
  const char *pattern;
  void (*ask)(const Question &);
};

/// The rules of the files SemanticsOf*.cpp.
std::vector<Rule> panicRules();
std::vector<Rule> keyRules();
std::vector<Rule> tableRules();
std::vector<Rule> rangeRules();
std::vector<Rule> loopRules();

} // namespace refmap::conformance
