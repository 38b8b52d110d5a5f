// What maplint reports besides the findings of checks: that something which silences findings is
// wrong itself. Described like checks, so that lists, reports and documentation treat them alike.

#pragma once

#include "lib/core/CheckInfo.h"

#include <span>
#include <string_view>
#include <vector>

namespace maplint::triage {

inline constexpr std::string_view unknownSuppression = "map-unknown-suppression";
inline constexpr std::string_view unusedSuppression = "map-unused-suppression";
inline constexpr std::string_view unexplainedSuppression = "map-unexplained-suppression";

/// Those rules, sorted by id.
std::span<const CheckInfo> suppressionRules();

/// Whether `id` names one of them.
bool isSuppressionRule(std::string_view id);

/// Everything that a report may hold: the checks and those rules, sorted by id.
std::vector<const CheckInfo *> allRules();

/// The check or rule called `id`, or null.
const CheckInfo *findRule(std::string_view id);

} // namespace maplint::triage
