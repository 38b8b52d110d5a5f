#include "lib/fix/LoopFix.h"

#include "lib/fix/AheadFix.h"
#include "lib/fix/LeaveFix.h"
#include "lib/fix/LoopShape.h"
#include "lib/fix/PastEndFix.h"
#include "lib/fix/SnapshotFix.h"
#include "lib/fix/Statement.h"

#include <algorithm>
#include <optional>

namespace maplint::fix {

using flow::InvalidUse;
using flow::UnitFacts;
using model::OpKind;

/// `const auto &entry` of `for (const auto &entry : entries)`, as written.
static std::string_view elementText(const LoopShape &shape, const Text &text) {
  const std::string_view header =
      text.between(shape.loop.header.begin, shape.loop.rangeExpression.begin);
  const std::size_t open = header.find('(');
  const std::size_t colon = header.rfind(':');
  if (open == std::string_view::npos || colon == std::string_view::npos || colon < open)
    return {};
  return trimmed(header.substr(open + 1, colon - open - 1));
}

static std::string lambdaFor(const LoopShape &shape, const Text &text, std::string_view indent) {
  const std::string condition(text.of(shape.branch.condition));
  if (shape.loop.kind == ir::LoopKind::RangeFor) {
    const std::string element(elementText(shape, text));
    if (element.empty())
      return {};
    if (element.find('[') == std::string::npos)
      return "[&](" + element + ") { return " + condition + "; }";
    if (mentions(condition, "entry"))
      return {};
    const std::string inner = std::string(indent) + "  ";
    return "[&](const auto &entry) {\n" + inner + element + " = entry;\n" + inner + "return " +
           condition + ";\n" + std::string(indent) + "}";
  }
  if (shape.loop.induction == ir::none || mentions(condition, "entry"))
    return {};
  const std::string &it = shape.function.variables[shape.loop.induction].name;
  std::string body = condition;
  for (std::size_t at = body.find(it + "->"); at != std::string::npos; at = body.find(it + "->"))
    body.replace(at, it.size() + 2, "entry.");
  for (std::size_t at = body.find("*" + it); at != std::string::npos; at = body.find("*" + it))
    body.replace(at, it.size() + 1, "entry");
  if (mentions(body, it))
    return {};
  return "[&](const auto &entry) { return " + body + "; }";
}

/// The loop visits every element: not a view, nor what lies between two positions.
static bool visitsAll(const LoopShape &shape, const Text &text) {
  const ir::Loop &loop = shape.loop;
  if (loop.kind == ir::LoopKind::RangeFor)
    return isNamed(text.of(loop.rangeExpression));
  const std::string_view init = text.of(loop.init);
  const std::size_t equals = init.find('=');
  if (equals == std::string_view::npos || loop.induction == ir::none)
    return false;
  // Some compilers count the `;` in.
  std::string_view begin = trimmed(init.substr(equals + 1));
  begin = trimmed(begin.substr(0, begin.find(';')));
  std::string_view condition = trimmed(text.between(loop.init.end, loop.increment.begin));
  while (!condition.empty() && (condition.front() == ';' || condition.back() == ';'))
    condition = trimmed(condition.front() == ';' ? condition.substr(1)
                                                 : condition.substr(0, condition.size() - 1));
  const std::string &it = shape.function.variables[loop.induction].name;
  const std::string_view step = trimmed(text.of(loop.increment));
  const bool isBegin = begin.ends_with("begin()");
  const std::string_view object = isBegin ? begin.substr(0, begin.rfind("begin()")) : begin;
  const bool isConst = object.ends_with('c');
  const std::string owner(isConst ? object.substr(0, object.size() - 1) : object);
  return isBegin && (step == "++" + it || step == it + "++") &&
         (condition == it + " != " + owner + "end()" ||
          condition == it + " != " + owner + "cend()");
}

/// C++20: a loop that does nothing but erase is one call.
static Fix eraseIf(const UnitFacts &facts, const InvalidUse &use, const LoopShape &shape,
                   const Text &text) {
  const bool onlyErases = shape.loop.bodyStatements == 1 && shape.branch.thenStatements == 1 &&
                          !shape.branch.elseBranch.valid() && use.certainElement;
  if (!onlyErases || facts.function(use.use).cppStandard < 20 ||
      !use.container->name.starts_with("std::") || shape.accessor != ".")
    return {};
  if (shape.loop.kind != ir::LoopKind::RangeFor && shape.loop.kind != ir::LoopKind::For)
    return {};
  const std::string lambda = lambdaFor(shape, text, text.indentation(shape.loop.range.begin));
  if (lambda.empty() || !visitsAll(shape, text))
    return {};
  return {.description = "erase with std::erase_if",
          .safety = FixSafety::Safe,
          .edits = {text.replace(shape.loop.range.begin,
                                 std::max(shape.loop.range.end, shape.loop.body.end),
                                 "std::erase_if(" + shape.object + ", " + lambda + ");")}};
}

static const model::Operation *eraseAt(const model::Container &container) {
  const auto found = std::ranges::find_if(container.operations, [](const auto &operation) {
    return operation.kind == OpKind::EraseAt && operation.method == "erase";
  });
  return found == container.operations.end() ? nullptr : &*found;
}

/// `cursor_` of `++cursor_`; empty when the step is another one.
static std::string steppedBy(std::string_view step) {
  const std::string_view name = step.starts_with("++") ? step.substr(2)
                                : step.ends_with("++") ? step.substr(0, step.size() - 2)
                                                       : std::string_view();
  return isNamed(name) ? std::string(name) : std::string();
}

static Fix moveStep(const InvalidUse &use, const LoopShape &shape, const Text &text) {
  if (shape.loop.kind != ir::LoopKind::For || !use.certainElement)
    return {};
  const std::string step(text.of(shape.loop.increment));
  const std::string it = steppedBy(step);
  // A member has no holder: it is what the erasure names.
  const bool isErased = it == use.holder || (use.kind == OpKind::EraseAt &&
                                             text.of(shape.erase.range).ends_with("(" + it + ")"));
  if (it.empty() || !isErased)
    return {};
  const model::Operation *erase = eraseAt(*use.container);
  if (!erase)
    return {};
  const bool returnsNext =
      erase->result == model::ResultKind::Iterator && !use.container->name.starts_with("absl::");
  const std::string call =
      shape.object + shape.accessor + "erase(" + (returnsNext ? it : it + "++") + ")";
  const auto elsewhere = stepElsewhere(shape, text, step);
  if (!elsewhere)
    return {};
  return {.description = "continue with the iterator that erase returns",
          .safety = FixSafety::Safe,
          .edits = {withoutIncrement(shape.loop, text),
                    text.replace(shape.erase.range.begin, shape.erase.range.end,
                                 returnsNext ? it + " = " + call : call),
                    *elsewhere}};
}

/// `m.erase(it++)` where erasure moves the other elements, too.
static Fix takeResult(const UnitFacts &facts, const InvalidUse &use, const Text &text) {
  const ir::Instruction &erase = facts.instruction(use.invalidation);
  const model::Operation *at = eraseAt(*use.container);
  if (use.kind != OpKind::EraseAt || !at || at->result != model::ResultKind::Iterator ||
      !erase.statement.valid() || erase.statement.inMacro || erase.range.inMacro)
    return {};
  const std::string_view call = text.of(erase.range);
  const std::string step = "(" + use.holder + "++)";
  if (use.holder.empty() || !call.ends_with(step) || erase.statement.begin != erase.range.begin)
    return {};
  const std::uint32_t argument = erase.range.end - static_cast<std::uint32_t>(step.size());
  return {.description = "continue with the iterator that erase returns",
          .safety = FixSafety::Safe,
          .edits = {text.insert(erase.range.begin, use.holder + " = "),
                    text.replace(argument, erase.range.end, "(" + use.holder + ")")}};
}

/// One of the shapes in which the loop itself erases.
static Fix rewritten(const UnitFacts &facts, const InvalidUse &use) {
  const bool erases = use.kind == OpKind::EraseAt || use.kind == OpKind::EraseKey;
  if (!erases || !use.calls.empty() || use.invalidation.function != use.use.function)
    return {};
  const Text text(facts.unit().files, use.invalidationRange.file);
  if (Fix taken = takeResult(facts, use, text); !taken.edits.empty())
    return taken;
  const auto shape = shapeOf(facts, use, text);
  if (!shape || !shape->endsInErasure)
    return {};
  Fix whole = eraseIf(facts, use, *shape, text);
  return whole.edits.empty() ? moveStep(use, *shape, text) : whole;
}

Fix loop(const UnitFacts &facts, const InvalidUse &use) {
  if (use.continuedLoop == ir::none)
    return {};
  if (use.isPastEnd)
    return stepUnlessErased(facts, use);
  for (const auto shape :
       {rewritten, byLeaving, byNextPosition, bySnapshot, byNextPositionOfCallbacks})
    if (Fix found = shape(facts, use); !found.edits.empty())
      return found;
  return {};
}

} // namespace maplint::fix
