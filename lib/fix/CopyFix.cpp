#include "lib/fix/CopyFix.h"

#include "lib/fix/Room.h"

#include <algorithm>

namespace maplint::fix {

using flow::InvalidUse;
using flow::UnitFacts;

/// The variable that holds the reference; a loop that goes over it has one of its own for that.
static const ir::Variable *namedHolder(const ir::Function &function, const InvalidUse &use) {
  if (use.holderVar != ir::none && !function.variables[use.holderVar].isImplicit)
    return &function.variables[use.holderVar];
  const auto named = std::ranges::find(function.variables, use.holder, &ir::Variable::name);
  return named == function.variables.end() ? nullptr : &*named;
}

/// `const T &x = ...` that is only read: without the `&` it is a copy.
static Fix dropReference(const UnitFacts &facts, const InvalidUse &use) {
  const ir::Variable *named = namedHolder(facts.function(use.use), use);
  if (!named)
    return {};
  const ir::Variable &holder = *named;
  const ir::Type *type = facts.unit().type(holder.type);
  const bool sharesOwnership = type && type->kind == ir::TypeKind::SharedPointer;
  if (!holder.isReference || holder.isImplicit || holder.storage != ir::Storage::Local ||
      (!holder.pointsToConst && !sharesOwnership) || !holder.declaration.valid() ||
      holder.declaration.inMacro || holder.range.inMacro)
    return {};
  const Text text(facts.unit().files, holder.range.file);
  const std::string_view before = text.between(holder.declaration.begin, holder.range.begin);
  const std::size_t ampersand = before.rfind('&');
  if (ampersand == std::string_view::npos || !trimmed(before.substr(ampersand + 1)).empty())
    return {};
  const auto at = static_cast<std::uint32_t>(holder.declaration.begin + ampersand);
  return {.description = "copy the value",
          .safety = FixSafety::Suggested,
          .edits = {text.replace(at, at + 1, "")}};
}

/// `m[a] = m[b];`: the value is copied before the left side inserts.
static Fix copyFirst(const UnitFacts &facts, const InvalidUse &use) {
  const SourceRange &left = use.invalidationRange;
  const SourceRange &right = use.useRange;
  if (!use.calls.empty() || left.file != right.file || left.inMacro || right.inMacro ||
      left.end > right.begin)
    return {};
  const Text text(facts.unit().files, right.file);
  if (trimmed(text.between(left.end, right.begin)) != "=" ||
      text.between(right.end, right.end + 1) != ";")
    return {};
  const auto start = text.statementStart(left.begin);
  const std::string_view function = text.of(facts.function(use.use).range);
  const std::string name = freeName(function, {"copy", "value", "kept"});
  if (!start || *start != left.begin || name.empty() || !takesDeclarations(function))
    return {};
  const std::string value(text.of(right));
  return {.description = "copy the value before the insertion",
          .safety = FixSafety::Safe,
          .edits = {text.insert(*start, "const auto " + name + " = " + value + ";\n" +
                                            text.indentation(*start)),
                    text.replace(right.begin, right.end, name)}};
}

/// `m.emplace(k, m.at(j));`: the argument is copied before room is made for it.
static Fix copyArgument(const UnitFacts &facts, const InvalidUse &use) {
  const SourceRange &call = use.invalidationRange;
  const SourceRange &argument = use.originRange;
  if (!use.calls.empty() || !call.contains(argument) || call.inMacro || argument.inMacro ||
      use.useRange != call)
    return {};
  const Text text(facts.unit().files, call.file);
  const auto statement = statementAt(text, call.begin);
  const std::string_view value = text.of(argument);
  const std::string_view function = text.of(facts.function(use.use).range);
  const std::string name = freeName(function, {"copy", "value", "kept"});
  if (!statement || statement->begin != call.begin || !isPure(value) || name.empty() ||
      !takesDeclarations(function))
    return {};
  const std::string_view before = text.between(call.begin, argument.begin);
  const std::size_t open = before.find('(');
  // Nothing with an effect may be evaluated before the argument today and behind it then.
  const std::string_view others = before.substr(std::min(open, before.size() - 1) + 1);
  const bool isFirst = others.empty() || isPure(others);
  return {
      .description = "copy the value before the insertion",
      .safety = isFirst ? FixSafety::Safe : FixSafety::Suggested,
      .edits = {text.insert(statement->begin, "const auto " + name + " = " + std::string(value) +
                                                  ";\n" + text.indentation(statement->begin)),
                text.replace(argument.begin, argument.end, name)}};
}

/// `remove(users_.begin()->first);`: the callee erases the element that its argument lies in, and
/// goes on with it.
static Fix copyForCallee(const UnitFacts &facts, const InvalidUse &use) {
  if (use.calls.empty() || use.useCalls.empty() || use.leftBehind.valid() || use.isOwned ||
      use.calls.front().range != use.useCalls.front().range || use.calls.front().range.inMacro)
    return {};
  const ir::Function &function = facts.function(use.use);
  const SourceRange &call = use.calls.front().range;
  const Text text(facts.unit().files, call.file);
  const std::string_view whole = text.of(call);
  const std::size_t open = whole.find('(');
  const auto place = placeOf(text, function, call.begin);
  if (!place || open == std::string_view::npos || !whole.ends_with(')') ||
      !isNamed(whole.substr(0, open)))
    return {};
  const std::string_view argument = whole.substr(open + 1, whole.size() - open - 2);
  const std::string_view all = text.of(function.range);
  const std::string name = freeName(all, {"key", "copy", "kept"});
  if (argument.find(',') != std::string_view::npos || !isPure(argument) || name.empty() ||
      !takesDeclarations(all))
    return {};
  const std::uint32_t begin = call.begin + static_cast<std::uint32_t>(open) + 1;
  std::vector<Edit> edits =
      withLines(text, *place, "const auto " + name + " = " + std::string(argument) + ";", {});
  edits.push_back(text.replace(begin, call.end - 1, name));
  return {.description = "copy what the callee goes on with",
          .safety = FixSafety::Suggested,
          .edits = std::move(edits)};
}

Fix byCopy(const UnitFacts &facts, const InvalidUse &use) {
  if (Fix first = copyFirst(facts, use); !first.edits.empty())
    return first;
  if (Fix argument = copyArgument(facts, use); !argument.edits.empty())
    return argument;
  if (Fix copied = copyForCallee(facts, use); !copied.edits.empty())
    return copied;
  // What an element owned is no value of the map: it may have no copy, or be of a derived class.
  return use.holder.empty() || use.isOwned ? Fix{} : dropReference(facts, use);
}

} // namespace maplint::fix
