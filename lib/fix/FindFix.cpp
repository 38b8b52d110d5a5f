#include "lib/fix/FindFix.h"

#include "lib/fix/Text.h"
#include "lib/race/Sites.h"

#include <algorithm>
#include <cctype>

namespace maplint::fix {

using flow::UnitFacts;
using race::Race;

namespace {

/// `m[key]` in two.
struct Subscript {
  std::string base;
  std::string key;
};

} // namespace

static Subscript taken(std::string_view text) {
  int depth = 0;
  if (!text.ends_with(']'))
    return {};
  for (std::size_t n = text.size(); n > 0; --n) {
    depth += text[n - 1] == ']' ? 1 : 0;
    depth -= text[n - 1] == '[' ? 1 : 0;
    if (depth == 0)
      return {.base = std::string(text.substr(0, n - 1)),
              .key = std::string(text.substr(n, text.size() - n - 1))};
  }
  return {};
}

/// Evaluated some statements earlier it gives the same, and may be evaluated at all: names and
/// their parts, literals.
static bool isPlain(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
    return std::isalnum(c) || c == '_' || c == '.' || c == ':' || c == '"' || c == '\'';
  });
}

/// The operation at `range` when it is a subscript whose element is only read.
static const ir::Instruction *readSubscript(const ir::Function &function,
                                            const SourceRange &range) {
  const ir::Instruction *found = nullptr;
  ir::forEach(function, [&](const ir::Instruction &i) {
    if (i.op == ir::Op::Container && i.range == range && i.operation &&
        i.operation->kind == model::OpKind::Subscript)
      found = &i;
  });
  if (!found || !found->container->isMap)
    return nullptr;
  bool isRead = false;
  bool isOther = false;
  ir::forEach(function, [&](const ir::Instruction &i) {
    const bool uses = std::ranges::find(i.operands, found->result) != i.operands.end();
    isRead |= uses && i.op == ir::Op::Load;
    isOther |= uses && i.op != ir::Op::Load;
  });
  return isRead && !isOther ? found : nullptr;
}

static std::string nameFor(const ir::Function &function) {
  for (const std::string name : {"found", "entry", "position"})
    if (std::ranges::find(function.variables, name, &ir::Variable::name) ==
        function.variables.end())
      return name;
  return {};
}

/// A fresh value of the mapped type.
static std::string freshValue(const ir::Type *type, const std::string &found) {
  if (type && type->kind == ir::TypeKind::Scalar && isPlain(type->spelling))
    return type->spelling + "{}";
  return "decltype(" + found + "->second){}";
}

/// What decides whether a loop goes on is evaluated once a round.
static bool steersLoop(const ir::Function &function, const SourceRange &range) {
  return std::ranges::any_of(function.loops, [&](const ir::Loop &loop) {
    return loop.range.contains(range) && !loop.body.contains(range);
  });
}

Fix byFind(const UnitFacts &facts, const Race &race) {
  if (race.function == ir::none)
    return {};
  const ir::Function &function = facts.unit().functions[race.function];
  const ir::Instruction *subscript = readSubscript(function, race.range);
  // Qt's and other iterators have no ->second.
  if (!subscript || !subscript->container->name.starts_with("std::"))
    return {};
  const auto [base, key] = taken(facts.text(race.range));
  const Text text(facts.unit().files, race.range.file);
  const auto start = text.statementStart(race.range.begin);
  const std::string name = nameFor(function);
  if (steersLoop(function, race.range) || !isPlain(base) || !isPlain(key) || !start || name.empty())
    return {};
  return {.description = "look '" + key + "' up with find(), which does not insert",
          .safety = FixSafety::Suggested,
          .edits = {text.insert(*start, "const auto " + name + " = " + base + ".find(" + key +
                                            ");\n" + text.indentation(*start)),
                    text.replace(race.range.begin, race.range.end,
                                 "(" + name + " == " + base + ".end() ? " +
                                     freshValue(facts.unit().type(subscript->type), name) + " : " +
                                     name + "->second)")}};
}

} // namespace maplint::fix
