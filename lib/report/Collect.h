// From the results of many translation units to one list.

#pragma once

#include "lib/report/Result.h"

#include <vector>

namespace maplint::report {

/// Sorts by file, offset and check, keeps one of what several translation units report alike, and
/// gives each finding its fingerprint.
void settle(std::vector<Result> &results);

/// Names a finding in a way that survives edits elsewhere in the file: check, function, text of the
/// line and message, but no line number. Thirty-two hexadecimal digits.
std::string fingerprint(const Result &result);

} // namespace maplint::report
