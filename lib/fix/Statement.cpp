#include "lib/fix/Statement.h"

#include "lib/fix/Tokens.h"

#include <algorithm>
#include <array>

namespace maplint::fix {

using Kind = Token::Kind;

static bool isControl(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"if",      "else",      "for",       "while",     "do",       "switch", "case",
       "default", "try",       "catch",     "break",     "continue", "goto",   "public",
       "private", "protected", "using",     "namespace", "template", "struct", "class",
       "enum",    "union",     "co_return", "co_await",  "co_yield"});
  return std::ranges::find(words, word) != words.end();
}

/// The statement that starts at `begin`, if it is a simple one and its last line holds no other.
static std::optional<Statement> simpleAt(const Text &text, std::uint32_t begin) {
  const auto parts = firstStatement(text.from(begin));
  if (parts.empty() || !parts.back().is(";") || parts.front().is("{") ||
      isControl(parts.front().text) ||
      std::ranges::any_of(parts, [](const Token &t) { return t.kind == Kind::Odd; }))
    return std::nullopt;
  const std::uint32_t end = begin + parts.back().end();
  return text.blank(end, lineEnd(text, end)) ? std::optional(Statement{begin, end}) : std::nullopt;
}

std::optional<Statement> statementAt(const Text &text, std::uint32_t offset) {
  // The lines above may belong to the same statement.
  for (std::uint32_t at = offset, lines = 0; lines < 12; ++lines) {
    const auto start = text.statementStart(at);
    const auto found = start ? simpleAt(text, *start) : std::nullopt;
    if (start)
      return found && found->end > offset ? found : std::nullopt;
    const std::uint32_t line = text.lineStart(at);
    // Behind a brace or a semicolon of its line another one begins.
    if (line == 0 || text.between(line, at).find_first_of("{;") != std::string_view::npos)
      return std::nullopt;
    at = line - 1;
  }
  return std::nullopt;
}

std::optional<Statement> statementAfter(const Text &text, const Statement &statement) {
  const auto rest = firstStatement(text.from(statement.end));
  if (rest.empty())
    return std::nullopt;
  const std::uint32_t begin = statement.end + rest.front().begin;
  return text.statementStart(begin) == begin ? simpleAt(text, begin) : std::nullopt;
}

std::uint32_t lineEnd(const Text &text, std::uint32_t offset) {
  const std::size_t end = text.from(offset).find_first_of("\r\n");
  return offset +
         static_cast<std::uint32_t>(end == std::string_view::npos ? text.from(offset).size() : end);
}

/// The start of the statement's first line, or of the comment lines right above it.
static std::uint32_t linesBegin(const Text &text, const Statement &statement) {
  std::uint32_t begin = text.lineStart(statement.begin);
  while (begin > 0) {
    const std::uint32_t above = text.lineStart(begin - 1);
    if (!trimmed(text.between(above, begin)).starts_with("//"))
      break;
    begin = above;
  }
  return begin;
}

std::vector<Edit> moved(const Text &text, const Statement &what, const Statement &behind) {
  const std::uint32_t begin = linesBegin(text, what);
  const std::uint32_t end = lineEnd(text, what.end);
  const std::string lines(text.between(begin, end));
  const std::size_t after = text.from(end).find('\n');
  if (after == std::string_view::npos)
    return {};
  return {text.replace(begin, end + static_cast<std::uint32_t>(after) + 1, ""),
          text.insert(lineEnd(text, behind.end), "\n" + lines)};
}

/// Calls that change nothing and answer the same some lines earlier.
static bool onlyTells(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"size", "empty", "length", "count", "contains", "at", "get", "front", "back", "c_str",
       "begin", "end", "cbegin", "cend", "string", "first", "second", "value", "key"});
  return std::ranges::find(words, word) != words.end();
}

/// The bracket at `n` opens the arguments of a call that is not known to change nothing.
static bool calls(const std::vector<Token> &all, std::size_t n) {
  if (!all[n].is("(") || n == 0)
    return false;
  if (all[n - 1].kind == Kind::Word)
    return !onlyTells(all[n - 1].text) && !all[n - 1].is("sizeof") && !all[n - 1].is("return");
  if (!all[n - 1].is(">"))
    return all[n - 1].is(")") || all[n - 1].is("]");
  std::size_t open = n - 1;
  for (int depth = 1; open > 0 && depth > 0;) {
    --open;
    depth += all[open].is(">") ? 1 : all[open].is("<") ? -1 : 0;
  }
  return open == 0 || !all[open - 1].is("static_cast");
}

/// The `=` at `n` is half of `==`, `!=`, `<=` or `>=`.
static bool compares(const std::vector<Token> &all, std::size_t n) {
  const bool closes = n > 0 && (all[n - 1].is("=") || all[n - 1].is("!") || all[n - 1].is("<") ||
                                all[n - 1].is(">"));
  return closes || (n + 1 < all.size() && all[n + 1].is("="));
}

static bool hasEffect(const std::vector<Token> &all, std::size_t n) {
  const Token &token = all[n];
  const bool steps = (token.is("+") || token.is("-")) && n + 1 < all.size() &&
                     all[n + 1].is(token.text) && token.end() == all[n + 1].begin;
  const bool isOther =
      token.is("{") || token.is(";") || token.is("new") || token.is("delete") || token.is("throw");
  return token.kind == Kind::Odd || steps || isOther || calls(all, n) ||
         (token.is("=") && !compares(all, n));
}

bool isPure(std::string_view text) {
  const auto all = tokens(text);
  for (std::size_t n = 0; n < all.size(); ++n)
    if (hasEffect(all, n))
      return false;
  return !all.empty();
}

bool isNamed(std::string_view text) {
  const auto all = tokens(text);
  return !all.empty() && std::ranges::all_of(all, [](const Token &token) {
    return token.kind == Kind::Word || token.is(".") || token.is(":") || token.is("-") ||
           token.is(">");
  });
}

/// The operator in front of or behind a name that changes what it names.
static bool changes(std::string_view before, std::string_view after) {
  if (before.ends_with("++") || before.ends_with("--") || after.starts_with("++") ||
      after.starts_with("--"))
    return true;
  if (after.size() < 2)
    return after == "=";
  const bool compound = std::string_view("+-*/%&|^").find(after[0]) != std::string_view::npos;
  return (after[0] == '=' && after[1] != '=') || (compound && after[1] == '=');
}

bool isChanged(std::string_view text, std::string_view name) {
  for (const Token &token : tokens(text)) {
    if (token.kind != Kind::Word || token.text != name)
      continue;
    const std::string_view before = trimmed(text.substr(0, token.begin));
    if (changes(before, trimmed(text.substr(token.end()))))
      return true;
  }
  return false;
}

bool takesDeclarations(std::string_view function) {
  return !mentions(function, "goto") && !mentions(function, "switch");
}

std::string freeName(std::string_view text, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    if (!mentions(text, name))
      return std::string(name);
  return {};
}

} // namespace maplint::fix
