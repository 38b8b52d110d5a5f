#include "lib/fix/ReserveMethodFix.h"

#include "lib/fix/Room.h"
#include "lib/fix/Tokens.h"
#include "lib/flow/Wording.h"

#include <algorithm>

namespace maplint::fix {

using flow::UnitFacts;
using flow::WrappedGrowth;

/// The method stands in its class and has its lines for itself.
static bool standsInClass(const Text &text, const ir::Function &method) {
  const std::string_view whole = text.of(method.range);
  const std::string_view head = whole.substr(0, whole.find('('));
  const auto first = text.lineStart(method.range.begin) +
                     static_cast<std::uint32_t>(text.indentation(method.range.begin).size());
  return !method.range.inMacro && !method.isTemplate && !head.empty() &&
         head.find("::" + std::string(flow::lastName(method.name))) == std::string_view::npos &&
         text.between(first, method.range.begin).find(';') == std::string_view::npos &&
         text.blank(method.range.end, lineEnd(text, method.range.end));
}

/// The method would have a name that is taken.
static bool isTaken(const UnitFacts &facts, ir::SymbolId record, std::string_view name) {
  const ir::Record *known = facts.unit().record(record);
  return !known || std::ranges::any_of(known->methods, [&](ir::SymbolId method) {
    return flow::lastName(facts.unit().symbols[method].name) == name;
  });
}

/// `names` of `names.add(name)`, when that is a variable of the caller's own that lives longer than
/// the loop; else empty.
static std::string objectOf(const ir::Function &caller, std::string_view call,
                            const SourceRange &loop) {
  const auto all = tokens(call);
  if (all.size() < 5 || !all[1].is(".") || all[2].kind != Token::Kind::Word || !all[3].is("("))
    return {};
  const auto found = std::ranges::find(caller.variables, all[0].text, &ir::Variable::name);
  const bool isOwn = found != caller.variables.end() && found->storage == ir::Storage::Local &&
                     !found->isReference && found->range.valid() && !loop.contains(found->range);
  return isOwn ? std::string(all[0].text) : std::string();
}

/// `count` names something that lives in the loop only.
static bool isLocal(const ir::Function &caller, std::string_view count, const SourceRange &loop) {
  return std::ranges::any_of(caller.variables, [&](const ir::Variable &variable) {
    return variable.range.valid() && loop.contains(variable.range) && !variable.name.empty() &&
           mentions(count, variable.name);
  });
}

Fix byReserveMethod(const UnitFacts &facts, const WrappedGrowth &growth) {
  const ir::Function &method = facts.function(growth.insertion);
  const ir::Function &caller = facts.function(growth.call);
  const std::string_view reserve = facts.instruction(growth.insertion).container->reserve;
  const std::string field = facts.domain().text(growth.path);
  if (growth.count.empty() || growth.callRange.inMacro || !isNamed(field) || reserve.empty() ||
      caller.isTemplate || isTaken(facts, growth.record, "reserve"))
    return {};
  const SourceRange &loop = caller.loops[growth.loop].range;
  const Text outside(facts.unit().files, loop.file);
  const Text inside(facts.unit().files, method.range.file);
  const std::string object = objectOf(caller, outside.of(growth.callRange), loop);
  const auto place = loop.inMacro ? std::nullopt : placeOf(outside, caller, loop);
  if (object.empty() || !place || isLocal(caller, growth.count, loop) ||
      !standsInClass(inside, method))
    return {};
  std::vector<Edit> edits =
      withLines(outside, *place, object + ".reserve(" + growth.count + ");", {});
  edits.push_back(inside.insert(lineEnd(inside, method.range.end),
                                "\n" + inside.indentation(method.range.begin) +
                                    "void reserve(std::size_t count) { " + field + "." +
                                    std::string(reserve) + "(count); }"));
  return {.description = "give the class a way to reserve room, and use it before the loop",
          .safety = FixSafety::Suggested,
          .edits = std::move(edits)};
}

} // namespace maplint::fix
