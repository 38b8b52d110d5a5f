#include "lib/fix/OrderFix.h"

#include "lib/fix/Statement.h"
#include "lib/fix/Tokens.h"

#include <algorithm>

namespace maplint::fix {

using flow::InvalidUse;
using flow::UnitFacts;

/// Handle, end and use are all in sight, in one function, and no guess is among them.
static bool isPlain(const UnitFacts &facts, const InvalidUse &use) {
  return use.useCalls.empty() && !use.leftBehind.valid() && !use.isKept && !use.isGuess &&
         use.invalidation.function == use.use.function && !use.useRange.inMacro &&
         !use.place().inMacro && use.useRange.file == use.place().file && use.originRange.valid() &&
         use.originRange.end <= use.place().begin && use.place().end <= use.useRange.begin &&
         !facts.function(use.use).isTemplate;
}

/// The statement that loses the element, or the if without else around it.
static std::optional<Statement> losing(const ir::Function &function, const Text &text,
                                       const SourceRange &place) {
  if (auto simple = statementAt(text, place.begin))
    return simple;
  for (const ir::If &branch : function.ifs) {
    if (!branch.thenBranch.contains(place) || branch.elseBranch.valid() ||
        branch.thenStatements != 1 || branch.range.inMacro || !isPure(text.of(branch.condition)) ||
        text.statementStart(branch.range.begin) != branch.range.begin)
      continue;
    std::uint32_t end = branch.range.end;
    if (text.between(end, end + 1) == ";")
      ++end;
    return Statement{branch.range.begin, end};
  }
  return std::nullopt;
}

/// True when a name of `expression` is changed in `statement`, or the container itself is read.
static bool depends(std::string_view expression, std::string_view statement,
                    std::string_view container) {
  const auto words = tokens(expression);
  const auto owner = tokens(container);
  return std::ranges::any_of(words, [&](const Token &word) {
    return word.kind == Token::Kind::Word &&
           (isChanged(statement, word.text) ||
            std::ranges::any_of(owner, [&](const Token &t) { return t.text == word.text; }));
  });
}

/// What a returned value is kept as; empty when it would point into what is lost.
static std::string typeOfResult(const UnitFacts &facts, const ir::Function &function) {
  const ir::Type *type = facts.unit().type(function.returnType);
  if (!type || function.returnsReference || type->isView || function.isLambda)
    return {};
  switch (type->kind) {
  case ir::TypeKind::Scalar: return "const auto";
  // An array of characters would decay: said in full, it is copied.
  case ir::TypeKind::Sequence:
  case ir::TypeKind::Optional:
  case ir::TypeKind::SharedPointer:
  case ir::TypeKind::Container: return type->spelling.starts_with("std::") ? type->spelling : "";
  default: return {};
  }
}

Fix byTakingFirst(const UnitFacts &facts, const InvalidUse &use) {
  const ir::Function &function = facts.function(use.use);
  const std::string type = typeOfResult(facts, function);
  if (!isPlain(facts, use) || type.empty())
    return {};
  const Text text(facts.unit().files, use.useRange.file);
  const auto end = losing(function, text, use.place());
  const auto last = statementAt(text, use.useRange.begin);
  const std::string_view word = "return ";
  if (!end || !last || end->contains(use.useRange) || !text.from(last->begin).starts_with(word) ||
      !text.blank(end->end, last->begin))
    return {};
  const std::string_view all = text.of(function.range);
  const auto begin = last->begin + static_cast<std::uint32_t>(word.size());
  const std::string value(trimmed(text.between(begin, last->end - 1)));
  const std::string name = freeName(all, {"result", "value", "kept", "answer"});
  if (!isPure(value) || name.empty() || !takesDeclarations(all) ||
      use.originRange.end > end->begin ||
      depends(value, text.between(end->begin, end->end), facts.domain().text(use.path)))
    return {};
  return {.description = "take the value before the element is lost",
          .safety = FixSafety::Suggested,
          .edits = {text.insert(end->begin, type + " " + name + " = " + value + ";\n" +
                                                text.indentation(end->begin)),
                    text.replace(begin, last->end - 1, name)}};
}

/// The statement declares one of the function's variables.
static bool declares(const ir::Function &function, const Text &text, const Statement &statement) {
  return std::ranges::any_of(function.variables,
                             [&](const ir::Variable &variable) {
                               return variable.range.valid() && statement.contains(variable.range);
                             }) ||
         text.from(statement.begin).starts_with("return");
}

/// The last word of a path: what code elsewhere in the function calls it.
static std::string_view nameIn(std::string_view path) {
  std::string_view name;
  for (const Token &token : tokens(path))
    if (token.kind == Token::Kind::Word)
      name = token.text;
  return name;
}

Fix byErasingLast(const UnitFacts &facts, const InvalidUse &use) {
  const ir::Function &function = facts.function(use.use);
  if (!isPlain(facts, use) || use.holder.empty())
    return {};
  const Text text(facts.unit().files, use.useRange.file);
  const auto end = statementAt(text, use.place().begin);
  const std::string container = facts.domain().text(use.path);
  const std::string_view name = nameIn(container);
  if (!end || declares(function, text, *end) || name.empty())
    return {};
  std::optional<Statement> behind;
  bool passesUse = false;
  for (auto next = statementAfter(text, *end); next; next = statementAfter(text, *next)) {
    const std::string_view words = text.between(next->begin, next->end);
    if (!mentions(words, use.holder))
      break;
    // What is declared or returned there is needed there.
    if (mentions(words, name) || declares(function, text, *next))
      return {};
    passesUse |= next->contains(use.useRange);
    behind = next;
  }
  if (!behind || !passesUse)
    return {};
  return {.description = "move the operation behind the last use of the element",
          .safety = FixSafety::Suggested,
          .edits = moved(text, *end, *behind)};
}

Fix byTakingLater(const UnitFacts &facts, const InvalidUse &use) {
  const ir::Function &function = facts.function(use.use);
  if (!isPlain(facts, use) || use.holder.empty() || !model::inserts(use.kind) || !use.calls.empty())
    return {};
  const Text text(facts.unit().files, use.useRange.file);
  const auto taken = statementAt(text, use.originRange.begin);
  const auto end = taken ? statementAfter(text, *taken) : std::nullopt;
  if (!end || !end->contains(use.place()) || end->contains(use.useRange) ||
      declares(function, text, *end))
    return {};
  const SourceRange &holder = function.variables[use.holderVar].range;
  const std::string_view origin = text.between(use.originRange.begin, use.originRange.end);
  if (!holder.valid() || !taken->contains(holder) || !isPure(origin) ||
      mentions(text.between(end->begin, end->end), use.holder))
    return {};
  return {.description = "take it behind the insertion",
          .safety = FixSafety::Suggested,
          .edits = moved(text, *taken, *end)};
}

Fix byWritingFirst(const UnitFacts &facts, const flow::NullWrite &write) {
  const ir::Function &function = facts.function(write.at);
  if (write.cause != flow::NullWrite::Cause::MovedFrom || write.steps.size() != 1 ||
      write.range.inMacro || function.isTemplate || !write.certain)
    return {};
  const Text text(facts.unit().files, write.range.file);
  const SourceRange &move = write.steps.front().range;
  const auto away = statementAt(text, move.begin);
  const auto written =
      away && move.file == write.range.file ? statementAfter(text, *away) : std::nullopt;
  if (!written || !written->contains(write.range) || declares(function, text, *written) ||
      text.from(away->begin).starts_with("return"))
    return {};
  return {.description = "write before the pointer is moved away",
          .safety = FixSafety::Suggested,
          .edits = moved(text, *away, *written)};
}

} // namespace maplint::fix
