#include "lib/fix/PastEndFix.h"

#include "lib/fix/LoopShape.h"
#include "lib/fix/Statement.h"

#include <string>

namespace maplint::fix {

using flow::InvalidUse;
using flow::UnitFacts;

/// `it = m.erase(it);`, and nothing of the branch looks at `it` afterwards.
static bool takesResult(const LoopShape &shape, const Text &text, const std::string &it) {
  std::string written;
  for (const char c : text.of(shape.statement))
    if (c != ' ')
      written += c;
  return written == it + "=" + shape.object + shape.accessor + "erase(" + it + ");" &&
         !mentions(text.between(shape.statement.end, shape.branch.thenBranch.end), it) &&
         !mentions(text.of(shape.branch.elseBranch), it);
}

/// The whole line of a statement, with its line break.
static Edit withoutLine(const Text &text, const Statement &statement) {
  return text.replace(text.lineStart(statement.begin), lineEnd(text, statement.end) + 1, "");
}

/// Not safe: the element behind an erased one was passed over, and now is not.
Fix stepUnlessErased(const UnitFacts &facts, const InvalidUse &use) {
  const Text text(facts.unit().files, use.useRange.file);
  const ir::Loop &loop = facts.function(use.use).loops[use.continuedLoop];
  const std::string &it = use.holder;
  if (it.empty() || use.useRange.inMacro || use.useRange.file != use.invalidationRange.file)
    return {};
  const std::string step(text.of(use.useRange));
  if (step != "++" + it && step != it + "++")
    return {};
  const bool inHeader = loop.kind == ir::LoopKind::For && loop.increment == use.useRange;
  const auto statement =
      inHeader ? std::optional<Statement>() : statementAt(text, use.useRange.begin);
  if (!inHeader && (!statement || statement->begin != use.useRange.begin ||
                    statement->end != use.useRange.end + 1 || !loop.bodyIsCompound))
    return {};
  SourceRange behind;
  if (statement)
    behind = {.file = use.useRange.file, .begin = statement->begin, .end = statement->end};
  const auto shape = shapeOf(facts, use, text, behind);
  if (!shape || !takesResult(*shape, text, it))
    return {};
  const auto elsewhere = stepElsewhere(*shape, text, step);
  if (!elsewhere)
    return {};
  return {.description = "step on only when nothing was erased",
          .safety = FixSafety::Suggested,
          .edits = {*elsewhere,
                    inHeader ? withoutIncrement(loop, text) : withoutLine(text, *statement)}};
}

} // namespace maplint::fix
