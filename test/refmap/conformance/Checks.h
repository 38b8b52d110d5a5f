// One function a golden file: reads it, asks the model, tells the report.

#pragma once

#include "test/refmap/conformance/Report.h"

#include <filesystem>
#include <vector>

namespace refmap::conformance {

/// The rows of a .jsonl file.
void checkReplay(const std::vector<Json> &rows, Report &report);
void checkIterations(const std::vector<Json> &rows, Report &report);

/// The value of a .json file.
void checkHints(const Json &golden, Report &report);
void checkGrowth(const Json &golden, Report &report);
void checkSameSize(const Json &golden, Report &report);
void checkSemantics(const Json &golden, Report &report);
void checkCrashes(const Json &golden, Report &report);
void checkClaims(const Json &golden, Report &report);
void checkMetrics(const Json &golden, Report &report);

} // namespace refmap::conformance
