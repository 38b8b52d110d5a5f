#include "lib/fix/SnapshotFix.h"

#include "lib/fix/Room.h"
#include "lib/fix/Tokens.h"

#include <algorithm>

namespace maplint::fix {

using flow::InvalidUse;
using flow::UnitFacts;

/// A call that comes back to this function: what it takes out is not the element of this round.
static bool recurses(const UnitFacts &facts, const InvalidUse &use) {
  return std::ranges::any_of(use.calls, [&](const flow::Step &call) {
    return call.message == facts.function(use.use).name;
  });
}

/// What the loop runs takes its own element out: in a copy that lives on. Of callbacks in elements
/// it is inferred which element they mean.
static bool takesItselfOut(const InvalidUse &use) {
  return model::erases(use.kind) && use.dies == model::Dies::TheErased &&
         (use.certainElement || use.isGuess) && !use.calls.empty();
}

/// The type of the variable or field that `owner` names last: `entries_` of `this->entries_`.
static const ir::Type *typeOf(const UnitFacts &facts, const ir::Function &function,
                              std::string_view owner) {
  const std::string_view name = owner.substr(owner.find_last_of(".>") + 1);
  for (const ir::Variable &variable : function.variables)
    if (variable.name == name)
      return facts.unit().type(variable.type);
  const ir::Record *record = facts.unit().record(function.record);
  for (const ir::SymbolId field : record ? record->fields : std::vector<ir::SymbolId>())
    if (facts.unit().symbols[field].name == name)
      return facts.unit().type(facts.unit().symbols[field].type);
  return nullptr;
}

/// Owners cannot be copied.
static bool isOwner(const ir::Type *type) {
  return type && type->spelling.find("unique_ptr") != std::string::npos;
}

/// The first token behind the members of what stands at `n`: `.second` of `entry.second`,
/// `(*it).second`. Behind a pointer lies something else, which the copy shares.
static std::size_t behindMembers(const std::vector<Token> &all, std::size_t n, bool isIterator) {
  const bool isStarred = n > 1 && all[n - 1].is("*") && all[n - 2].is("(");
  n += isStarred && n + 1 < all.size() && all[n + 1].is(")") ? 2 : 1;
  if (isIterator && n + 1 < all.size() && all[n].is("-") && all[n + 1].is(">"))
    n += 3;
  while (n < all.size() && all[n].is("."))
    n += 2;
  return n;
}

/// The element that `name` stands for at token `n` is assigned to, stepped, or its address is
/// taken.
static bool isWrittenAt(std::string_view text, const std::vector<Token> &all, std::size_t n,
                        bool isIterator) {
  const std::string_view before = trimmed(text.substr(0, all[n].begin));
  const bool isAddress = before.ends_with('&') && !before.ends_with("&&") && n > 1 &&
                         (all[n - 2].is("(") || all[n - 2].is("=") || all[n - 2].is(",") ||
                          all[n - 2].is("return") || all[n - 2].is("{"));
  const std::size_t end = behindMembers(all, n, isIterator);
  const std::string_view after =
      end < all.size() ? text.substr(all[end].begin) : std::string_view();
  return isAddress || isChanged("x " + std::string(after.substr(0, 4)), "x") ||
         before.ends_with("++") || before.ends_with("--");
}

/// The body only looks at what the loop calls `name`. An iterator is followed, and nothing else.
static bool onlyReads(std::string_view body, std::string_view name, bool isIterator) {
  const auto all = tokens(body);
  for (std::size_t n = 0; n < all.size(); ++n) {
    if (all[n].kind == Token::Kind::Odd)
      return false;
    if (!all[n].is(name) || (n > 0 && (all[n - 1].is(".") || all[n - 1].is(">"))))
      continue;
    const bool isFollowed =
        (n > 0 && all[n - 1].is("*")) || (n + 1 < all.size() && all[n + 1].is("-"));
    if ((isIterator && !isFollowed) || isWrittenAt(body, all, n, isIterator))
      return false;
  }
  return true;
}

/// `for (auto &[key, value] : m)`
static std::vector<Edit> overElements(const UnitFacts &facts, const InvalidUse &use,
                                      const Text &text, const std::string &name) {
  const ir::Function &function = facts.function(use.use);
  const ir::Loop &loop = function.loops[use.continuedLoop];
  const std::string_view range = text.of(loop.rangeExpression);
  const auto place = placeOf(text, function, loop.range);
  if (loop.element == ir::none || loop.rangeExpression.inMacro || !place ||
      range.find_first_of("|{\n") != std::string_view::npos)
    return {};
  const ir::Variable &element = function.variables[loop.element];
  const std::string_view body = text.of(loop.body);
  const auto reads = [&](const std::string &part) { return onlyReads(body, part, false); };
  if (isOwner(facts.unit().type(element.type)) || isOwner(typeOf(facts, function, range)) ||
      !reads(element.name) || !std::ranges::all_of(element.bindings, reads))
    return {};
  std::vector<Edit> edits =
      withLines(text, *place, "const auto " + name + " = " + std::string(range) + ";", {});
  edits.push_back(text.replace(loop.rangeExpression.begin, loop.rangeExpression.end, name));
  return edits;
}

/// `m` of `m.begin()` and `m.cbegin()`, in the text where it stands; empty without one.
static std::string_view ownerIn(std::string_view text, std::string_view method) {
  const std::size_t call = text.find(method);
  if (call == std::string_view::npos)
    return {};
  const std::size_t start = text.substr(0, call).find_last_of(" (=!") + 1;
  const std::string_view before = text.substr(start, call - start);
  const std::size_t dot = before.ends_with(".c") ? before.size() - 2 : before.size() - 1;
  return before.size() > 1 && before[dot] == '.' ? before.substr(0, dot) : std::string_view();
}

/// The iterator's declaration: in the header of a for, or the statement before a while.
static SourceRange declarationOf(const ir::Function &function, const ir::Loop &loop,
                                 const InvalidUse &use) {
  if (loop.kind == ir::LoopKind::For)
    return loop.init;
  if (loop.kind != ir::LoopKind::While || use.holderVar == ir::none)
    return {};
  return function.variables[use.holderVar].declaration;
}

/// The iterator lives for the loop: nothing else in the function looks at it.
static bool isOfLoop(const ir::Function &function, const ir::Loop &loop, const Text &text,
                     const SourceRange &declaration, std::string_view it) {
  return !mentions(text.between(function.range.begin, declaration.begin), it) &&
         !mentions(text.between(std::max(declaration.end, loop.range.end), function.range.end),
                   it) &&
         (loop.range.contains(declaration) || text.blank(declaration.end + 1, loop.range.begin));
}

/// The body of the loop without the step at the end of a while.
static std::string_view withoutStep(std::string_view body, const std::string &it) {
  for (const std::string &step : {"++" + it + ";", it + "++;"})
    if (const std::size_t at = body.rfind(step);
        at != std::string_view::npos && trimmed(body.substr(at + step.size())) == "}")
      return body.substr(0, at);
  return {};
}

/// `for (auto it = m.begin(); it != m.end(); ++it)`, or the same as a while.
static std::vector<Edit> overPositions(const UnitFacts &facts, const InvalidUse &use,
                                       const Text &text, const std::string &name) {
  const ir::Function &function = facts.function(use.use);
  const ir::Loop &loop = function.loops[use.continuedLoop];
  const SourceRange declaration = declarationOf(function, loop, use);
  const std::string &it = use.holder;
  if (!declaration.valid() || it.empty() || declaration.inMacro)
    return {};
  const bool isFor = loop.kind == ir::LoopKind::For;
  const std::string_view first = text.of(declaration);
  const SourceRange test = isFor ? SourceRange{.file = loop.range.file,
                                               .begin = loop.init.end,
                                               .end = loop.increment.begin}
                                 : loop.header;
  const std::string_view condition = text.of(test);
  const std::string_view owner = ownerIn(first, "begin()");
  const std::string_view step = trimmed(text.of(loop.increment));
  const std::string_view body = isFor ? text.of(loop.body) : withoutStep(text.of(loop.body), it);
  const auto place = placeOf(text, function, isFor ? loop.range : declaration);
  if (!first.starts_with("auto " + it + " =") || !isNamed(owner) || !place ||
      isOwner(typeOf(facts, function, owner)) || ownerIn(condition, "end()") != owner ||
      condition.find(it + " != " + std::string(owner) + ".") == std::string_view::npos ||
      (isFor && step != "++" + it && step != it + "++") || body.empty() ||
      !onlyReads(body, it, true) || !isOfLoop(function, loop, text, declaration, it))
    return {};
  std::vector<Edit> edits =
      withLines(text, *place, "const auto " + name + " = " + std::string(owner) + ";", {});
  const auto rename = [&](const SourceRange &where, std::string_view method) {
    const std::string_view named = ownerIn(text.of(where), method);
    const auto begin = static_cast<std::uint32_t>(named.data() - text.of(where).data());
    edits.push_back(text.replace(
        where.begin + begin, where.begin + begin + static_cast<std::uint32_t>(named.size()), name));
  };
  rename(declaration, "begin()");
  rename(test, "end()");
  return edits;
}

/// What the loop adds is to be gone over as well: a set gets what its own elements lead to, or
/// every round adds, and those it adds would add in turn.
static bool isClosure(const UnitFacts &facts, const InvalidUse &use) {
  const ir::Function &function = facts.function(use.use);
  const ir::Loop &loop = function.loops[use.continuedLoop];
  if (!use.calls.empty() || facts.text(loop.rangeExpression).ends_with(']'))
    return false;
  // `m[k / 2]` leads on and on; `m[value] = key` stays among what is there.
  const auto insertion = firstStatement(facts.text(use.invalidationRange));
  const bool isReckoned = std::ranges::any_of(insertion, [](const Token &token) {
    return token.is("+") || token.is("-") || token.is("*") || token.is("/") || token.is("%");
  });
  const bool isConditional = std::ranges::any_of(function.ifs, [&](const ir::If &branch) {
    return loop.body.contains(branch.range) && branch.range.contains(use.place());
  });
  return !use.container->isMap || (isReckoned && !isConditional);
}

Fix bySnapshot(const UnitFacts &facts, const InvalidUse &use) {
  const ir::Function &function = facts.function(use.use);
  const ir::Loop &loop = function.loops[use.continuedLoop];
  const bool takesOut = takesItselfOut(use);
  if (use.inAlgorithm || loop.range.inMacro || recurses(facts, use) ||
      (!takesOut && isClosure(facts, use)) || (!takesOut && !model::inserts(use.kind)))
    return {};
  const Text text(facts.unit().files, loop.range.file);
  const std::string_view all = text.of(function.range);
  const std::string name = freeName(all, {"snapshot", "before", "original"});
  if (name.empty() || !takesDeclarations(all))
    return {};
  return {.description = takesOut ? "go over a copy while elements take themselves out"
                                  : "go over a copy while elements are added",
          .safety = FixSafety::Suggested,
          .edits = loop.kind == ir::LoopKind::RangeFor ? overElements(facts, use, text, name)
                                                       : overPositions(facts, use, text, name)};
}

} // namespace maplint::fix
