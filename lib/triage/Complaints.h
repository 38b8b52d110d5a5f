// What is wrong with comments that silence findings.

#pragma once

#include "lib/triage/Suppress.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace maplint::triage {

struct Complaint {
  std::string_view rule; ///< of suppressionRules()
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string message;
  std::uint32_t about = 0; ///< where the comment begins
};

/// What is known when comments are judged.
struct Judgement {
  /// Whether a check ran over the file; only then can a comment be unused.
  std::function<bool(std::string_view)> ran;
  /// Whether a rule is wanted.
  std::function<bool(std::string_view)> wants;
  bool whole = false; ///< all of the project was analysed, so that nothing is hidden elsewhere
};

/// What is wrong with `suppressions`, once every finding of the file has tried them.
std::vector<Complaint> complaintsAbout(const Suppressions &suppressions,
                                       const Judgement &judgement);

} // namespace maplint::triage
