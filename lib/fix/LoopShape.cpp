#include "lib/fix/LoopShape.h"

#include "lib/fix/Statement.h"

#include <algorithm>

namespace maplint::fix {

using flow::InvalidUse;
using flow::UnitFacts;

/// The innermost if whose then branch holds `statement`.
static std::optional<ir::If> branchOf(const ir::Function &function, const SourceRange &statement) {
  std::optional<ir::If> innermost;
  for (const ir::If &each : function.ifs)
    if (each.thenBranch.contains(statement) &&
        (!innermost || innermost->thenBranch.contains(each.thenBranch)))
      innermost = each;
  return innermost;
}

/// Where the last statement of a branch has to end.
static std::uint32_t insideEnd(const SourceRange &body, bool isCompound) {
  return isCompound ? body.end - 1 : body.end;
}

/// True when no other if or loop of the body decides whether `branch` is reached.
static bool standsDirectly(const ir::Function &function, const ir::Loop &loop,
                           const ir::If &branch) {
  const auto isAround = [&](const SourceRange &range) {
    return loop.body.contains(range) && range.contains(branch.range) && range != branch.range;
  };
  return std::ranges::none_of(function.ifs, isAround, &ir::If::range) &&
         std::ranges::none_of(function.loops, isAround, &ir::Loop::range);
}

/// The statement of the erasure: the call by itself, or what assigns its result.
static SourceRange statementOf(const ir::Instruction &erase, const Text &text) {
  if (erase.statement.valid() || erase.range.inMacro)
    return erase.statement;
  SourceRange range = erase.range;
  const auto end = std::string_view(";");
  const std::uint32_t line = text.lineStart(range.begin);
  range.begin = line + static_cast<std::uint32_t>(text.indentation(line).size());
  if (text.between(range.end, range.end + 1) != end)
    return {};
  ++range.end;
  return range;
}

std::optional<LoopShape> shapeOf(const UnitFacts &facts, const InvalidUse &use, const Text &text,
                                 const SourceRange &behind) {
  const ir::Function &function = facts.function(use.use);
  const ir::Loop &loop = function.loops[use.continuedLoop];
  const ir::Instruction &erase = facts.instruction(use.invalidation);
  if (erase.op != ir::Op::Container || loop.range.inMacro)
    return std::nullopt;
  const SourceRange statement = statementOf(erase, text);
  if (!statement.valid() || statement.inMacro)
    return std::nullopt;
  const auto branch = branchOf(function, statement);
  if (!branch || !loop.body.contains(branch->range) || branch->range.inMacro ||
      !standsDirectly(function, loop, *branch))
    return std::nullopt;
  const std::uint32_t branchEnd =
      branch->elseBranch.valid() ? branch->elseBranch.end : branch->thenBranch.end;
  const std::uint32_t loopEnd = insideEnd(loop.body, loop.bodyIsCompound);
  const bool endsLoop = behind.valid()
                            ? text.blank(branchEnd, behind.begin) && text.blank(behind.end, loopEnd)
                            : text.blank(branchEnd, loopEnd);
  if (!endsLoop || mentions(text.of(loop.body), "continue"))
    return std::nullopt;
  LoopShape shape{.function = function,
                  .loop = loop,
                  .erase = erase,
                  .statement = statement,
                  .branch = *branch,
                  .endsInErasure = text.blank(
                      statement.end, insideEnd(branch->thenBranch, branch->thenIsCompound)),
                  .object = {},
                  .accessor = {}};
  const std::string_view call = text.of(erase.range);
  const std::size_t name = call.rfind(erase.operation->method, call.find('('));
  if (name == std::string_view::npos || name < 2)
    return std::nullopt;
  const std::size_t arrow = call[name - 1] == '>' ? 2 : 1;
  shape.object = trimmed(call.substr(0, name - arrow));
  shape.accessor = call.substr(name - arrow, arrow);
  return shape;
}

std::optional<Edit> stepElsewhere(const LoopShape &shape, const Text &text,
                                  const std::string &step) {
  const std::string indent = text.indentation(shape.branch.range.begin);
  const ir::If &branch = shape.branch;
  if (branch.elseBranch.valid()) {
    const std::uint32_t close = branch.elseBranch.end - 1;
    if (text.between(close, close + 1) != "}")
      return std::nullopt;
    return text.insert(text.lineStart(close), text.indentation(close) + "  " + step + ";\n");
  }
  if (branch.thenIsCompound)
    return text.insert(branch.thenBranch.end,
                       " else {\n" + indent + "  " + step + ";\n" + indent + "}");
  // A comment behind the statement stays with it.
  const std::uint32_t end = lineEnd(text, branch.thenBranch.end);
  return text.insert(text.blank(branch.thenBranch.end, end) ? end : branch.thenBranch.end,
                     "\n" + indent + "else\n" + indent + "  " + step + ";");
}

Edit withoutIncrement(const ir::Loop &loop, const Text &text) {
  std::uint32_t begin = loop.increment.begin;
  while (begin > 0 && text.between(begin - 1, begin) == " ")
    --begin;
  return text.replace(begin, loop.increment.end, "");
}

} // namespace maplint::fix
