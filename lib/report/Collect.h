// From the results of many translation units to one list.

#pragma once

#include "lib/report/Result.h"

#include <vector>

namespace maplint::report {

/// Sorts by file, offset and check, keeps one of what several translation units report alike, and
/// counts those with one fingerprint.
void settle(std::vector<Result> &results);

} // namespace maplint::report
