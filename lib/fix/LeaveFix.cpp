#include "lib/fix/LeaveFix.h"

#include "lib/fix/Statement.h"
#include "lib/fix/Tokens.h"

#include <algorithm>

namespace maplint::fix {

using flow::InvalidUse;
using flow::UnitFacts;
using model::OpKind;

/// The innermost if whose then branch holds `statement`.
static const ir::If *branchAround(const ir::Function &function, const SourceRange &statement) {
  const ir::If *innermost = nullptr;
  for (const ir::If &each : function.ifs)
    if (each.thenBranch.contains(statement) &&
        (!innermost || innermost->thenBranch.contains(each.thenBranch)))
      innermost = &each;
  return innermost;
}

/// Behind `end` only closing brackets follow until the body of the loop ends.
static bool endsRound(const Text &text, const ir::Loop &loop, std::uint32_t end) {
  return std::ranges::all_of(tokens(text.between(end, loop.body.end)),
                             [](const Token &token) { return token.is("}"); });
}

/// A break there would leave this loop and nothing else.
static bool leavesLoop(const ir::Function &function, const InvalidUse &use, const Text &text,
                       const SourceRange &statement) {
  const ir::Loop &loop = function.loops[use.continuedLoop];
  const bool nested = std::ranges::any_of(function.loops, [&](const ir::Loop &other) {
    return &other != &loop && loop.body.contains(other.range) && other.range.contains(statement);
  });
  return !nested && !mentions(text.of(loop.body), "switch");
}

Fix byLeaving(const UnitFacts &facts, const InvalidUse &use) {
  const ir::Function &function = facts.function(use.use);
  const ir::Loop &loop = function.loops[use.continuedLoop];
  if (use.kind != OpKind::Clear || !use.calls.empty() || use.inAlgorithm ||
      use.invalidation.function != use.use.function)
    return {};
  const SourceRange &statement = facts.instruction(use.invalidation).statement;
  if (!statement.valid() || statement.inMacro || loop.range.inMacro ||
      !loop.body.contains(statement))
    return {};
  const Text text(facts.unit().files, statement.file);
  if (!endsRound(text, loop, statement.end) || !leavesLoop(function, use, text, statement))
    return {};
  const std::string line = "\n" + text.indentation(statement.begin) + "break;";
  const ir::If *branch = branchAround(function, statement);
  const std::uint32_t end = lineEnd(text, statement.end);
  if (!text.blank(statement.end, end))
    return {};
  const bool isBare = branch && !branch->thenIsCompound && loop.body.contains(branch->range);
  std::vector<Edit> edits = {text.insert(end, line)};
  if (isBare) {
    const std::uint32_t header =
        text.from(branch->condition.end).find(')') + branch->condition.end + 1;
    const std::string close = "\n" + text.indentation(branch->range.begin) + "}";
    if (header > statement.begin || branch->elseBranch.valid() ||
        text.lineStart(statement.begin) <= header)
      return {};
    edits = {text.insert(header, " {"), text.insert(end, line + close)};
  } else if (text.statementStart(statement.begin) != statement.begin) {
    return {};
  }
  return {.description = "leave the loop: nothing is left to go on with",
          .safety = FixSafety::Safe,
          .edits = std::move(edits)};
}

} // namespace maplint::fix
