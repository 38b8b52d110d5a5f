#include "lib/fix/KeepFix.h"

#include "lib/fix/Present.h"
#include "lib/fix/Room.h"
#include "lib/fix/Tokens.h"

#include <algorithm>

namespace maplint::fix {

using flow::InvalidUse;
using flow::UnitFacts;

/// Handle, loss and use are all written in one function.
static bool isPlain(const UnitFacts &facts, const InvalidUse &use) {
  const ir::Function &function = facts.function(use.use);
  return use.useCalls.empty() && !use.leftBehind.valid() && !use.isKept &&
         use.invalidation.function == use.use.function && !use.useRange.inMacro &&
         !use.place().inMacro && use.useRange.file == use.place().file && !use.holder.empty() &&
         use.holderVar != ir::none && function.range.contains(use.place());
}

/// The end of `it->second` or `entry.name` that starts at token `n`; `n` when it is the name alone.
static std::size_t chainEnd(const std::vector<Token> &all, std::size_t n, bool isReference) {
  std::size_t end = n + 1;
  if (!isReference) {
    if (end + 2 >= all.size() || !all[end].is("-") || !all[end + 1].is(">"))
      return n;
    end += 3;
  }
  while (end + 1 < all.size() && all[end].is(".") && all[end + 1].kind == Token::Kind::Word)
    end += 2;
  return end;
}

namespace {
/// What is read of a lost element, and where.
struct Reads {
  std::string expression;
  std::vector<SourceRange> places;
};
} // namespace

/// What stands at the tokens from `n` to `end` is read there, and neither changed nor taken apart.
static bool isRead(std::string_view text, const std::vector<Token> &all, std::size_t n,
                   std::size_t end) {
  static constexpr std::string_view others = "&.>[*:";
  if (n > 0 && others.find(all[n - 1].text) != std::string_view::npos)
    return false;
  // `(it->second)++`
  for (; n > 0 && end < all.size() && all[n - 1].is("(") && all[end].is(")"); --n)
    ++end;
  if (end >= all.size() || all[end].is("(") || all[end].is("["))
    return false;
  const std::string_view before = trimmed(text.substr(0, all[n].begin));
  return !all[end].is(".") && text.substr(all[end].begin, 2) != "->" &&
         !isChanged("x " + std::string(text.substr(all[end].begin, 3)), "x") &&
         !before.ends_with("++") && !before.ends_with("--");
}

/// All that the function reads through `holder` from `from` on; nothing when it is more than one
/// value.
static std::optional<Reads> readsOf(const ir::Function &function, const Text &text,
                                    const ir::Variable &holder, std::uint32_t from) {
  const std::string_view rest = text.between(from, function.range.end);
  const auto all = tokens(rest);
  Reads reads;
  for (std::size_t n = 0; n < all.size(); ++n) {
    if (all[n].kind == Token::Kind::Odd)
      return std::nullopt;
    if (!all[n].is(holder.name))
      continue;
    const std::size_t end = chainEnd(all, n, holder.isReference);
    if (end == n || end >= all.size() || !isRead(rest, all, n, end))
      return std::nullopt;
    const std::uint32_t stop = all[end - 1].end();
    const std::string_view read = rest.substr(all[n].begin, stop - all[n].begin);
    if (!reads.expression.empty() && reads.expression != read)
      return std::nullopt;
    reads.expression = read;
    reads.places.push_back(
        {.file = function.range.file, .begin = from + all[n].begin, .end = from + stop});
    n = end - 1;
  }
  return reads.places.empty() ? std::nullopt : std::optional(reads);
}

/// What is declared in front of `begin` is in scope up to `end`.
static bool isInScope(const Text &text, std::uint32_t begin, std::uint32_t end) {
  int depth = 0;
  for (const Token &token : tokens(text.between(begin, end))) {
    depth += token.is("{") ? 1 : token.is("}") ? -1 : 0;
    if (depth < 0)
      return false;
  }
  return true;
}

/// The place of the statement that loses the element; of an if, when its condition does.
static std::optional<Place> losingPlace(const ir::Function &function, const Text &text,
                                        const SourceRange &lost) {
  for (const ir::If &branch : function.ifs)
    if (branch.condition.contains(lost) && !branch.range.inMacro)
      return placeOf(text, function, branch.range);
  return placeOf(text, function, lost.begin);
}

/// A loop around the loss that does not make the handle anew: its next round reads it from above.
static bool comesRound(const ir::Function &function, const InvalidUse &use,
                       const SourceRange &declaration) {
  return std::ranges::any_of(function.loops, [&](const ir::Loop &loop) {
    return loop.range.contains(use.place()) && !loop.range.contains(declaration);
  });
}

Fix byKeeping(const UnitFacts &facts, const InvalidUse &use) {
  if (!isPlain(facts, use))
    return {};
  const ir::Function &function = facts.function(use.use);
  const ir::Variable &holder = function.variables[use.holderVar];
  const Text text(facts.unit().files, use.useRange.file);
  const std::string_view all = text.of(function.range);
  const auto place = losingPlace(function, text, use.place());
  if (!place || place->kind != Place::Kind::InBlock || !holder.range.valid() || holder.isImplicit ||
      holder.range.end > place->statement.begin || !takesDeclarations(all) ||
      comesRound(function, use, holder.range) || use.useRange.begin < use.place().end)
    return {};
  const auto reads = readsOf(function, text, holder, use.place().end);
  const std::string name = freeName(all, {"value", "kept", "copy"});
  if (!reads || name.empty() || reads->places.front().begin > use.useRange.end ||
      !isInScope(text, place->statement.begin, reads->places.back().begin) ||
      !isPresent(function, text, holder, place->statement.begin, reads->places.front().begin))
    return {};
  std::vector<Edit> edits =
      withLines(text, *place, "const auto " + name + " = " + reads->expression + ";", {});
  for (const SourceRange &read : reads->places)
    edits.push_back(text.replace(read.begin, read.end, name));
  return {.description = "keep the value before the element is lost",
          .safety = FixSafety::Suggested,
          .edits = std::move(edits)};
}

/// The outermost loop around the insertion, when its rounds are known and it is the only one.
static const ir::Loop *loopOf(const ir::Function &function, const SourceRange &place) {
  const ir::Loop *found = nullptr;
  for (const ir::Loop &loop : function.loops) {
    if (!loop.body.contains(place))
      continue;
    if (found || loop.trip.kind != ir::TripCount::Kind::Expression || loop.range.inMacro)
      return nullptr;
    found = &loop;
  }
  return found;
}

/// `nodes` of `nodes[id]`.
static std::string_view ownerOf(std::string_view insertion) {
  const auto all = tokens(insertion);
  return all.size() > 3 && all[1].is("[") && all[0].kind == Token::Kind::Word ? all[0].text
                                                                              : std::string_view();
}

static std::ptrdiff_t timesNamed(std::string_view text, std::string_view name) {
  return std::ranges::count_if(tokens(text), [&](const Token &token) { return token.is(name); });
}

Fix byRoom(const UnitFacts &facts, const InvalidUse &use) {
  const bool isTakenThere = use.originRange.contains(use.invalidationRange) ||
                            use.invalidationRange.contains(use.originRange);
  if ((!use.isKept && !isTakenThere && !use.leftBehind.valid()) || !model::inserts(use.kind) ||
      use.container->reserve.empty() || !use.calls.empty() || use.invalidationRange.inMacro)
    return {};
  const ir::Function *around = functionAround(facts, use.invalidationRange);
  const ir::Loop *loop = around ? loopOf(*around, use.invalidationRange) : nullptr;
  if (!loop || around->isTemplate)
    return {};
  const Text text(facts.unit().files, loop->range.file);
  const std::string owner(ownerOf(text.of(use.invalidationRange)));
  const auto place = placeOf(text, *around, loop->range);
  // Another insertion of the round, or one of a callee, would need room as well.
  if (owner.empty() || !place || timesNamed(text.of(loop->body), owner) != 1)
    return {};
  return {.description = "reserve room before the loop, so that nothing moves",
          .safety = FixSafety::Suggested,
          .edits = withLines(text, *place,
                             owner + "." + std::string(use.container->reserve) + "(" +
                                 loop->trip.expression + ");",
                             {})};
}

Fix byEndAgain(const UnitFacts &facts, const InvalidUse &use) {
  if (!isPlain(facts, use))
    return {};
  const ir::Function &function = facts.function(use.use);
  const ir::Variable &holder = function.variables[use.holderVar];
  const Text text(facts.unit().files, use.useRange.file);
  if (!holder.declaration.valid() || holder.declaration.inMacro || !holder.range.valid())
    return {};
  const std::string_view declared = text.of(holder.declaration);
  const std::size_t equals = declared.find('=');
  std::string_view value =
      equals == std::string_view::npos ? std::string_view() : trimmed(declared.substr(equals + 1));
  if (value.ends_with(';'))
    value = trimmed(value.substr(0, value.size() - 1));
  const std::size_t dot = value.rfind('.');
  const auto statement = statementAt(text, holder.declaration.begin);
  if (dot == std::string_view::npos || !isNamed(value.substr(0, dot)) || !statement ||
      (value.substr(dot) != ".end()" && value.substr(dot) != ".cend()"))
    return {};
  std::vector<Edit> edits = {
      text.replace(text.lineStart(statement->begin), lineEnd(text, statement->end) + 1, "")};
  const std::uint32_t from = statement->end;
  const std::string_view rest = text.between(from, function.range.end);
  for (const Token &token : tokens(rest)) {
    const std::string_view before = trimmed(rest.substr(0, token.begin));
    if (!token.is(holder.name) || before.ends_with('.') || before.ends_with("->"))
      continue;
    if (before.ends_with('[') || before.ends_with('&') || isChanged(rest, holder.name))
      return {};
    edits.push_back(text.replace(from + token.begin, from + token.end(), std::string(value)));
  }
  if (edits.size() < 2)
    return {};
  return {.description = "ask for the end where it is needed",
          .safety = FixSafety::Suggested,
          .edits = std::move(edits)};
}

} // namespace maplint::fix
