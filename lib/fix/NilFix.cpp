#include "lib/fix/NilFix.h"

#include "lib/fix/CreateFix.h"
#include "lib/fix/OrderFix.h"
#include "lib/fix/Room.h"
#include "lib/fix/Tokens.h"

#include <algorithm>

namespace maplint::fix {

using flow::NullWrite;
using flow::UnitFacts;
using Cause = NullWrite::Cause;

/// `batch.clear();` behind the move: what is left of a map that was moved from is valid but
/// unspecified ([lib.types.movedfrom]), and empty is what was meant.
static Fix byClearing(const UnitFacts &facts, const NullWrite &write) {
  if (write.cause != Cause::MovedContainer || write.steps.empty() || write.range.inMacro)
    return {};
  const SourceRange &move = write.steps.front().range;
  const ir::Function *around = functionAround(facts, move);
  if (move.inMacro || !around || !isNamed(write.pointer) || facts.function(write.at).isTemplate)
    return {};
  const Text text(facts.unit().files, move.file);
  const auto place = placeOf(text, *around, move.begin);
  if (!place || text.from(place->statement.begin).starts_with("return") ||
      !mentions(text.between(place->statement.begin, place->statement.end), write.pointer))
    return {};
  // A callee that takes an rvalue reference need not have taken the contents.
  return {.description = "clear the map that was moved away",
          .safety = FixSafety::Suggested,
          .edits = withLines(text, *place, {}, write.pointer + ".clear();")};
}

/// The lines of a statement behind its first one, two blanks further in.
static std::vector<Edit> indented(const Text &text, const Statement &statement) {
  std::vector<Edit> edits;
  const std::string_view all = text.between(statement.begin, statement.end);
  for (std::size_t at = all.find('\n'); at != std::string_view::npos; at = all.find('\n', at + 1))
    edits.push_back(text.insert(statement.begin + static_cast<std::uint32_t>(at) + 1, "  "));
  return edits;
}

/// A pointer without a value must not even be looked at.
static bool hasNoValue(const Text &text, const NullWrite &write) {
  return write.declaration.valid() && trimmed(text.from(write.declaration.end)).starts_with(';');
}

/// The pointer is null on some of the ways here, not on all.
static bool mayBeSet(const UnitFacts &facts, const NullWrite &write) {
  // Null by one caller: others give a map.
  const bool isElsewhere = !facts.function(write.at).range.contains(write.range);
  switch (write.cause) {
  case Cause::MaybeResult:
  case Cause::CheckedLater:
  case Cause::StoredMaybe: return true;
  case Cause::TestedNull:
  case Cause::Assigned: return !write.certain || isElsewhere;
  default: return false;
  }
}

/// The condition of the `if` around the write that says that the pointer is null.
static SourceRange saysNull(const ir::Function &function, const Text &text,
                            const NullWrite &write) {
  for (const ir::If &branch : function.ifs) {
    const bool isPlain = branch.thenBranch.contains(write.range) && !branch.range.inMacro &&
                         !branch.elseBranch.valid() &&
                         !isChanged(text.of(branch.thenBranch), write.pointer);
    const std::string_view condition = text.of(branch.condition);
    if (isPlain && (condition == write.pointer + " == nullptr" || condition == "!" + write.pointer))
      return branch.condition;
  }
  return {};
}

/// `if (m == nullptr)` in front of a write through `m`: the other way round it makes sense.
static Fix byInverting(const UnitFacts &facts, const NullWrite &write) {
  if (write.cause != Cause::TestedNull || !write.certain || write.range.inMacro)
    return {};
  const Text text(facts.unit().files, write.range.file);
  const SourceRange condition = saysNull(facts.function(write.at), text, write);
  if (!condition.valid())
    return {};
  const bool isNot = text.of(condition).starts_with('!');
  return {.description = "write when there is a map, not when there is none",
          .safety = FixSafety::Suggested,
          .edits = {text.replace(condition.begin, condition.end,
                                 write.pointer + (isNot ? "" : " != nullptr"))}};
}

/// The condition of the test, and what has to change so that it can be made.
static std::string tested(const Text &text, const ir::Function &function, const NullWrite &write,
                          std::vector<Edit> &edits) {
  const SourceRange pointer = pointerIn(text, write.range);
  std::string test(pointer.valid() ? text.of(pointer) : std::string_view());
  if (isNamed(write.pointer) && mentions(text.of(write.range), write.pointer))
    return write.pointer;
  if (isPure(test) || test.empty())
    return test;
  const std::string name = freeName(text.of(function.range), {"found", "pointer", "target"});
  edits.push_back(text.replace(pointer.begin, pointer.end, name));
  return name.empty() ? name : "const auto " + name + " = " + test;
}

/// An `if` in front of the statement takes no else from another one, and stands on a line of its
/// own.
static bool takesIf(const Text &text, const Place &place) {
  const auto next = firstStatement(text.from(place.statement.end));
  return place.kind != Place::Kind::Bare || (text.lineStart(place.statement.begin) >= place.open &&
                                             (next.empty() || !next.front().is("else")));
}

static Fix byTest(const UnitFacts &facts, const NullWrite &write) {
  const ir::Function *around = functionAround(facts, write.range);
  if (!mayBeSet(facts, write) || write.range.inMacro || !around || around->isTemplate)
    return {};
  const Text text(facts.unit().files, write.range.file);
  const auto place = placeOf(text, *around, write.range.begin);
  if (!place || place->statement.begin != write.range.begin || !takesIf(text, *place))
    return {};
  std::vector<Edit> edits = indented(text, place->statement);
  if (hasNoValue(text, write))
    edits.push_back(text.insert(write.declaration.end, " = nullptr"));
  const std::string test = tested(text, *around, write, edits);
  if (test.empty())
    return {};
  const std::string indent = text.indentation(place->statement.begin);
  const std::string head = "if (" + test + ")\n" + indent + "  ";
  const bool isOneLine = place->kind == Place::Kind::OneLine;
  if (isOneLine && !edits.empty())
    return {};
  if (isOneLine)
    edits = {text.replace(place->open, place->statement.begin, "\n" + indent + "  " + head + "  "),
             text.replace(place->statement.end, place->close, "\n" + indent)};
  else
    edits.push_back(text.insert(place->statement.begin, head));
  return {.description = "write only when there is a map",
          .safety = FixSafety::Suggested,
          .edits = std::move(edits)};
}

Fix nilWrite(const UnitFacts &facts, const NullWrite &write) {
  for (const auto repair :
       {byCreation, byWritingFirst, byRenewing, byClearing, byInverting, byTest})
    if (Fix found = repair(facts, write); !found.edits.empty())
      return found;
  return {};
}

} // namespace maplint::fix
