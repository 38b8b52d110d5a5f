#include "lib/fix/CreateFix.h"

#include "lib/fix/Room.h"
#include "lib/fix/Tokens.h"
#include "lib/flow/Wording.h"

#include <algorithm>

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

SourceRange pointerIn(const Text &text, const SourceRange &write) {
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
  std::uint32_t arrow = 0;
  int depth = 0;
  for (const Token &token : tokens(all)) {
    depth += token.is("(") || token.is("[") || token.is("{") ? 1 : 0;
    depth -= token.is(")") || token.is("]") || token.is("}") ? 1 : 0;
    if (depth == 0 && token.is(">") && token.begin > 0 && all[token.begin - 1] == '-')
      arrow = token.begin - 1;
  }
  found.end = write.begin + arrow;
  return arrow ? found : SourceRange();
}

/// The statement that makes `pointer` point to an empty map; empty when there is none to offer.
static std::string creation(const ir::Type *type, const std::string &spelling,
                            const std::string &pointer) {
  if (!type)
    return {};
  const std::string made = argumentOf(spelling.empty() ? type->spelling : spelling);
  const bool isStandard = (spelling.empty() ? type->spelling : spelling).starts_with("std::");
  switch (type->kind) {
  case ir::TypeKind::UniquePointer:
    return made.empty() ? made : pointer + " = std::make_unique<" + made + ">();";
  case ir::TypeKind::SharedPointer:
    return made.empty() || !isStandard ? std::string()
                                       : pointer + " = std::make_shared<" + made + ">();";
  case ir::TypeKind::Optional: return pointer + ".emplace();";
  default: return {};
  }
}

/// The pointer as the write has it, where it has no name that can be said: `groups["a"]`.
static std::string nameOf(const Text &text, const NullWrite &write) {
  if (write.pointer.find("...") == std::string::npos)
    return write.pointer;
  const SourceRange pointer = pointerIn(text, write.range);
  return pointer.valid() ? std::string(text.of(pointer)) : std::string();
}

/// What is known of the type of the pointer.
namespace {
struct Owner {
  const ir::Type *type = nullptr;
  std::string spelling; ///< as it is written; empty when that is what the type says
};
} // namespace

/// `std::unique_ptr<Seats>` in front of the name of a local pointer.
static std::string writtenType(const UnitFacts &facts, const NullWrite &write) {
  if (!write.declaration.valid() || write.declaration.inMacro)
    return {};
  const Text text(facts.unit().files, write.declaration.file);
  const std::string_view before =
      trimmed(text.between(text.lineStart(write.declaration.begin), write.declaration.begin));
  const bool isWhole = before.starts_with("std::") && before.ends_with('>');
  return std::string(isWhole ? before : std::string_view());
}

static Owner ownerOf(const UnitFacts &facts, const ir::Function &function, const NullWrite &write,
                     std::string_view pointer) {
  if (const ir::Type *known = facts.unit().type(write.pointerType)) {
    const std::string written = writtenType(facts, write);
    // What a template's own text says holds for all its instantiations.
    if (written.empty() && function.isTemplate && known->kind != ir::TypeKind::Optional)
      return {};
    return {.type = known, .spelling = written.empty() ? write.pointerSpelling : written};
  }
  // An element of a container of the function: `groups["a"]`.
  const std::string_view base = trimmed(pointer.substr(0, pointer.find('[')));
  const auto found = std::ranges::find(function.variables, base, &ir::Variable::name);
  const ir::Type *container =
      found == function.variables.end() ? nullptr : facts.unit().type(found->type);
  if (!container || !pointer.ends_with(']'))
    return {};
  return {.type = facts.unit().type(container->pointee),
          .spelling = flow::ownerIn(container->spelling)};
}

/// An element without a name that could be said twice gets one: `auto &slot = groups["a"];`.
static std::vector<Edit> byName(const Text &text, const ir::Function &around,
                                const NullWrite &write, const Owner &owner) {
  const SourceRange pointer = pointerIn(text, write.range);
  const std::string_view all = text.of(around.range);
  const std::string name = freeName(all, {"slot", "element", "owner"});
  const auto place = placeOf(text, around, write.range.begin);
  const std::string statement = creation(owner.type, owner.spelling, name);
  if (!pointer.valid() || name.empty() || statement.empty() || !takesDeclarations(all) || !place ||
      place->statement.begin != write.range.begin || place->kind == Place::Kind::OneLine)
    return {};
  const std::string lines = "auto &" + name + " = " + std::string(text.of(pointer)) + ";\nif (!" +
                            name + ")\n  " + statement;
  std::vector<Edit> edits = withLines(text, *place, lines, {});
  edits.push_back(text.replace(pointer.begin, pointer.end, name));
  return edits;
}

Fix byCreation(const UnitFacts &facts, const NullWrite &write) {
  const ir::Function *around = functionAround(facts, write.range);
  const bool surely = write.cause == Cause::Assigned || write.cause == Cause::NeverSet;
  // On another way here it may have been made, and must not be replaced.
  const bool maybe = write.cause == Cause::Subscript || write.isElement || !write.certain;
  if (!around || (!surely && write.cause != Cause::Subscript) || write.range.inMacro)
    return {};
  const Text text(facts.unit().files, write.range.file);
  const std::string pointer = nameOf(text, write);
  const Owner owner = ownerOf(facts, *around, write, pointer);
  const std::string statement = creation(owner.type, owner.spelling, pointer);
  const auto place = placeOf(text, *around, write.range.begin);
  if (!isPure(pointer) || statement.empty() || !place)
    return {};
  const std::string before = maybe ? "if (!" + pointer + ")\n  " : "";
  return {.description = "create the map before it is written to",
          .safety = FixSafety::Suggested,
          .edits = pointer == write.pointer ? withLines(text, *place, before + statement, {})
                                            : byName(text, *around, write, owner)};
}

/// The move of `pointer` that one of the steps tells of.
static SourceRange moveOf(const UnitFacts &facts, const NullWrite &write) {
  for (const flow::Step &step : write.steps)
    if (mentions(facts.text(step.range), write.pointer) && !step.range.inMacro &&
        step.message.ends_with("is moved from here"))
      return step.range;
  return {};
}

Fix byRenewing(const UnitFacts &facts, const NullWrite &write) {
  const SourceRange move = moveOf(facts, write);
  const ir::Function *around = move.valid() ? functionAround(facts, move) : nullptr;
  if (write.cause != Cause::MovedFrom || !around || !isNamed(write.pointer))
    return {};
  const Owner owner = ownerOf(facts, *around, write, write.pointer);
  const std::string statement = creation(owner.type, owner.spelling, write.pointer);
  const Text text(facts.unit().files, move.file);
  const auto place = placeOf(text, *around, move.begin);
  if (statement.empty() || !place || text.from(place->statement.begin).starts_with("return"))
    return {};
  return {.description = "make a new map when the old one is moved away",
          .safety = FixSafety::Suggested,
          .edits = withLines(text, *place, {}, statement)};
}

} // namespace maplint::fix
