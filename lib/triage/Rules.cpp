#include "lib/triage/Rules.h"

#include "lib/core/Check.h"

#include <algorithm>
#include <array>

namespace maplint::triage {

std::span<const CheckInfo> suppressionRules() {
  static constexpr std::array rules = {
      CheckInfo{
          .id = unexplainedSuppression,
          .summary = "a comment or an entry of the baseline silences findings without a reason",
          .why =
              "Who reads the code a year later cannot tell whether the finding is wrong, harmless "
              "or a debt that should have been paid. Reported with `--require-reasons`, or "
              "`require-reasons: true` in the configuration; never about comments that name no "
              "check of maplint, unless they hid one of its findings.",
          .bad = R"cpp(
            #include <map>

            void reset(std::map<int, int> *counts) {
              counts = nullptr;
              (*counts)[1] = 2; // NOLINT(map-nil-write)
            }
          )cpp",
          .good = R"cpp(
            #include <map>

            void reset(std::map<int, int> *counts) {
              counts = nullptr;
              (*counts)[1] = 2; // NOLINT(map-nil-write): the crash handler is tested with this
            }
          )cpp",
          .severity = Severity::Warning,
          .since = "0.1"},
      CheckInfo{
          .id = unknownSuppression,
          .summary = "a comment silences a check that does not exist",
          .why =
              "A misspelt name silences nothing, today or when the finding comes. Only names that "
              "begin with `map-` are looked at: the others belong to other tools.",
          .bad = R"cpp(
            #include <map>

            int sum(const std::map<int, int> &counts) {
              int all = 0;
              for (const auto &[key, count] : counts)
                all += count; // NOLINT(map-nil-writes): not a write at all
              return all;
            }
          )cpp",
          .good = R"cpp(
            #include <map>

            int sum(const std::map<int, int> &counts) {
              int all = 0;
              for (const auto &[key, count] : counts)
                all += count;
              return all;
            }
          )cpp",
          .severity = Severity::Warning,
          .since = "0.1"},
      CheckInfo{
          .id = unusedSuppression,
          .summary = "a comment silences a check that finds nothing there",
          .why =
              "What it hid is gone, and the comment waits for the next mistake to hide. Reported "
              "only where that is sure: the whole project was analysed, the check ran, and no "
              "`#if` stands around the comment.",
          .bad = R"cpp(
            #include <map>

            int count(std::map<int, int> &counts) {
              counts[1] = 2; // NOLINT(map-nil-write): was a pointer once
              return counts[1];
            }
          )cpp",
          .good = R"cpp(
            #include <map>

            int count(std::map<int, int> &counts) {
              counts[1] = 2;
              return counts[1];
            }
          )cpp",
          .severity = Severity::Note,
          .since = "0.1"}};
  return rules;
}

bool isSuppressionRule(std::string_view id) {
  const auto rules = suppressionRules();
  return std::ranges::find(rules, id, &CheckInfo::id) != rules.end();
}

std::vector<const CheckInfo *> allRules() {
  std::vector<const CheckInfo *> all;
  for (const Check *check : allChecks())
    all.push_back(&check->info);
  for (const CheckInfo &rule : suppressionRules())
    all.push_back(&rule);
  std::ranges::sort(all, {}, &CheckInfo::id);
  return all;
}

const CheckInfo *findRule(std::string_view id) {
  for (const CheckInfo *rule : allRules())
    if (rule->id == id)
      return rule;
  return nullptr;
}

} // namespace maplint::triage
