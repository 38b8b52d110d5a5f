#include "lib/fix/Tokens.h"

#include <algorithm>
#include <cctype>

namespace maplint::fix {

using Kind = Token::Kind;

static bool isWord(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

static bool isSpace(char c) {
  return std::isspace(static_cast<unsigned char>(c)) != 0;
}

/// Behind the blanks and comments that start at `at`.
static std::size_t skipBlank(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    std::size_t next = at;
    if (isSpace(text[at]))
      next = at + 1;
    else if (text.substr(at).starts_with("//"))
      next = std::min(text.find('\n', at), text.size());
    else if (const auto close = text.find("*/", at + 2); text.substr(at).starts_with("/*"))
      next = close == std::string_view::npos ? text.size() : close + 2;
    if (next == at)
      return at;
    at = next;
  }
  return at;
}

/// The length of a word or number; digits may be parted by quotes.
static std::size_t wordLength(std::string_view text) {
  const bool isNumber = std::isdigit(static_cast<unsigned char>(text[0])) != 0;
  std::size_t n = 1;
  while (n < text.size() && (isWord(text[n]) || (isNumber && (text[n] == '\'' || text[n] == '.'))))
    ++n;
  return n;
}

/// The length of a quoted literal; 0 when it does not end.
static std::size_t quotedLength(std::string_view text) {
  for (std::size_t n = 1; n < text.size() && text[n] != '\n'; ++n) {
    if (text[n] == text[0])
      return n + 1;
    n += text[n] == '\\' ? 1 : 0;
  }
  return 0;
}

static Token tokenAt(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  const auto made = [&](Kind kind, std::size_t length) {
    return Token{kind, static_cast<std::uint32_t>(at), rest.substr(0, length)};
  };
  if (rest[0] == '"' || rest[0] == '\'') {
    const std::size_t length = quotedLength(rest);
    return length ? made(Kind::Literal, length) : made(Kind::Odd, 1);
  }
  if (isWord(rest[0])) {
    const std::size_t length = wordLength(rest);
    const bool isRaw = rest[length - 1] == 'R' && rest.substr(length).starts_with('"');
    const bool isNumber = std::isdigit(static_cast<unsigned char>(rest[0])) != 0;
    return made(isRaw ? Kind::Odd : isNumber ? Kind::Literal : Kind::Word, length);
  }
  return made(rest[0] == '#' || rest[0] == '\\' ? Kind::Odd : Kind::Mark, 1);
}

std::vector<Token> tokens(std::string_view text) {
  std::vector<Token> result;
  for (std::size_t at = skipBlank(text, 0); at < text.size();) {
    result.push_back(tokenAt(text, at));
    at = skipBlank(text, result.back().end());
  }
  return result;
}

std::vector<Token> firstStatement(std::string_view text) {
  std::vector<Token> result;
  int depth = 0;
  for (std::size_t at = skipBlank(text, 0); at < text.size();) {
    result.push_back(tokenAt(text, at));
    const std::string_view mark = result.back().text;
    depth += mark == "(" || mark == "[" || mark == "{" ? 1 : 0;
    depth -= mark == ")" || mark == "]" || mark == "}" ? 1 : 0;
    if (result.back().kind == Kind::Odd || depth < 0 || (depth == 0 && mark == ";"))
      break;
    at = skipBlank(text, result.back().end());
  }
  return result;
}

} // namespace maplint::fix
