// C++ text cut into tokens, without a compiler: enough to tell code from comments, and to say that
// two pieces of code are the same but for their layout.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace maplint::triage {

enum class TokenKind : std::uint8_t {
  Word, ///< an identifier or a keyword
  Number,
  Literal, ///< of a string or a character, raw ones too
  Mark,    ///< punctuation; `::` and `->` are one, everything else is single characters
  Comment,
  Directive, ///< a whole line that begins with `#`, continued lines included
};

/// A token of the text that was cut, by its bytes.
struct Token {
  TokenKind kind = TokenKind::Mark;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] std::string_view of(std::string_view text) const {
    return text.substr(begin, end - begin);
  }
};

/// The tokens of `text` in order. Whatever the text holds, the tokens lie within it and do not
/// overlap; what is not closed goes on to the end.
std::vector<Token> tokensOf(std::string_view text);

} // namespace maplint::triage
