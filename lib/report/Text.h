// The report for people: the compilers' own format, with the source under each line.

#pragma once

#include "lib/report/Result.h"

#include <string>

namespace maplint::report {

struct TextStyle {
  bool colours = false;
  bool summary = true; ///< a last line that counts
  bool absent = false; ///< lists what is in the baseline and not found any more
};

std::string toText(const Report &report, TextStyle style);

} // namespace maplint::report
