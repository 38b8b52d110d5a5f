#include "lib/fix/ForgetFix.h"

#include "lib/fix/Room.h"
#include "lib/fix/Tokens.h"

#include <algorithm>

namespace maplint::fix {

using flow::InvalidUse;
using flow::UnitFacts;
using model::OpKind;

namespace {
/// `sessions_.erase(user)` in parts.
struct Erasure {
  std::string owner;
  std::string argument;
};
} // namespace

static const ir::Symbol *fieldNamed(const UnitFacts &facts, ir::SymbolId record,
                                    std::string_view name) {
  const ir::Record *known = facts.unit().record(record);
  for (const ir::SymbolId field : known ? known->fields : std::vector<ir::SymbolId>())
    if (facts.unit().symbols[field].name == name)
      return &facts.unit().symbols[field];
  return nullptr;
}

/// The field is declared as a plain pointer.
static bool isPointer(const UnitFacts &facts, const ir::Symbol &field) {
  if (!field.range.valid() || field.range.inMacro)
    return false;
  const Text text(facts.unit().files, field.range.file);
  return trimmed(text.between(text.lineStart(field.range.begin), field.range.begin)).ends_with('*');
}

/// The pointer member that `use` reads through; empty when it is something else.
static std::string pointerOf(const UnitFacts &facts, const InvalidUse &use) {
  const ir::SymbolId record = facts.function(use.use).record;
  for (const Token &token : tokens(facts.text(use.useRange))) {
    const ir::Symbol *field =
        token.kind == Token::Kind::Word ? fieldNamed(facts, record, token.text) : nullptr;
    if (field)
      return isPointer(facts, *field) ? std::string(token.text) : std::string();
  }
  return {};
}

/// The text asks whether `pointer` is null before it looks through it.
static bool asks(std::string_view text, const std::string &pointer) {
  const auto has = [&](const std::string &test) {
    return text.find(test) != std::string_view::npos;
  };
  return has("(" + pointer + ")") || has(pointer + " ?") || has(pointer + " &&") ||
         has(pointer + " != nullptr") || has(pointer + " == nullptr") || has("(!" + pointer + ")");
}

/// The sequence of pointers that the loop around the use goes over: a member.
static std::string sequenceOf(const UnitFacts &facts, const InvalidUse &use) {
  const ir::Function &function = facts.function(use.use);
  for (const ir::Loop &loop : function.loops) {
    const bool isHolder = loop.kind == ir::LoopKind::RangeFor && loop.body.contains(use.useRange) &&
                          loop.element != ir::none && !loop.range.inMacro &&
                          function.variables[loop.element].name == use.holder;
    const std::string name(isHolder ? facts.text(loop.rangeExpression) : std::string_view());
    if (isHolder && fieldNamed(facts, function.record, name))
      return name;
  }
  return {};
}

static Erasure erasureIn(std::string_view text) {
  const auto all = tokens(text);
  const auto name = std::ranges::find_if(all, [](const Token &token) { return token.is("erase"); });
  const auto open = name == all.end() ? name : std::next(name);
  if (open == all.end() || !open->is("(") || !all.back().is(")") || name == all.begin() ||
      !std::prev(name)->is("."))
    return {};
  return {.owner = std::string(text.substr(0, std::prev(name)->begin)),
          .argument =
              std::string(trimmed(text.substr(open->end(), all.back().begin - open->end())))};
}

/// The lines that forget `pointer` when the element that is erased next is the one it points to.
static std::string forgetting(const InvalidUse &use, std::string_view erase,
                              const std::string &pointer, const std::string &found) {
  const Erasure parts = erasureIn(erase);
  if (!isNamed(parts.owner) || !isPure(parts.argument) || !use.container->isMap ||
      use.container->isMulti)
    return {};
  const auto points = [&](const std::string &position) {
    return pointer +
           " == " + (use.isOwned ? position + "->second.get()" : "&" + position + "->second");
  };
  const std::string then = ")\n  " + pointer + " = nullptr;";
  if (use.kind == OpKind::EraseAt)
    return "if (" + points(parts.argument) + then;
  return "if (const auto " + found + " = " + parts.owner + ".find(" + parts.argument + ");\n    " +
         found + " != " + parts.owner + ".end() && " + points(found) + then;
}

Fix byForgetting(const UnitFacts &facts, const InvalidUse &use) {
  const ir::Function &reader = facts.function(use.use);
  const ir::Function *around = functionAround(facts, use.invalidationRange);
  if (!use.leftBehind.valid() || use.useRange.inMacro || use.invalidationRange.inMacro || !around ||
      around->isTemplate || around->record != reader.record || around->isLambda)
    return {};
  const Text text(facts.unit().files, use.invalidationRange.file);
  const auto place = placeOf(text, *around, use.invalidationRange.begin);
  if (!place || place->statement.begin != use.invalidationRange.begin)
    return {};
  const std::string pointer = pointerOf(facts, use);
  const bool isAsked = !pointer.empty() && asks(facts.text(reader.range), pointer);
  std::vector<Edit> edits;
  if (use.kind == OpKind::Clear) {
    const std::string sequence = pointer.empty() ? sequenceOf(facts, use) : std::string();
    const std::string line = !sequence.empty() ? sequence + ".clear();"
                             : isAsked         ? pointer + " = nullptr;"
                                               : std::string();
    if (!line.empty())
      edits = withLines(text, *place, {}, line);
  } else if (isAsked && around->cppStandard >= 17 &&
             (use.kind == OpKind::EraseKey || use.kind == OpKind::EraseAt)) {
    const std::string found = freeName(text.of(around->range), {"found", "position", "gone"});
    const std::string lines =
        found.empty() ? found : forgetting(use, text.of(use.invalidationRange), pointer, found);
    if (!lines.empty())
      edits = withLines(text, *place, lines, {});
  }
  return {.description = "forget the pointer with what it points to",
          .safety = FixSafety::Suggested,
          .edits = std::move(edits)};
}

} // namespace maplint::fix
