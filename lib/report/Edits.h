// Applying edits to text: the pure half of fixing. Reading, verifying and writing files is the
// driver's.

#pragma once

#include "lib/report/Result.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace maplint::report {

/// Chooses fixes that can be applied together.
class EditPlan {
public:
  /// Adds all edits of `fix`, or none and returns false when one of them overlaps an earlier edit
  /// or is the second insertion at one place. An edit that is planned already counts as done.
  bool add(const Fix &fix);

  /// By file, in order, without overlaps.
  [[nodiscard]] const std::map<std::string, std::vector<Edit>> &edits() const { return edits_; }

  [[nodiscard]] bool empty() const { return edits_.empty(); }

private:
  std::map<std::string, std::vector<Edit>> edits_;
};

/// `text` with `edits`, which are sorted and do not overlap. New lines get the line ending that
/// prevails in `text`. Returns false when an edit reaches beyond the end.
bool apply(std::string_view text, const std::vector<Edit> &edits, std::string &result);

/// `replacement` as apply() writes it into `text`.
std::string withLineEndingsOf(std::string_view text, std::string_view replacement);

/// A unified diff between two versions of `file`; empty when they are equal.
std::string unifiedDiff(std::string_view file, std::string_view before, std::string_view after);

} // namespace maplint::report
