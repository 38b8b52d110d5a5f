// What a run cost and found, by check and by file.

#pragma once

#include "lib/report/Result.h"

#include <string>

namespace maplint::report {

/// A table for people. Of many files those that took longest are listed, and the rest is summed up.
std::string statisticsTable(const Statistics &statistics);

} // namespace maplint::report
