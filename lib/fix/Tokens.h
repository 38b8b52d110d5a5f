// C++ text in pieces, as much as a fix needs to know of it.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace maplint::fix {

struct Token {
  enum class Kind : std::uint8_t {
    Word,
    Literal,
    Mark, ///< one character of punctuation; of operators the characters stand one by one
    Odd,  ///< a directive, a raw string, or the end of the text inside of something
  } kind = Kind::Odd;
  std::uint32_t begin = 0; ///< in the text that was given
  std::string_view text;

  [[nodiscard]] std::uint32_t end() const {
    return begin + static_cast<std::uint32_t>(text.size());
  }

  [[nodiscard]] bool is(std::string_view what) const { return text == what; }
};

/// The tokens of `text` without blanks and comments.
std::vector<Token> tokens(std::string_view text);
/// Up to the first `;` that stands in no bracket; without it, everything.
std::vector<Token> firstStatement(std::string_view text);

} // namespace maplint::fix
