#include "lib/flow/Wording.h"

#include <algorithm>
#include <tuple>

namespace maplint::flow {

using model::OpKind;

namespace {

struct Words {
  std::string_view doing;
  std::string_view done;
  std::string_view does;
};

} // namespace

static Words wordsOf(OpKind kind) {
  switch (kind) {
  // Only what a store through the reference destroys dies by that.
  case OpKind::At:
    return {"replacing an element of", "given another element", "replaces an element of"};
  case OpKind::Clear: return {"clearing", "cleared", "clears"};
  case OpKind::Replace: return {"assigning to", "assigned to", "assigns to"};
  case OpKind::Swap: return {"swapping", "swapped", "swaps"};
  case OpKind::Reserve:
  case OpKind::Rehash: return {"rehashing", "rehashed", "rehashes"};
  case OpKind::Merge: return {"merging into", "merged into", "merges into"};
  case OpKind::Extract:
  case OpKind::ExtractAt: return {"extracting from", "extracted from", "extracts from"};
  default: break;
  }
  if (model::erases(kind))
    return {"erasing from", "erased from", "erases from"};
  return {"inserting into", "inserted into", "inserts into"};
}

std::string quoted(const UnitFacts &facts, PathId container) {
  const std::string text = facts.domain().text(container);
  return text.empty() ? "the map" : "'" + text + "'";
}

std::string doing(OpKind kind, const std::string &container) {
  return std::string(wordsOf(kind).doing) + " " + container;
}

std::string done(OpKind kind, const std::string &container) {
  return container + " is " + std::string(wordsOf(kind).done) + " here";
}

std::string ownerIn(const std::string &container) {
  for (const std::string_view name : {"std::shared_ptr<", "std::unique_ptr<"}) {
    const std::size_t begin = container.rfind(name);
    if (begin == std::string::npos)
      continue;
    std::size_t at = begin + name.size();
    for (int depth = 1; at < container.size() && depth > 0; ++at)
      depth += container[at] == '<' ? 1 : container[at] == '>' ? -1 : 0;
    return container.substr(begin, at - begin);
  }
  return {};
}

std::string lastName(std::string_view qualified) {
  const std::size_t colon = qualified.rfind("::");
  return std::string(colon == std::string_view::npos ? qualified : qualified.substr(colon + 2));
}

std::string calling(const UnitFacts &facts, const InvalidUse &use, const Step &call) {
  return "calling '" + lastName(call.message) + "' " + std::string(wordsOf(use.kind).does) + " " +
         containerOf(facts, use);
}

static bool isPlainName(std::string_view text) {
  return !text.empty() && text.find_first_of("()[] \n") == std::string_view::npos;
}

/// What stands in front of `.erase(` or `[`; empty when it is not a plain name.
static std::string_view objectText(std::string_view call, std::string_view method) {
  const bool subscript = method == "operator[]";
  const std::size_t at = subscript ? call.rfind('[') : call.find(method);
  if (at == std::string_view::npos || at == 0)
    return {};
  std::string_view object = call.substr(0, at);
  if (object.ends_with("->"))
    object.remove_suffix(2);
  else if (object.ends_with("."))
    object.remove_suffix(1);
  return isPlainName(object) ? object : std::string_view();
}

std::string loopedOver(const UnitFacts &facts, const InvalidUse &use) {
  if (use.continuedLoop == ir::none)
    return quoted(facts, use.path);
  const ir::Loop &loop = facts.function(use.use).loops[use.continuedLoop];
  const std::string_view range = facts.text(loop.rangeExpression);
  return isPlainName(range) ? "'" + std::string(range) + "'" : quoted(facts, use.path);
}

std::string containerOf(const UnitFacts &facts, const InvalidUse &use) {
  const ir::Instruction &i = facts.instruction(use.invalidation);
  if (use.calls.empty() && i.op == ir::Op::Container) {
    const std::string_view object = objectText(facts.text(i.range), i.operation->method);
    if (!object.empty())
      return "'" + std::string(object) + "'";
  }
  return quoted(facts, use.path);
}

bool surely(const InvalidUse &use) {
  return !use.onGrowth && (use.certainElement || !use.leftBehind.valid());
}

std::vector<InvalidUse> firstUses(const UnitFacts &facts) {
  std::vector<InvalidUse> uses = facts.invalidUses;
  // An argument that the insertion itself reads too late is worth a word when nothing else is.
  std::erase_if(uses, [&](const InvalidUse &use) {
    return use.useRange == use.invalidationRange &&
           std::ranges::any_of(facts.invalidUses, [&](const InvalidUse &other) {
             return other.invalidationRange == use.invalidationRange &&
                    other.useRange != use.useRange;
           });
  });
  const auto death = [](const InvalidUse &use) {
    return std::tuple(use.invalidationRange, use.invalidation.function, use.holder, use.originRange,
                      use.continuedLoop == ir::none);
  };
  std::ranges::sort(uses, [&](const InvalidUse &a, const InvalidUse &b) {
    return std::tuple(death(a), a.useRange) < std::tuple(death(b), b.useRange);
  });
  const auto repeated = std::ranges::unique(
      uses, [&](const InvalidUse &a, const InvalidUse &b) { return death(a) == death(b); });
  uses.erase(repeated.begin(), repeated.end());
  return uses;
}

} // namespace maplint::flow
