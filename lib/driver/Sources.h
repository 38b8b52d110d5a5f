// The text behind a report, for formats that show it.

#pragma once

#include "lib/driver/Options.h"
#include "lib/program/Program.h"
#include "lib/report/Result.h"

#include <string>

namespace maplint::driver {

/// Fills Report::sources with the files that the findings name, if `options` ask for a format that
/// shows them. What is not any more what `program` was told is left out.
void addSources(report::Report &report, const Options &options, const program::Program &program,
                const std::string &root);

} // namespace maplint::driver
