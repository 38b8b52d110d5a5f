#include "lib/triage/Fingerprint.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>

namespace maplint::triage {
namespace {

/// Words after which a name is used, not declared.
constexpr std::array<std::string_view, 14> notTypes = {
    "return", "else",     "case",     "goto",   "new", "delete", "throw",
    "sizeof", "co_yield", "co_await", "typeid", "if",  "while",  "co_return"};

constexpr std::array<std::string_view, 6> headed = {"if", "while", "for", "switch", "else", "do"};

/// Code without comments and directives, by number of the token.
class Code {
public:
  Code(std::string_view text, std::span<const Token> tokens) : text_(text) {
    for (const Token &token : tokens)
      if (token.kind != TokenKind::Comment && token.kind != TokenKind::Directive)
        tokens_.push_back(token);
  }

  [[nodiscard]] std::size_t size() const { return tokens_.size(); }

  [[nodiscard]] const Token &operator[](std::size_t i) const { return tokens_[i]; }

  /// The text of a token; empty beyond either end.
  [[nodiscard]] std::string_view at(std::size_t i) const {
    return i < tokens_.size() ? tokens_[i].of(text_) : std::string_view();
  }

  [[nodiscard]] bool isWord(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].kind == TokenKind::Word;
  }

  /// The first token that ends behind byte `offset`.
  [[nodiscard]] std::size_t after(std::uint32_t offset) const {
    const auto found = std::ranges::upper_bound(tokens_, offset, {}, &Token::end);
    return static_cast<std::size_t>(found - tokens_.begin());
  }

  /// The first token that begins at byte `offset` or behind it.
  [[nodiscard]] std::size_t from(std::uint32_t offset) const {
    const auto found = std::ranges::lower_bound(tokens_, offset, {}, &Token::begin);
    return static_cast<std::size_t>(found - tokens_.begin());
  }

private:
  std::string_view text_;
  std::vector<Token> tokens_;
};

struct Span {
  std::size_t first = 0;
  std::size_t last = 0; ///< one behind
};

bool opens(std::string_view mark) {
  return mark == "(" || mark == "[" || mark == "{";
}

bool closes(std::string_view mark) {
  return mark == ")" || mark == "]" || mark == "}";
}

/// Whether the brace at `i` opens statements rather than values.
bool opensBlock(const Code &code, std::size_t i) {
  if (i == 0)
    return true;
  constexpr std::array<std::string_view, 12> before = {
      ")", "]", "else", "do", "try", "mutable", "const", "noexcept", ";", "{", "}", ":"};
  return std::ranges::find(before, code.at(i - 1)) != before.end();
}

std::size_t statementBegin(const Code &code, std::size_t marked, std::size_t limit) {
  int depth = 0;
  for (std::size_t i = marked; i > limit; --i) {
    const std::string_view mark = code.at(i - 1);
    const bool isEnd = mark == ";" || mark == "}" || (mark == "{" && opensBlock(code, i - 1));
    if (isEnd && depth <= 0)
      return i;
    depth += closes(mark) ? 1 : opens(mark) ? -1 : 0;
  }
  return limit;
}

std::size_t statementEnd(const Code &code, std::size_t marked, std::size_t limit) {
  int depth = 0;
  for (std::size_t i = marked; i < limit; ++i) {
    const std::string_view mark = code.at(i);
    const bool isEnd = mark == ";" || mark == "}" || (mark == "{" && opensBlock(code, i));
    if (isEnd && depth <= 0)
      return i;
    depth += opens(mark) ? 1 : closes(mark) ? -1 : 0;
  }
  return limit;
}

/// One behind what closes the parenthesis at `open`.
std::size_t behindParenthesis(const Code &code, std::size_t open, std::size_t limit) {
  int depth = 0;
  for (std::size_t i = open; i < limit; ++i) {
    depth += code.at(i) == "(" ? 1 : code.at(i) == ")" ? -1 : 0;
    if (depth == 0)
      return i + 1;
  }
  return limit;
}

/// `if (x) m[k] = 1;` is the statement `m[k] = 1;` when that is what is marked: a formatter may put
/// it into braces.
std::size_t withoutHeads(const Code &code, std::size_t first, std::size_t marked) {
  while (std::ranges::find(headed, code.at(first)) != headed.end()) {
    std::size_t next = first + 1;
    if (code.at(next) == "constexpr")
      ++next;
    if (code.at(next) == "(")
      next = behindParenthesis(code, next, marked + 1);
    if (next > marked)
      break;
    first = next;
  }
  return first;
}

/// The statement around `marked`, within the function.
Span statement(const Code &code, const Span &marked, const Span &within) {
  Span found{.first = statementBegin(code, marked.first, within.first),
             .last = statementEnd(code, marked.first, within.last)};
  found.first = withoutHeads(code, found.first, marked.first);
  found.last = std::max(found.last, marked.last);
  return found;
}

/// Names that look declared in the function: a type, then a name, then what follows a declarator. A
/// use that looks like it (`a * b;`) costs no more than that the name does not count.
std::set<std::string_view> localsOf(const Code &code, const Span &function) {
  constexpr std::array<std::string_view, 9> behind = {"=", ";", ",", ")", "{", "(", "[", ":", "]"};
  constexpr std::array<std::string_view, 5> before = {">", "*", "&", ",", "["};
  std::set<std::string_view> names;
  bool binds = false; // in `auto [a, b]`
  for (std::size_t i = function.first + 1; i < function.last; ++i) {
    const std::string_view previous = code.at(i - 1);
    if (code.at(i) == "[")
      binds = previous == "auto" || (previous == "&" && code.at(i - 2) == "auto") ||
              (previous == "&" && code.at(i - 3) == "auto");
    if (code.at(i) == "]")
      binds = false;
    if (!code.isWord(i) || std::ranges::find(behind, code.at(i + 1)) == behind.end())
      continue;
    const bool afterType =
        (code.isWord(i - 1) && std::ranges::find(notTypes, previous) == notTypes.end()) ||
        (std::ranges::find(before, previous) != before.end() &&
         (binds || (previous != "," && previous != "[")));
    if (afterType)
      names.insert(code.at(i));
  }
  return names;
}

/// Writes tokens down with locals numbered.
class Notation {
public:
  explicit Notation(std::set<std::string_view> locals) : locals_(std::move(locals)) {}

