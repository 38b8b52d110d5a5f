#include "lib/fix/ReserveFix.h"

#include "lib/fix/Room.h"

#include <algorithm>
#include <array>
#include <optional>

namespace maplint::fix {

using flow::Growth;
using flow::UnitFacts;

static constexpr std::string_view castToSize = "static_cast<std::size_t>(";

/// The position of the parenthesis that closes the one before `begin`.
static std::size_t closing(std::string_view text, std::size_t begin) {
  int depth = 1;
  for (std::size_t n = begin; n < text.size(); ++n) {
    depth += text[n] == '(' ? 1 : text[n] == ')' ? -1 : 0;
    if (depth == 0)
      return n;
  }
  return std::string_view::npos;
}

/// `text` without casts to std::size_t; a sum inside keeps its parentheses when something follows.
static std::string withoutCasts(std::string text) {
  for (auto at = text.find(castToSize); at != std::string::npos; at = text.find(castToSize)) {
    const std::size_t begin = at + castToSize.size();
    const std::size_t end = closing(text, begin);
    if (end == std::string::npos)
      return text;
    const std::string inner = text.substr(begin, end - begin);
    const bool isWhole = at == 0 && end + 1 == text.size();
    const bool isSum = inner.find(' ') != std::string::npos;
    text.replace(at, end + 1 - at, isWhole || !isSum ? inner : "(" + inner + ")");
  }
  return text;
}

std::string plainCount(const Growth &growth) {
  return withoutCasts(growth.count);
}

/// True when the number is signed and nothing says that it cannot be negative; the loop bears that,
/// reserve() does not.
static bool mayBeNegative(const std::string &count) {
  for (auto at = count.find(castToSize); at != std::string::npos;
       at = count.find(castToSize, at + 1)) {
    const std::size_t begin = at + castToSize.size();
    const std::size_t end = closing(count, begin);
    const std::string_view inner = std::string_view(count).substr(begin, end - begin);
    if (!inner.ends_with(".size()") && !inner.ends_with("->size()"))
      return true;
  }
  return false;
}

/// True when `name` stands in `text` as a word that is no member of something.
static bool readsVariable(std::string_view text, const std::string &name) {
  if (name.empty() || !mentions(text, name))
    return false;
  const std::string own = renamed(text, name, "@"); // so that members can be told apart
  for (auto at = own.find('@'); at != std::string::npos; at = own.find('@', at + 1))
    if (at == 0 || (own[at - 1] != '.' && own[at - 1] != '>'))
      return true;
  return false;
}

/// True when `text` names a variable that is declared in `range`.
static bool needsLocals(const ir::Function &function, std::string_view text,
                        const SourceRange &range) {
  return std::ranges::any_of(function.variables, [&](const ir::Variable &variable) {
    return variable.range.valid() && range.contains(variable.range) &&
           readsVariable(text, variable.name);
  });
}

/// The container as it is written at the insertion, with `.` or `->` after it; empty when it
/// cannot be written before the loop.
static std::string receiverOf(const UnitFacts &facts, const Growth &growth) {
  const ir::Function &function = facts.function(growth.at);
  const ir::ValueId container = facts.instruction(growth.at).operands[0];
  const ir::Instruction *place = nullptr;
  for (const ir::Block &block : function.blocks)
    for (const ir::Instruction &i : block.instructions)
      if (i.result == container)
        place = &i;
  if (!place || !place->range.valid() || place->range.inMacro)
    return {};
  std::string text(facts.text(place->range));
  const std::string_view file = facts.unit().files[place->range.file].text;
  auto after = file.substr(std::min<std::size_t>(place->range.end, file.size()));
  after.remove_prefix(std::min(after.find_first_not_of(" \t\r\n"), after.size()));
  const bool isArrow = text.ends_with("->"); // of an overloaded operator
  if (isArrow)
    text.resize(text.size() - 2);
  const bool isDereferenced = text.starts_with('*');
  if (isDereferenced)
    text.erase(0, 1);
  if (text.empty() || text.find('\n') != std::string::npos ||
      needsLocals(function, text, function.loops[growth.loops.back()].range))
    return {};
  return text + (isArrow || isDereferenced || after.starts_with("->") ? "->" : ".");
}

namespace {

/// Where the new lines go: somewhere in the blanks in front of the loop.
struct Gap {
  std::uint32_t at = 0;
  std::string before; ///< the blanks in front of that place
  std::string after;  ///< those behind it
};

} // namespace

static std::optional<Gap> gapBefore(const Text &text, const Growth &growth,
                                    const SourceRange &loop) {
  if (loop.inMacro || growth.range.inMacro || text.statementStart(loop.begin) != loop.begin)
    return std::nullopt;
  // Insertions at one place would collide, so each of several takes its own among the blanks.
  const std::string indent = text.indentation(loop.begin);
  const std::size_t slot = std::min<std::size_t>(growth.slot, indent.size());
  return Gap{.at = loop.begin - static_cast<std::uint32_t>(slot),
             .before = indent.substr(0, indent.size() - slot),
             .after = indent.substr(indent.size() - slot)};
}

/// A name for the sum that the function does not use yet.
static std::string freeName(const UnitFacts &facts, const ir::Function &function) {
  static constexpr auto names =
      std::to_array<std::string_view>({"total", "count", "elements", "expected"});
  const std::string_view text = facts.text(function.range);
  for (const std::string_view name : names)
    if (!mentions(text, name))
      return std::string(name);
  return {};
}

std::string nameOf(const UnitFacts &facts, const Growth &growth) {
  std::string name = facts.domain().text(growth.path);
  if (!name.empty())
    return name;
  name = receiverOf(facts, growth);
  return name.ends_with("->") ? "*" + name.substr(0, name.size() - 2) : name;
}

static std::string call(const Growth &growth, const std::string &receiver,
                        const std::string &count) {
  const std::string held = growth.startsEmpty ? "" : receiver + "size() + ";
  return receiver + std::string(growth.container->reserve) + "(" + held + count + ");";
}

/// The lines that add up what the inner loop counts in each round of the outer one.
static std::string summing(const UnitFacts &facts, const Growth &growth, const std::string &indent,
                           const std::string &receiver) {
  const ir::Function &function = facts.function(growth.at);
  const ir::Loop &outer = function.loops[growth.loops.back()];
  const std::string name = freeName(facts, function);
  if (name.empty() || outer.header.inMacro || needsLocals(function, growth.count, outer.body))
    return {};
  const std::string next = "\n" + indent;
  return "std::size_t " + name + " = 0;" + next + std::string(facts.text(outer.header)) + next +
         "  " + name + " += " + growth.count + ";" + next + call(growth, receiver, name);
}

/// True when the fix keeps the meaning of every correct program.
static bool isSafe(const ir::Function &function, const Growth &growth,
                   const std::string &receiver) {
  // An outer loop without rounds would never have looked at the inner one's number.
  const bool isPlain = growth.loops.size() == 1 || growth.count.find("->") == std::string::npos;
  return growth.startsEmpty && !growth.everyRound && isPlain && !function.isTemplate &&
         receiver.find('(') == std::string::npos && !mayBeNegative(growth.count);
}

Fix byReserve(const UnitFacts &facts, const Growth &growth) {
  const ir::Function &function = facts.function(growth.at);
  const SourceRange outermost = function.loops[growth.loops.back()].range;
  const std::string receiver = receiverOf(facts, growth);
  const bool isQt = growth.container->name.starts_with('Q'); // counts in signed numbers
  if (!outermost.valid() || receiver.empty() || growth.count.empty() || (growth.everyRound && isQt))
    return {};
  const Text text(facts.unit().files, outermost.file);
  const std::optional<Gap> gap = gapBefore(text, growth, outermost);
  // The body of an if without braces gets them.
  const auto bare = gap || outermost.inMacro || growth.range.inMacro || growth.slot > 0
                        ? std::nullopt
                        : placeOf(text, function, outermost);
  const std::string indent = gap ? gap->before + gap->after : text.indentation(outermost.begin);
  std::string lines;
  if ((gap || bare) && growth.everyRound)
    lines = summing(facts, growth, gap ? indent : "", receiver);
  else if ((gap || bare) && !needsLocals(function, growth.count, outermost))
    lines = call(growth, receiver, isQt ? withoutCasts(growth.count) : growth.count);
  if (lines.empty())
    return {};
  std::vector<Edit> edits =
      gap ? std::vector{text.insert(gap->at, gap->after + lines + "\n" + gap->before)}
          : withLines(text, *bare, lines, {});
  return {.description = "reserve room before the loop",
          .safety = isSafe(function, growth, receiver) ? FixSafety::Safe : FixSafety::Suggested,
          .edits = std::move(edits)};
}

} // namespace maplint::fix
