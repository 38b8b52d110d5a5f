#include "lib/triage/Complaints.h"

#include "lib/triage/Nearest.h"
#include "lib/triage/Rules.h"

#include <algorithm>
#include <utility>

namespace maplint::triage {
namespace {

constexpr std::string_view ourPrefix = "map-";

/// The ids that `name` stands for.
std::vector<std::string> namedBy(const SilencedName &name) {
  std::vector<std::string> ids;
  for (const CheckInfo *rule : allRules())
    if (matchesGlob(name.pattern, rule->id))
      ids.emplace_back(rule->id);
  return ids;
}

bool isOurs(const SilencedName &name) {
  return name.positive && name.pattern.starts_with(ourPrefix);
}

class Judge {
public:
  explicit Judge(const Judgement &judgement) : judgement_(judgement) {}

  void look(const Suppression &suppression) {
    if (suppression.unsure)
      return;
    const bool namesOurs = std::ranges::any_of(suppression.globs.names(), isOurs);
    if (namesOurs && suppression.last == 0)
      complain(unusedSuppression, suppression, {suppression.begin, suppression.end},
               "no NOLINTEND names the same checks, so this silences nothing");
    for (const SilencedName &name : suppression.globs.names())
      if (isOurs(name))
        look(name, suppression);
    if ((namesOurs || suppression.used) && suppression.reason.empty())
      complain(unexplainedSuppression, suppression, {suppression.begin, suppression.end},
               "this silences findings without a reason; say it behind a colon");
  }

  std::vector<Complaint> said;

private:
  void look(const SilencedName &name, const Suppression &suppression) {
    const std::vector<std::string> ids = namedBy(name);
    if (ids.empty())
      return complain(unknownSuppression, suppression, {name.begin, name.end},
                      "no check is called '" + name.pattern + "'" + suggestion(name.pattern));
    const bool allRan =
        std::ranges::all_of(ids, [&](const std::string &id) { return judgement_.ran(id); });
    if (!name.used && suppression.last != 0 && allRan && judgement_.whole)
      complain(unusedSuppression, suppression, {name.begin, name.end},
               "'" + name.pattern + "' finds nothing here to silence");
  }

  static std::string suggestion(std::string_view given) {
    std::vector<std::string> ids;
    for (const CheckInfo *rule : allRules())
      ids.emplace_back(rule->id);
    const std::string meant = nearest(given, ids);
    return meant.empty() ? "" : "; did you mean '" + meant + "'?";
  }

  void complain(std::string_view rule, const Suppression &about,
                std::pair<std::uint32_t, std::uint32_t> range, std::string message) {
    if (judgement_.wants(rule))
      said.push_back({.rule = rule,
                      .begin = range.first,
                      .end = range.second,
                      .message = std::move(message),
                      .about = about.begin});
  }

  const Judgement &judgement_;
};

} // namespace

std::vector<Complaint> complaintsAbout(const Suppressions &suppressions,
                                       const Judgement &judgement) {
  Judge judge(judgement);
  for (const Suppression &each : suppressions.all())
    judge.look(each);
  return std::move(judge.said);
}

} // namespace maplint::triage
