#include "lib/fix/NilFix.h"

#include "lib/fix/CreateFix.h"
#include "lib/fix/OrderFix.h"
#include "lib/fix/Statement.h"
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
  if (move.inMacro || !isNamed(write.pointer) || facts.function(write.at).isTemplate)
    return {};
  const Text text(facts.unit().files, move.file);
  const auto away = statementAt(text, move.begin);
  // `if (full) out.push_back(std::move(current));`: without braces there is no room behind it.
  if (!away || text.from(away->begin).starts_with("return") ||
      !mentions(text.between(away->begin, away->end), write.pointer))
    return {};
  // A callee that takes an rvalue reference need not have taken the contents.
  return {.description = "clear the map that was moved away",
          .safety = FixSafety::Suggested,
          .edits = {text.insert(lineEnd(text, away->end), "\n" + text.indentation(away->begin) +
                                                              write.pointer + ".clear();")}};
}

/// The lines of a statement behind its first one, two blanks further in.
static std::vector<Edit> indented(const Text &text, const Statement &statement) {
  std::vector<Edit> edits;
  const std::string_view all = text.between(statement.begin, statement.end);
  for (std::size_t at = all.find('\n'); at != std::string_view::npos; at = all.find('\n', at + 1))
    edits.push_back(text.insert(statement.begin + static_cast<std::uint32_t>(at) + 1, "  "));
  return edits;
}

/// The text of the pointer in `(*pointer)[k]` or `pointer->emplace(k)`.
static SourceRange pointerIn(const Text &text, const SourceRange &write) {
  const std::string_view all = text.of(write);
  SourceRange found = write;
  if (all.starts_with("(*")) {
    const std::size_t close = all.find(")[");
    const std::size_t call = all.find(").");
    const std::size_t end = std::min(close, call);
    if (end == std::string_view::npos)
      return {};
    found.begin += 2;
    found.end = write.begin + static_cast<std::uint32_t>(end);
    return found;
  }
  const std::size_t open = all.rfind("->");
  if (open == std::string_view::npos)
    return {};
  found.end = write.begin + static_cast<std::uint32_t>(open);
  return found;
}

/// A pointer without a value must not even be looked at.
static bool hasNoValue(const Text &text, const NullWrite &write) {
  return write.declaration.valid() && trimmed(text.from(write.declaration.end)).starts_with(';');
}

/// The pointer is null on some of the ways here, not on all.
static bool mayBeSet(const NullWrite &write) {
  switch (write.cause) {
  case Cause::MaybeResult:
  case Cause::CheckedLater:
  case Cause::StoredMaybe: return true;
  case Cause::TestedNull:
  case Cause::Assigned: return !write.certain;
  default: return false;
  }
}

static Fix byTest(const UnitFacts &facts, const NullWrite &write) {
  const ir::Function &function = facts.function(write.at);
  if (!mayBeSet(write) || write.range.inMacro || function.isTemplate)
    return {};
  const Text text(facts.unit().files, write.range.file);
  const auto statement = statementAt(text, write.range.begin);
  if (!statement || statement->begin != write.range.begin || hasNoValue(text, write))
    return {};
  const SourceRange pointer = pointerIn(text, write.range);
  std::string test(pointer.valid() ? text.of(pointer) : std::string_view());
  std::vector<Edit> edits = indented(text, *statement);
  if (isNamed(write.pointer) && mentions(text.of(write.range), write.pointer)) {
    test = write.pointer;
  } else if (!isPure(test) && !test.empty()) {
    const std::string name = freeName(text.of(function.range), {"found", "pointer", "target"});
    edits.push_back(text.replace(pointer.begin, pointer.end, name));
    test = name.empty() ? name : "const auto " + name + " = " + test;
  }
  if (test.empty())
    return {};
  const std::string head = "if (" + test + ")\n" + text.indentation(statement->begin) + "  ";
  edits.push_back(text.insert(statement->begin, head));
  return {.description = "write only when there is a map",
          .safety = FixSafety::Suggested,
          .edits = std::move(edits)};
}

Fix nilWrite(const UnitFacts &facts, const NullWrite &write) {
  for (const auto repair : {byCreation, byWritingFirst, byClearing, byTest})
    if (Fix found = repair(facts, write); !found.edits.empty())
      return found;
  return {};
}

} // namespace maplint::fix
