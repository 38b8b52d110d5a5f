// What was known when a project began to look: findings that are not shown again. A file of JSON,
// one entry a finding (or several that are alike), that people review and give reasons in.
//
//   {"maplint_baseline": 1,
//    "entries": [{"file": "src/a.cpp", "check": "map-nil-write", "function": "f",
//                 "message": "...", "severity": "error", "confidence": "high",
//                 "fingerprint": "...", "count": 1, "reason": "..."}]}

#pragma once

#include "lib/report/Result.h"

#include "llvm/Support/Error.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace maplint::triage {

struct BaselineEntry {
  std::string file; ///< as in SARIF: a URI, relative to the root of the project
  std::string check;
  std::string function;
  std::string message; ///< for people: when the entry was made
  Severity severity = Severity::Warning;
  Confidence confidence = Confidence::High;
  std::string fingerprint;
  unsigned count = 1; ///< findings of the file with that fingerprint
  std::string reason; ///< may be empty
};

struct Baseline {
  std::vector<BaselineEntry> entries;
};

/// Reads `text`. The error says in one line what is wrong with it, and in which line.
llvm::Expected<Baseline> parseBaseline(std::string_view text);

/// Writes it, in an order that depends on nothing but the entries: merges stay small.
std::string textOf(Baseline baseline);

/// Everything that `findings` hold. Entries of `before` lend their reasons to what they knew, and
/// those that `keeps` stay; what is new gets `reason`.
Baseline baselineOf(const std::vector<report::Result> &findings, const Baseline &before,
                    const std::function<bool(const BaselineEntry &)> &keeps,
                    const std::string &reason);

/// How findings differ from a baseline.
struct Comparison {
  std::vector<BaselineEntry> fixed; ///< with the number of findings that are gone
};

/// Says of each of `findings` whether `baseline` knows it: in its file, or, for what has moved, in
/// one whose entry found nothing. Of entries that were not looked for nothing can be said.
Comparison compare(const Baseline &baseline, std::vector<report::Result> &findings,
                   const std::function<bool(const BaselineEntry &)> &looked);

} // namespace maplint::triage
