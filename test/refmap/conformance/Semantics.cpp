// semantics.json: what programs see of a map, one question a row.

#include "test/refmap/conformance/Checks.h"
#include "test/refmap/conformance/Rules.h"

namespace refmap::conformance {
namespace {

/// False if this rule is not for rows of this name.
bool tryRule(const Rule &rule, const std::string &name, const Json &value, Report &report) {
  std::smatch found;
  if (!std::regex_search(name, found, std::regex(rule.pattern),
                         std::regex_constants::match_continuous))
    return false;
  std::vector<std::uint64_t> numbers;
  for (std::size_t i = 1; i < found.size(); ++i)
    numbers.push_back(std::stoull(found[i].str()));
  rule.ask({.numbers = std::move(numbers), .value = value, .report = report});
  return true;
}

} // namespace

void checkSemantics(const Json &golden, Report &report) {
  std::vector<Rule> rules = keyRules();
  for (const std::vector<Rule> &more : {panicRules(), tableRules(), rangeRules(), loopRules()})
    rules.insert(rules.end(), more.begin(), more.end());
  for (const Json &row : golden) {
    const auto name = row.at("name").get<std::string>();
    report.row(name);
    const bool known = std::ranges::any_of(
        rules, [&](const Rule &rule) { return tryRule(rule, name, row.at("value"), report); });
    report.check(known, "no rule for this row");
  }
}

} // namespace refmap::conformance
