// The rules of a SARIF log, 3.49.

#pragma once

#include "lib/core/CheckInfo.h"

#include <nlohmann/json.hpp>

namespace maplint::report {

/// The reportingDescriptor of a check.
nlohmann::ordered_json sarifRule(const CheckInfo &check);

} // namespace maplint::report
