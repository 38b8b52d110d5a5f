#include "lib/triage/Tokens.h"

#include <algorithm>
#include <array>
#include <string>

namespace maplint::triage {
namespace {

bool isBlank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f';
}

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

/// Bytes of UTF-8 are letters here: identifiers may hold most of what they encode.
bool isLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Lexer {
public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    while (at_ < text_.size())
      step();
    return std::move(tokens_);
  }

private:
  [[nodiscard]] bool sees(std::string_view what) const {
    return text_.substr(at_).starts_with(what);
  }

  void add(TokenKind kind, std::size_t end) {
    const std::size_t stop = std::min(end, text_.size());
    tokens_.push_back({.kind = kind,
                       .begin = static_cast<std::uint32_t>(at_),
                       .end = static_cast<std::uint32_t>(stop)});
    at_ = stop;
    lineIsFresh_ = false;
  }

  void step() {
    const char c = text_[at_];
    if (isBlank(c)) {
      lineIsFresh_ = lineIsFresh_ || c == '\n';
      ++at_;
      return;
    }
    if (sees("//"))
      return add(TokenKind::Comment, lineEnd());
    if (sees("/*"))
      return comment();
    if (c == '#' && lineIsFresh_)
      return add(TokenKind::Directive, lineEnd());
    if (isLetter(c))
      return word();
    if (isDigit(c) || (c == '.' && at_ + 1 < text_.size() && isDigit(text_[at_ + 1])))
      return add(TokenKind::Number, numberEnd());
    if (c == '"' || c == '\'')
      return add(TokenKind::Literal, literalEnd(at_));
    add(TokenKind::Mark, at_ + (sees("::") || sees("->") ? 2 : 1));
  }

  /// A block comment may stand in front of a directive.
  void comment() {
    const bool fresh = lineIsFresh_;
    const std::size_t close = text_.find("*/", at_ + 2);
    add(TokenKind::Comment, close == std::string_view::npos ? text_.size() : close + 2);
    lineIsFresh_ = fresh;
  }

  /// The end of a line that no backslash continues.
  [[nodiscard]] std::size_t lineEnd() const {
    std::size_t end = text_.find('\n', at_);
    while (end != std::string_view::npos) {
      const std::size_t last = text_[end - 1] == '\r' && end >= 2 ? end - 2 : end - 1;
      if (last < at_ || text_[last] != '\\')
        return end;
      end = text_.find('\n', end + 1);
    }
    return text_.size();
  }

  void word() {
    std::size_t end = at_;
    while (end < text_.size() && (isLetter(text_[end]) || isDigit(text_[end])))
      ++end;
    const char next = end < text_.size() ? text_[end] : '\0';
    if (next != '"' && next != '\'')
      return add(TokenKind::Word, end);
    constexpr std::array<std::string_view, 5> raw = {"R", "LR", "uR", "UR", "u8R"};
    constexpr std::array<std::string_view, 4> plain = {"L", "u", "U", "u8"};
    const std::string_view prefix = text_.substr(at_, end - at_);
    if (next == '"' && std::ranges::find(raw, prefix) != raw.end())
      add(TokenKind::Literal, rawEnd(end));
    else if (std::ranges::find(plain, prefix) != plain.end())
      add(TokenKind::Literal, literalEnd(end));
    else
      add(TokenKind::Word, end);
  }

  /// `quote` is where the opening quote stands. A literal ends with its line at the latest.
  [[nodiscard]] std::size_t literalEnd(std::size_t quote) const {
    for (std::size_t at = quote + 1; at < text_.size(); ++at) {
      if (text_[at] == '\\')
        ++at;
      else if (text_[at] == '\n')
        return at;
      else if (text_[at] == text_[quote])
        return at + 1;
    }
    return text_.size();
  }

  /// [lex.string]: R"delimiter( ... )delimiter"
  [[nodiscard]] std::size_t rawEnd(std::size_t quote) const {
    const std::size_t open = text_.find_first_of("( )\\\n", quote + 1);
    if (open == std::string_view::npos || text_[open] != '(' || open - quote > 17)
      return literalEnd(quote);
    const std::string close = ")" + std::string(text_.substr(quote + 1, open - quote - 1)) + "\"";
    const std::size_t end = text_.find(close, open);
    return end == std::string_view::npos ? text_.size() : end + close.size();
  }

  /// [lex.ppnumber], with digit separators.
  [[nodiscard]] std::size_t numberEnd() const {
    std::size_t end = at_ + 1;
    for (; end < text_.size(); ++end) {
      const char c = text_[end];
      const char before = text_[end - 1];
      const bool isExponentSign = (c == '+' || c == '-') && (before == 'e' || before == 'E' ||
                                                             before == 'p' || before == 'P');
      const bool separates = c == '\'' && end + 1 < text_.size() &&
                             (isDigit(text_[end + 1]) || isLetter(text_[end + 1]));
      if (!isDigit(c) && !isLetter(c) && c != '.' && !isExponentSign && !separates)
        break;
    }
    return end;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool lineIsFresh_ = true;
  std::vector<Token> tokens_;
};

} // namespace

std::vector<Token> tokensOf(std::string_view text) {
  return Lexer(text).run();
}

} // namespace maplint::triage
