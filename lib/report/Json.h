// The JSON report, which docs/report.schema.json describes, and that schema.

#pragma once

#include "lib/core/CheckInfo.h"
#include "lib/report/Result.h"

#include <span>
#include <string>

namespace maplint::report {

inline constexpr int schemaVersion = 1;

/// The whole report as one JSON document with a final newline.
std::string toJson(const Report &report);

/// A line a finding, `{"type": "finding", ...}` (or `"silenced"`, or `"fixed"`), and a last one,
/// `{"type": "summary", ...}`, with what toJson() says besides.
std::string toJsonLines(const Report &report);

/// The JSON Schema (2020-12) of that document; the enum of checks is made of `rules`.
std::string jsonSchema(std::span<const CheckInfo *const> rules);

} // namespace maplint::report
