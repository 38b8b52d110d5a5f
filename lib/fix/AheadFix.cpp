#include "lib/fix/AheadFix.h"

#include "lib/fix/Statement.h"
#include "lib/fix/Tokens.h"

#include <algorithm>

namespace maplint::fix {

using flow::InvalidUse;
using flow::UnitFacts;
using model::OpKind;

namespace {

/// The words of the new loop.
struct Names {
  std::string it;
  std::string next;
};

} // namespace

/// Nothing but the element that the loop stands at is lost, and the iterators go forward.
/// Of a callback it is inferred, and believed where `callbacks` are.
static bool losesOnlyTheElement(const InvalidUse &use, bool callbacks) {
  const bool byKey = use.kind == OpKind::EraseKey || use.kind == OpKind::Extract;
  const bool byPosition = use.kind == OpKind::EraseAt || use.kind == OpKind::ExtractAt;
  const std::string_view name = use.container->name;
  return (byPosition || (byKey && !use.container->isMulti)) &&
         (use.isGuess ? callbacks : use.certainElement) && use.dies == model::Dies::TheErased &&
         !use.inAlgorithm &&
         (name.starts_with("std::") || name.starts_with("absl::") || name.starts_with("boost::"));
}

/// Every operation of the round that can lose elements loses just the one the loop stands at.
static bool allLoseTheElement(const UnitFacts &facts, const InvalidUse &use, const ir::Loop &loop,
                              bool callbacks) {
  return std::ranges::all_of(facts.reachable[use.use.function], [&](const flow::Access &access) {
    const bool loses = model::writes(access.kind) && !model::inserts(access.kind) &&
                       access.kind != OpKind::Reserve && access.kind != OpKind::Rehash;
    if (access.path != use.path || !loses ||
        !loop.body.contains(access.calls.empty() ? access.range : access.calls.front().range))
      return true;
    return std::ranges::any_of(facts.invalidUses, [&](const InvalidUse &other) {
      return other.use.function == use.use.function && other.continuedLoop == use.continuedLoop &&
             other.invalidationRange == access.range && losesOnlyTheElement(other, callbacks);
    });
  });
}

/// A call that comes back to this function erases elsewhere as well.
static bool recurses(const UnitFacts &facts, const InvalidUse &use) {
  const std::string &name = facts.function(use.use).name;
  const auto leadsBack = [&](const flow::Step &call) { return call.message == name; };
  return std::ranges::any_of(use.calls, leadsBack) ||
         std::ranges::any_of(facts.reachable[use.use.function], [&](const flow::Access &access) {
           return std::ranges::any_of(access.calls, leadsBack);
         });
}

/// What the loop adds behind its position it would pass over now.
static bool addsElements(const UnitFacts &facts, const InvalidUse &use, const ir::Loop &loop) {
  return std::ranges::any_of(facts.reachable[use.use.function], [&](const flow::Access &access) {
    return access.path == use.path && model::inserts(access.kind) &&
           loop.body.contains(access.calls.empty() ? access.range : access.calls.front().range);
  });
}

/// `line` as the first one of the loop's body; a body without braces gets them.
static std::vector<Edit> asFirst(const Text &text, const ir::Loop &loop, const std::string &lines) {
  const std::string indent = text.indentation(loop.range.begin);
  const std::uint32_t before = loop.bodyIsCompound ? loop.body.begin + 1 : loop.header.end;
  const std::uint32_t end = lineEnd(text, before);
  const auto parts = firstStatement(text.from(before));
  if (!text.blank(before, end) || parts.empty())
    return {};
  const std::string inner = text.indentation(before + parts.front().begin);
  std::string all;
  for (std::string_view rest = lines; !rest.empty();) {
    const std::size_t newline = rest.find('\n');
    all += "\n" + inner + std::string(rest.substr(0, newline));
    rest = newline == std::string_view::npos ? "" : rest.substr(newline + 1);
  }
  if (loop.bodyIsCompound)
    return {text.insert(end, all)};
  // What follows on the last line is a comment, which stays with its statement.
  const std::uint32_t last = lineEnd(text, loop.body.end);
  if (!text.blank(loop.body.end, last) || last == end)
    return {};
  if (before == end)
    return {text.insert(end, " {" + all), text.insert(last, "\n" + indent + "}")};
  return {text.insert(before, " {"), text.insert(end, all), text.insert(last, "\n" + indent + "}")};
}

/// `for (auto it = m.begin(); it != m.end(); ++it)`
static std::vector<Edit> iteratorLoop(const Text &text, const ir::Function &function,
                                      const ir::Loop &loop, const Names &names) {
  if (loop.induction == ir::none || !loop.init.valid() || !loop.increment.valid())
    return {};
  const std::string &it = function.variables[loop.induction].name;
  const std::string_view step = trimmed(text.of(loop.increment));
  std::string_view condition = trimmed(text.between(loop.init.end, loop.increment.begin));
  if ((step != "++" + it && step != it + "++") || !mentions(text.of(loop.init), it) ||
      text.of(loop.init).find('=') == std::string_view::npos ||
      condition.find(it + " != ") == std::string_view::npos || isChanged(condition, it) ||
      isChanged(text.of(loop.body), it))
    return {};
  // `auto it = m.begin();` ends in the `;` for some compilers.
  std::uint32_t init = loop.init.end;
  if (text.between(init - 1, init) == ";")
    --init;
  std::vector<Edit> edits = asFirst(text, loop, names.next + " = std::next(" + it + ");");
  if (edits.empty())
    return {};
  edits.push_back(text.insert(init, ", " + names.next + " = " + it));
  edits.push_back(text.replace(loop.increment.begin, loop.increment.end, it + " = " + names.next));
  return edits;
}

/// What begin() is called on: `m.`, `table->`, `registry.entries().`; empty when naming it again
/// may give another container.
static std::string ownerOf(std::string_view range) {
  if (range.starts_with('*') && isNamed(range.substr(1)))
    return std::string(range.substr(1)) + "->";
  // The loop goes over the container itself, so a call in there has given a reference to it.
  std::string_view named = range;
  while (named.ends_with("()"))
    named.remove_suffix(2);
  return isNamed(named) ? std::string(range) + "." : std::string();
}

/// `for (const auto &entry : m)`
static std::vector<Edit> rangeLoop(const Text &text, const ir::Loop &loop, const Names &names) {
  const std::string owner = ownerOf(text.of(loop.rangeExpression));
  const std::string_view before = text.between(loop.header.begin, loop.rangeExpression.begin);
  const std::size_t open = before.find('(');
  const std::size_t colon = before.rfind(':');
  if (owner.empty() || open == std::string_view::npos || colon == std::string_view::npos ||
      colon < open || before.find(';') != std::string_view::npos)
    return {};
  const std::string element(trimmed(before.substr(open + 1, colon - open - 1)));
  std::vector<Edit> edits =
      asFirst(text, loop,
              names.next + " = std::next(" + names.it + ");\n" + element + " = *" + names.it + ";");
  if (edits.empty())
    return {};
  edits.push_back(text.replace(
      loop.header.begin + static_cast<std::uint32_t>(open) + 1, loop.rangeExpression.end,
      "auto " + names.it + " = " + owner + "begin(), " + names.next + " = " + names.it + "; " +
          names.it + " != " + owner + "end(); " + names.it + " = " + names.next));
  return edits;
}

/// `while (it != m.end()) { ... ++it; }`
static std::vector<Edit> whileLoop(const Text &text, const ir::Loop &loop, const std::string &it,
                                   const Names &names) {
  const std::string_view condition = text.of(loop.header);
  const std::string_view body = text.of(loop.body);
  if (!loop.bodyIsCompound || condition.find(it + " != ") == std::string_view::npos ||
      isChanged(condition, it))
    return {};
  const auto all = tokens(body);
  if (all.size() < 6 || !all[all.size() - 2].is(";"))
    return {};
  const std::uint32_t begin = all[all.size() - 5].begin;
  const std::uint32_t end = all[all.size() - 2].begin;
  const std::string_view step = trimmed(body.substr(begin, end - begin));
  const bool starts = text.statementStart(loop.body.begin + begin) == loop.body.begin + begin;
  if (!starts || (step != "++" + it && step != it + "++") || isChanged(body.substr(0, begin), it))
    return {};
  std::vector<Edit> edits =
      asFirst(text, loop, "const auto " + names.next + " = std::next(" + it + ");");
  if (!edits.empty())
    edits.push_back(
        text.replace(loop.body.begin + begin, loop.body.begin + end, it + " = " + names.next));
  return edits;
}

static Fix withNextPosition(const UnitFacts &facts, const InvalidUse &use, bool callbacks) {
  const ir::Function &function = facts.function(use.use);
  const ir::Loop &loop = function.loops[use.continuedLoop];
  if (!losesOnlyTheElement(use, callbacks) || loop.range.inMacro ||
      !loop.body.contains(use.place()) || !allLoseTheElement(facts, use, loop, callbacks) ||
      recurses(facts, use))
    return {};
  const Text text(facts.unit().files, loop.range.file);
  const std::string_view all = text.of(function.range);
  const Names names{.it = freeName(all, {"it", "position", "current"}),
                    .next = freeName(all, {"next", "following", "after"})};
  if (names.it.empty() || names.next.empty())
    return {};
  std::vector<Edit> edits;
  if (loop.kind == ir::LoopKind::RangeFor)
    edits = rangeLoop(text, loop, names);
  else if (loop.kind == ir::LoopKind::For)
    edits = iteratorLoop(text, function, loop, names);
  else if (loop.kind == ir::LoopKind::While && !use.holder.empty())
    edits = whileLoop(text, loop, use.holder, names);
  // A callee may do more than what is seen of it.
  const bool isSafe = use.calls.empty() && !function.isTemplate && !addsElements(facts, use, loop);
  return {.description = "take the next position before the element may be erased",
          .safety = isSafe ? FixSafety::Safe : FixSafety::Suggested,
          .edits = std::move(edits)};
}

Fix byNextPosition(const UnitFacts &facts, const InvalidUse &use) {
  return withNextPosition(facts, use, false);
}

Fix byNextPositionOfCallbacks(const UnitFacts &facts, const InvalidUse &use) {
  return withNextPosition(facts, use, true);
}

} // namespace maplint::fix
