#include "lib/fix/ElementFix.h"

#include "lib/fix/Present.h"
#include "lib/fix/Room.h"
#include "lib/fix/Tokens.h"

#include <algorithm>

namespace maplint::fix {

using flow::InvalidUse;
using flow::UnitFacts;

/// Growing moves no element of it, and the iterator alone is lost.
static bool keepsElements(const InvalidUse &use) {
  return use.handle == InvalidUse::Handle::Iterator && model::inserts(use.kind) &&
         use.container->name.starts_with("std::unordered_");
}

/// The statement that everything behind which is dead begins with: the one that inserts, or the
/// outermost loop around it that the iterator comes from outside of.
static std::optional<Place> firstDead(const ir::Function &function, const Text &text,
                                      const SourceRange &place, const SourceRange &declaration) {
  const ir::Loop *outermost = nullptr;
  for (const ir::Loop &loop : function.loops)
    if (loop.range.contains(place) && !loop.range.contains(declaration) &&
        (!outermost || loop.range.contains(outermost->range)))
      outermost = &loop;
  if (outermost && outermost->range.inMacro)
    return std::nullopt;
  return outermost ? placeOf(text, function, outermost->range)
                   : placeOf(text, function, place.begin);
}

/// `entry.` for each `it->` behind `from`, `entry` for each `*it`; nothing when it is used
/// otherwise.
static std::vector<Edit> renamed(const ir::Function &function, const Text &text,
                                 const std::string &it, const std::string &name,
                                 std::uint32_t from) {
  std::vector<Edit> edits;
  const auto all = tokens(text.between(from, function.range.end));
  for (std::size_t n = 0; n < all.size(); ++n) {
    if (all[n].kind == Token::Kind::Odd)
      return {};
    if (!all[n].is(it) || (n > 0 && all[n - 1].is(".")))
      continue;
    const bool isArrow = n + 2 < all.size() && all[n + 1].is("-") && all[n + 2].is(">");
    const bool isStar = n > 1 && all[n - 1].is("*") && all[n - 2].kind == Token::Kind::Mark &&
                        !all[n - 2].is(")") && !all[n - 2].is("]");
    if (!isArrow && !isStar)
      return {};
    const std::uint32_t begin = isArrow ? all[n].begin : all[n - 1].begin;
    const std::uint32_t end = isArrow ? all[n + 2].end() : all[n].end();
    edits.push_back(text.replace(from + begin, from + end, isArrow ? name + "." : name));
  }
  return edits;
}

/// What is declared at `begin` is in scope wherever the edits are.
static bool areInScope(const Text &text, std::uint32_t begin, const std::vector<Edit> &edits) {
  int depth = 0;
  for (const Token &token : tokens(text.between(begin, edits.back().range.begin))) {
    depth += token.is("{") ? 1 : token.is("}") ? -1 : 0;
    if (depth < 0)
      return false;
  }
  return true;
}

Fix byReference(const UnitFacts &facts, const InvalidUse &use) {
  const ir::Function &function = facts.function(use.use);
  if (!keepsElements(use) || use.holderVar == ir::none || !use.useCalls.empty() ||
      use.leftBehind.valid() || use.isKept || use.isOwned || use.isGuess ||
      use.invalidation.function != use.use.function || use.useRange.inMacro ||
      use.place().inMacro || function.isTemplate)
    return {};
  const ir::Variable &holder = function.variables[use.holderVar];
  const Text text(facts.unit().files, use.useRange.file);
  const std::string_view all = text.of(function.range);
  const std::string name = freeName(all, {"entry", "element", "found"});
  if (holder.storage != ir::Storage::Local || holder.isImplicit || !holder.range.valid() ||
      holder.range.inMacro || name.empty() || !takesDeclarations(all))
    return {};
  const auto place = firstDead(function, text, use.place(), holder.range);
  if (!place || place->kind != Place::Kind::InBlock || place->statement.begin < holder.range.end)
    return {};
  std::vector<Edit> edits = renamed(function, text, holder.name, name, place->statement.begin);
  if (edits.empty() || !areInScope(text, place->statement.begin, edits) ||
      !isPresent(function, text, holder, place->statement.begin, edits.front().range.begin))
    return {};
  const auto line = withLines(text, *place, "auto &" + name + " = *" + holder.name + ";", {});
  edits.insert(edits.begin(), line.begin(), line.end());
  return {.description = "refer to the element, which stays where it is",
          .safety = FixSafety::Suggested,
          .edits = std::move(edits)};
}

} // namespace maplint::fix
