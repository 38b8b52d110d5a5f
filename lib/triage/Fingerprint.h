// What makes a finding the same finding after an edit that has nothing to do with it.
//
// Kept: the check, the qualified name of the function, the tokens of the statement, those that are
// marked, and the names the message quotes. Not kept: the place, the file, the layout, comments,
// the words of the message, and the names of locals, which are numbered in the order in which they
// come.

#pragma once

#include "lib/core/Source.h"
#include "lib/triage/Tokens.h"

#include <string>
#include <string_view>
#include <vector>

namespace maplint::triage {

/// What a finding says, and where in its file.
struct Sighting {
  std::string_view check;
  std::string_view function; ///< qualified name, may be empty
  std::string_view message;
  std::uint32_t begin = 0; ///< of the range that is marked
  std::uint32_t end = 0;
  /// Bytes of the function it stands in, parameters included, whose locals may be renamed; an empty
  /// range when it stands in none.
  std::uint32_t functionBegin = 0;
  std::uint32_t functionEnd = 0;
};

/// Names a finding: thirty-two hexadecimal digits. `tokens` are those of `text`.
std::string fingerprintOf(const Sighting &sighting, std::string_view text,
                          const std::vector<Token> &tokens);

} // namespace maplint::triage
