#include "lib/fix/CreateFix.h"

#include "lib/fix/Statement.h"

namespace maplint::fix {

using flow::NullWrite;
using flow::UnitFacts;
using Cause = NullWrite::Cause;

/// `Seats` of `std::unique_ptr<Seats>`.
static std::string argumentOf(std::string_view spelling) {
  const std::size_t open = spelling.find('<');
  const std::size_t close = spelling.rfind('>');
  if (open == std::string_view::npos || close == std::string_view::npos)
    return {};
  return std::string(trimmed(spelling.substr(open + 1, close - open - 1)));
}

/// The statement that makes `pointer` point to an empty map; empty when there is none to offer.
static std::string creation(const ir::Type &type, const NullWrite &write) {
  const std::string &pointer = write.pointer;
  const std::string made =
      argumentOf(write.pointerSpelling.empty() ? type.spelling : write.pointerSpelling);
  switch (type.kind) {
  case ir::TypeKind::UniquePointer:
    return made.empty() ? made : pointer + " = std::make_unique<" + made + ">();";
  case ir::TypeKind::SharedPointer:
    return made.empty() || !type.spelling.starts_with("std::")
               ? std::string()
               : pointer + " = std::make_shared<" + made + ">();";
  case ir::TypeKind::Optional: return pointer + ".emplace();";
  default: return {};
  }
}

Fix byCreation(const UnitFacts &facts, const NullWrite &write) {
  const ir::Type *type = facts.unit().type(write.pointerType);
  const bool surely = write.cause == Cause::Assigned || write.cause == Cause::NeverSet;
  // On another way here it may have been made, and must not be replaced.
  const bool maybe = write.cause == Cause::Subscript || write.isElement || !write.certain;
  if (!type || (!surely && write.cause != Cause::Subscript) || !isPure(write.pointer) ||
      write.range.inMacro)
    return {};
  const std::string statement = creation(*type, write);
  const Text text(facts.unit().files, write.range.file);
  const auto start = text.statementStart(write.range.begin);
  if (statement.empty() || !start)
    return {};
  const std::string indent = text.indentation(*start);
  const std::string before = maybe ? "if (!" + write.pointer + ")\n" + indent + "  " : "";
  return {.description = "create the map before it is written to",
          .safety = FixSafety::Suggested,
          .edits = {text.insert(*start, before + statement + "\n" + indent)}};
}

} // namespace maplint::fix
