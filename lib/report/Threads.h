// What the threads of a race do, in words for formats that show steps.

#pragma once

#include "lib/report/Result.h"

#include <string>

namespace maplint::report {

/// "'mutex_' is taken here".
std::string wordsOf(const ThreadEvent &event);

} // namespace maplint::report
