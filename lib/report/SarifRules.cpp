#include "lib/report/SarifRules.h"

#include <string>

namespace maplint::report {

using Json = nlohmann::ordered_json;

namespace {

/// `map-nil-write` is `MapNilWrite` (3.49.7: an identifier that people understand).
std::string pascalCase(std::string_view id) {
  std::string result;
  bool upper = true;
  for (const char c : id) {
    if (c == '-') {
      upper = true;
      continue;
    }
    result += upper ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return result;
}

/// A first letter and a full stop, as 3.11.3 wants sentences.
std::string sentence(std::string_view words) {
  std::string result(words);
  if (!result.empty() && result.front() >= 'a' && result.front() <= 'z')
    result.front() = static_cast<char>(result.front() - 'a' + 'A');
  if (!result.empty() && result.back() != '.')
    result += '.';
  return result;
}

} // namespace

Json sarifRule(const CheckInfo &check) {
  return {{"id", check.id},
          {"name", pascalCase(check.id)},
          {"shortDescription", {{"text", sentence(check.summary)}}},
          {"fullDescription", {{"text", sentence(check.why)}}},
          {"help",
           {{"text", sentence(check.why)},
            {"markdown", sentence(check.why) + "\n\nWrong:\n```cpp\n" + std::string(check.bad) +
                             "```\nRight:\n```cpp\n" + std::string(check.good) + "```\n"}}},
          {"defaultConfiguration", {{"level", name(check.severity)}}},
          {"properties",
           {{"tags", {"correctness", "maps"}},
            {"precision", "high"},
            {"problem.severity",
             check.severity == Severity::Note ? "recommendation" : name(check.severity)}}}};
}

} // namespace maplint::report
