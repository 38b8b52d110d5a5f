// The analysis of many translation units, each in a process of its own.

#pragma once

#include "lib/driver/Unit.h"
#include "lib/driver/Workers.h"

#include <functional>
#include <vector>

namespace maplint::driver {

/// Told each unit that is done, with how many are.
using Progress = std::function<void(const Unit &, std::size_t done, std::size_t of)>;

/// The outcome of each of `units`, in their order.
std::vector<UnitOutcome> analyseAll(const std::vector<Unit> &units, const Limits &limits,
                                    const Progress &progress = {}, const Overlay &overlay = {});

} // namespace maplint::driver
