#include "lib/fix/LookUpFix.h"

#include "lib/fix/Statement.h"
#include "lib/fix/Tokens.h"

#include <algorithm>

namespace maplint::fix {

using flow::InvalidUse;
using flow::UnitFacts;
using model::OpKind;

namespace {

/// `m.find(k)` in parts.
struct Call {
  std::string_view owner;  ///< with `.` or `->`; of `m[k]` without
  std::string_view method; ///< empty for a subscript
  std::string_view arguments;
};

} // namespace

/// The call or subscript that `text` ends in.
static std::optional<Call> callIn(std::string_view text) {
  const auto all = tokens(text);
  if (all.size() < 4 || (!all.back().is(")") && !all.back().is("]")))
    return std::nullopt;
  int depth = 0;
  std::size_t open = all.size();
  do {
    --open;
    depth += all[open].is(")") || all[open].is("]") ? 1 : 0;
    depth -= all[open].is("(") || all[open].is("[") ? 1 : 0;
  } while (open > 0 && depth > 0);
  if (open < 1 || depth != 0)
    return std::nullopt;
  const std::string_view arguments =
      trimmed(text.substr(all[open].end(), all.back().begin - all[open].end()));
  if (all[open].is("["))
    return Call{text.substr(0, all[open].begin), {}, arguments};
  const Token &method = all[open - 1];
  if (method.kind != Token::Kind::Word || open < 3)
    return std::nullopt;
  return Call{text.substr(0, method.begin), method.text, arguments};
}

/// Up to the first comma outside of brackets.
static std::string_view firstOf(std::string_view arguments) {
  int depth = 0;
  for (const Token &token : tokens(arguments)) {
    depth += token.is("(") || token.is("[") || token.is("{") || token.is("<") ? 1 : 0;
    depth -= token.is(")") || token.is("]") || token.is("}") || token.is(">") ? 1 : 0;
    if (depth == 0 && token.is(","))
      return trimmed(arguments.substr(0, token.begin));
  }
  return arguments;
}

/// What a declaration gives its variable: the text behind its `=`.
static std::string_view initializer(const Text &text, const ir::Variable &variable) {
  if (!variable.declaration.valid() || variable.declaration.inMacro)
    return {};
  const std::string_view all = text.of(variable.declaration);
  const std::size_t equals = all.find('=');
  if (equals == std::string_view::npos)
    return {};
  const std::string_view value = trimmed(all.substr(equals + 1));
  return value.ends_with(';') ? trimmed(value.substr(0, value.size() - 1)) : value;
}

/// The look-up that gives an iterator to the same element; empty without one.
static std::string findAgain(std::string_view value, const model::Container &container) {
  if (value.ends_with(".first"))
    value.remove_suffix(6);
  const auto call = callIn(value);
  if (!call || call->method.empty() ||
      !isPure(call->owner.substr(0, call->owner.find_last_not_of(".->") + 1)))
    return {};
  if (call->method == "find")
    return isPure(call->arguments) ? std::string(value) : std::string();
  const bool takesKey = call->method == "try_emplace" || call->method == "insert_or_assign" ||
                        call->method == "emplace" || (call->method == "insert" && !container.isMap);
  const std::string_view key = firstOf(call->arguments);
  if (!takesKey || !isPure(key) || (!container.isMap && key.size() != call->arguments.size()))
    return {};
  return std::string(call->owner) + "find(" + std::string(key) + ")";
}

/// The expression that names the element again; empty when there is none.
static std::string elementAgain(const ir::Function &function, const Text &text,
                                std::string_view value, const model::Container &container) {
  if (value.ends_with("->second")) {
    const std::string_view name = value.substr(0, value.size() - 8);
    const auto found = std::ranges::find(function.variables, name, &ir::Variable::name);
    if (found == function.variables.end() || !found->declaration.valid() ||
        isChanged(text.between(found->declaration.end, function.range.end), name))
      return {};
    const std::string again = findAgain(initializer(text, *found), container);
    return again.empty() ? again : again + "->second";
  }
  const auto call = callIn(value);
  if (!call || (!call->method.empty() && call->method != "at") || !isPure(value))
    return {};
  return std::string(value);
}

/// The names in `expression` mean the same at `end` as at `begin`.
static bool keepsMeaning(const ir::Function &function, const Text &text,
                         std::string_view expression, std::uint32_t begin, std::uint32_t end) {
  const std::string_view between = text.between(begin, end);
  return std::ranges::all_of(tokens(expression), [&](const Token &token) {
    if (token.kind != Token::Kind::Word)
      return true;
    const auto declared = std::ranges::count_if(
        function.variables, [&](const ir::Variable &v) { return v.name == token.text; });
    return declared <= 1 && !isChanged(between, token.text) &&
           !mentions(between, "move(" + std::string(token.text));
  });
}

/// From where on the old reference may be dead: behind the insertion, or the loop around it.
static std::uint32_t deadFrom(const ir::Function &function, const InvalidUse &use,
                              std::uint32_t declared) {
  std::uint32_t from = std::min(use.place().end, use.useRange.begin);
  for (const ir::Loop &loop : function.loops)
    if (loop.range.contains(use.place()) && loop.range.begin > declared)
      from = std::min(from, loop.range.begin);
  return from;
}

/// Writes `element` wherever `holder` stands in the rest of the function.
static std::vector<Edit> spelledOut(const ir::Function &function, const Text &text,
                                    const std::string &holder, std::uint32_t from,
                                    const std::string &element) {
  std::vector<Edit> edits;
  const std::string_view rest = text.between(from, function.range.end);
  std::string_view before;
  for (const Token &token : tokens(rest)) {
    if (token.kind == Token::Kind::Odd)
      return {};
    const bool isOwn = token.is(holder) && before != "." && before != ">" && before != ":";
    if (isOwn && (before == "[" || before == "&")) // captured, or its address is kept
      return {};
    if (isOwn)
      edits.push_back(text.replace(from + token.begin, from + token.end(), element));
    before = token.text;
  }
  return edits.size() > 4 ? std::vector<Edit>() : edits;
}

/// The assignment `holder = ...;` whose right side holds the insertion: since C++17 that side is
/// complete before the left one is looked up ([expr.ass]/1).
static bool isAssignedLast(const ir::Function &function, const Text &text, const InvalidUse &use) {
  const auto parts = firstStatement(text.from(use.useRange.begin));
  if (function.cppStandard < 17 || parts.size() < 4 || !parts[0].is(use.holder) ||
      !parts.back().is(";") || use.useRange.begin + parts.back().begin < use.place().end)
    return false;
  const std::string_view before = trimmed(text.between(function.range.begin, use.useRange.begin));
  const bool starts =
      !before.empty() && std::string_view(";{})").find(before.back()) != std::string_view::npos;
  const bool isCompound =
      std::string_view("+-*/%&|^").find(parts[1].text) != std::string_view::npos &&
      parts[2].is("=");
  return starts && (isCompound || (parts[1].is("=") && !parts[2].is("=")));
}

static Fix takenAgain(const UnitFacts &facts, const InvalidUse &use, const Text &text,
                      const ir::Variable &holder) {
  const ir::Function &function = facts.function(use.use);
  const ir::Type *type = facts.unit().type(holder.type);
  const std::string_view value = initializer(text, holder);
  const std::string_view declared = text.of(holder.declaration);
  const bool isPointer = type && type->kind == ir::TypeKind::Pointer;
  std::string again;
  if (isPointer && value.starts_with('&'))
    again = elementAgain(function, text, trimmed(value.substr(1)), *use.container);
  else if (!isPointer)
    again = findAgain(value, *use.container);
  const auto start = text.statementStart(use.useRange.begin);
  const bool isConst = declared.starts_with("const auto ") || declared.starts_with("const auto[") ||
                       mentions(declared.substr(0, declared.find('=')), "const_iterator const") ||
                       (isPointer && declared.find("*const") != std::string_view::npos);
  if (again.empty() || !start || isConst || *start < use.place().end ||
      !keepsMeaning(function, text, again, holder.declaration.end, *start))
    return {};
  const std::string line = use.holder + " = " + (isPointer ? "&" : "") + again + ";\n";
  return {.description = "look it up again",
          .safety = FixSafety::Suggested,
          .edits = {text.insert(*start, line + text.indentation(*start))}};
}

/// The condition of a loop is looked at once a round: a statement in front of it is not.
static bool steersLoop(const ir::Function &function, const InvalidUse &use) {
  return std::ranges::any_of(function.loops, [&](const ir::Loop &loop) {
    return loop.range.contains(use.useRange) && !loop.body.contains(use.useRange);
  });
}

Fix byLookingUp(const UnitFacts &facts, const InvalidUse &use) {
  const ir::Function &function = facts.function(use.use);
  const bool keeps =
      model::inserts(use.kind) || use.kind == OpKind::Reserve || use.kind == OpKind::Rehash;
  if (!keeps || use.holderVar == ir::none || !use.useCalls.empty() || use.leftBehind.valid() ||
      use.isKept || use.isGuess || use.isOwned || use.invalidation.function != use.use.function ||
      use.useRange.inMacro || use.place().inMacro || steersLoop(function, use))
    return {};
  const ir::Variable &holder = function.variables[use.holderVar];
  const Text text(facts.unit().files, use.useRange.file);
  if (holder.storage != ir::Storage::Local || holder.isImplicit || !holder.declaration.valid() ||
      holder.declaration.end > use.place().begin)
    return {};
  if (!holder.isReference)
    return takenAgain(facts, use, text, holder);
  const std::string element =
      elementAgain(function, text, initializer(text, holder), *use.container);
  const bool isBefore = use.useRange.begin < use.place().end;
  if (element.empty() || (isBefore && !isAssignedLast(function, text, use)) ||
      !keepsMeaning(function, text, element, holder.declaration.end, function.range.end))
    return {};
  return {.description = "name the element by its key behind the insertion",
          .safety = FixSafety::Suggested,
          .edits = spelledOut(function, text, use.holder,
                              deadFrom(function, use, holder.declaration.end), element)};
}

} // namespace maplint::fix
