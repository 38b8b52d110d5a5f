#include "lib/fix/Room.h"

#include "lib/fix/Tokens.h"

#include <algorithm>

namespace maplint::fix {

/// The body of an if or a loop that has no braces, and the end of what is in front of it.
namespace {
struct Bare {
  SourceRange body;
  std::uint32_t header = 0;
};
} // namespace

/// Behind the `)` of a condition.
static std::uint32_t headerEnd(const Text &text, const SourceRange &condition) {
  const std::size_t close = text.from(condition.end).find(')');
  return condition.end + static_cast<std::uint32_t>(close) + 1;
}

/// The innermost body without braces around `offset`. One before an else is none: a brace would
/// have to stand on the line of the else.
static std::optional<Bare> bareAround(const Text &text, const ir::Function &function,
                                      std::uint32_t offset) {
  std::optional<Bare> innermost;
  const auto take = [&](const SourceRange &body, std::uint32_t header) {
    const bool holds = body.begin <= offset && offset < body.end && !body.inMacro;
    if (holds && (!innermost || innermost->body.contains(body)))
      innermost = Bare{body, header};
  };
  for (const ir::If &branch : function.ifs)
    if (!branch.thenIsCompound && !branch.elseBranch.valid() && !branch.range.inMacro)
      take(branch.thenBranch, headerEnd(text, branch.condition));
  for (const ir::Loop &loop : function.loops)
    if (!loop.bodyIsCompound && !loop.range.inMacro &&
        (loop.kind == ir::LoopKind::For || loop.kind == ir::LoopKind::RangeFor))
      take(loop.body, loop.header.end);
  return innermost;
}

/// Behind the `;` of a simple statement that starts at `begin`.
static std::optional<Statement> simpleFrom(const Text &text, std::uint32_t begin) {
  const auto parts = firstStatement(text.from(begin));
  const bool isWhole = !parts.empty() && parts.back().is(";") && !parts.front().is("{") &&
                       std::ranges::none_of(parts, [](const Token &token) {
                         return token.kind == Token::Kind::Odd;
                       });
  return isWhole ? std::optional(Statement{begin, begin + parts.back().end()}) : std::nullopt;
}

static std::optional<Place> barePlace(const Text &text, const Bare &bare,
                                      const Statement &statement) {
  const std::uint32_t header = bare.header;
  if (header > statement.begin || !text.blank(header, statement.begin) ||
      !text.blank(statement.end, lineEnd(text, statement.end)))
    return std::nullopt;
  return Place{.statement = statement, .kind = Place::Kind::Bare, .open = header, .close = 0};
}

/// `{ statement; }` on one line.
static std::optional<Place> oneLinePlace(const Text &text, std::uint32_t offset) {
  const std::uint32_t start = text.lineStart(offset);
  const std::string_view before = text.between(start, offset);
  const std::size_t brace = before.rfind('{');
  if (brace == std::string_view::npos || before.substr(brace).find(';') != std::string_view::npos)
    return std::nullopt;
  const std::uint32_t open = start + static_cast<std::uint32_t>(brace) + 1;
  const std::string_view blanks = text.between(open, lineEnd(text, open));
  const std::size_t first = blanks.find_first_not_of(" \t");
  // Braces of an initialiser follow a name or `=`; those of a block a `)` or a word behind one.
  const std::string_view owner = trimmed(text.between(start, open - 1));
  const bool isBlock =
      owner.ends_with(')') || owner.ends_with("const") || owner.ends_with("override");
  if (first == std::string_view::npos || !isBlock)
    return std::nullopt;
  const auto statement = simpleFrom(text, open + static_cast<std::uint32_t>(first));
  if (!statement || statement->end <= offset)
    return std::nullopt;
  const std::string_view rest = text.between(statement->end, lineEnd(text, statement->end));
  const std::size_t close = rest.find_first_not_of(" \t");
  if (close == std::string_view::npos || rest[close] != '}' ||
      text.lineStart(statement->end) != start)
    return std::nullopt;
  return Place{.statement = *statement,
               .kind = Place::Kind::OneLine,
               .open = open,
               .close = statement->end + static_cast<std::uint32_t>(close)};
}

std::optional<Place> placeOf(const Text &text, const ir::Function &function, std::uint32_t offset) {
  if (const auto own = statementAt(text, offset))
    return Place{.statement = *own};
  if (const auto bare = bareAround(text, function, offset))
    if (const auto statement = simpleFrom(text, bare->body.begin);
        statement && offset < statement->end)
      return barePlace(text, *bare, *statement);
  return oneLinePlace(text, offset);
}

std::optional<Place> placeOf(const Text &text, const ir::Function &function,
                             const SourceRange &range) {
  Statement statement{range.begin, range.end};
  if (text.between(range.end, range.end + 1) == ";")
    ++statement.end;
  if (text.statementStart(range.begin) == range.begin)
    return Place{.statement = statement};
  const auto bare = bareAround(text, function, range.begin);
  return bare && bare->body.begin == range.begin ? barePlace(text, *bare, statement) : std::nullopt;
}

/// The lines of `lines`, each behind a line break and `indent`.
static std::string indented(std::string_view lines, const std::string &indent) {
  std::string all;
  while (!lines.empty()) {
    const std::size_t newline = std::min(lines.find('\n'), lines.size());
    all.append("\n").append(indent).append(lines.substr(0, newline));
    lines.remove_prefix(std::min(newline + 1, lines.size()));
  }
  return all;
}

static std::vector<Edit> broken(const Text &text, const Place &place, std::string_view before,
                                std::string_view behind) {
  const std::string indent = text.indentation(place.statement.begin);
  const std::string inner = indent + "  ";
  return {text.replace(place.open, place.statement.begin, indented(before, inner) + "\n" + inner),
          text.replace(place.statement.end, place.close, indented(behind, inner) + "\n" + indent)};
}

static std::vector<Edit> braced(const Text &text, const Place &place, std::string_view before,
                                std::string_view behind) {
  const Statement &statement = place.statement;
  const std::string indent = text.indentation(place.open - 1);
  const bool sharesLine = text.lineStart(statement.begin) < place.open;
  const std::string inner = sharesLine ? indent + "  " : text.indentation(statement.begin);
  std::string front = indented(before, inner);
  if (!front.empty())
    front = front.substr(1 + inner.size()) + "\n" + inner;
  const std::string back = indented(behind, inner) + "\n" + indent + "}";
  const std::uint32_t end = lineEnd(text, statement.end);
  if (sharesLine)
    return {text.replace(place.open, statement.begin, " {\n" + inner + front),
            text.insert(end, back)};
  std::vector<Edit> edits = {text.insert(place.open, " {")};
  if (!front.empty())
    edits.push_back(text.insert(statement.begin, front));
  edits.push_back(text.insert(end, back));
  return edits;
}

std::vector<Edit> withLines(const Text &text, const Place &place, std::string_view before,
                            std::string_view behind) {
  if (place.kind == Place::Kind::OneLine)
    return broken(text, place, before, behind);
  if (place.kind == Place::Kind::Bare)
    return braced(text, place, before, behind);
  const std::string indent = text.indentation(place.statement.begin);
  std::vector<Edit> edits;
  if (!before.empty())
    edits.push_back(text.insert(
        place.statement.begin, indented(before, indent).substr(1 + indent.size()) + "\n" + indent));
  if (!behind.empty())
    edits.push_back(text.insert(lineEnd(text, place.statement.end), indented(behind, indent)));
  return edits;
}

const ir::Function *functionAround(const flow::UnitFacts &facts, const SourceRange &range) {
  const ir::Function *innermost = nullptr;
  for (const ir::Function &function : facts.unit().functions)
    if (function.range.contains(range) && (!innermost || innermost->range.contains(function.range)))
      innermost = &function;
  return innermost;
}

} // namespace maplint::fix