  void add(const Code &code, const Span &span) {
    for (std::size_t i = span.first; i < span.last; ++i) {
      const std::string_view word = code.at(i);
      const std::string_view before = i == 0 ? "" : code.at(i - 1);
      const bool isMember = before == "." || before == "->" || before == "::";
      out +=
          code.isWord(i) && !isMember && locals_.contains(word) ? number(word) : std::string(word);
      out += ' ';
    }
    out += '\n';
  }

  std::string out;

private:
  std::string number(std::string_view word) {
    const auto [known, isNew] = numbers_.try_emplace(std::string(word), numbers_.size());
    return "$" + std::to_string(known->second);
  }

  std::set<std::string_view> locals_;
  std::map<std::string, std::size_t> numbers_;
};

/// What stands in quotes in a message: names, as the reader wrote them.
std::vector<std::string_view> quoted(std::string_view message) {
  std::vector<std::string_view> names;
  while (true) {
    const std::size_t open = message.find('\'');
    const std::size_t close = message.find('\'', open + 1);
    if (open == std::string_view::npos || close == std::string_view::npos)
      return names;
    names.push_back(message.substr(open + 1, close - open - 1));
    message.remove_prefix(close + 1);
  }
}

/// The tokens that begin in a range of bytes.
std::span<const Token> within(const std::vector<Token> &tokens, std::uint32_t begin,
                              std::uint32_t end) {
  const auto first = std::ranges::lower_bound(tokens, begin, {}, &Token::begin);
  const auto last = std::ranges::lower_bound(tokens, end, {}, &Token::begin);
  return {first, last};
}

std::string hashed(std::span<const std::string_view> parts) {
  llvm::BLAKE3 hash;
  for (const std::string_view part : parts) {
    hash.update(llvm::StringRef(part));
    hash.update(llvm::StringRef("\0", 1)); // "ab" + "c" is not "a" + "bc"
  }
  const auto digest = hash.final<16>();
  return llvm::toHex(digest, /*LowerCase=*/true);
}

} // namespace

std::string fingerprintOf(const Sighting &sighting, std::string_view text,
                          const std::vector<Token> &tokens) {
  const bool inFunction = sighting.functionBegin < sighting.functionEnd;
  const Code code(text, inFunction ? within(tokens, sighting.functionBegin, sighting.functionEnd)
                                   : std::span(tokens));
  const Span function{.first = 0, .last = code.size()};
  Span marked{.first = code.after(sighting.begin), .last = code.from(sighting.end)};
  marked.last = std::max(marked.first, marked.last);
  Notation notation(inFunction ? localsOf(code, function) : std::set<std::string_view>());
  notation.add(code, statement(code, marked, function));
  notation.add(code, marked);
  for (const std::string_view name : quoted(sighting.message)) {
    const Code named(name, tokensOf(name));
    notation.add(named, {.first = 0, .last = named.size()});
  }
  const std::array parts = {sighting.check, sighting.function, std::string_view(notation.out)};
  return hashed(parts);
}

} // namespace maplint::triage
