// Reports loops that add a known number of new keys to a hash container that was never given room
// for them.

#include "lib/core/Check.h"
#include "lib/fix/ReserveFix.h"
#include "lib/fix/ReserveMethodFix.h"
#include "lib/fix/Unfixed.h"
#include "lib/flow/Growth.h"
#include "lib/flow/Wording.h"
#include "lib/flow/Wrapped.h"
#include "lib/model/Growing.h"

#include <array>
#include <set>

namespace maplint {

static constexpr auto options = std::to_array<OptionInfo>({
    {.name = "min-elements",
     .fallback = 16,
     .min = 0,
     .max = 1'000'000'000,
     .help = "loops with a constant number of rounds up to this one are left alone"},
});

static constexpr CheckInfo info{
    .id = "map-missing-reserve",
    .summary = "a loop fills a hash container step by step although the number is known",
    .why = "A hash table grows by moving or relinking all its elements into a larger one. Filled "
           "one by one with n elements it does so about log2(n) times and touches every element "
           "about twice on the way; given room first, it does so once. The number is known before "
           "the loop, so one line saves the rest.",
    .bad = R"cpp(#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

std::unordered_map<std::string, std::size_t> index(const std::vector<std::string> &names) {
  std::unordered_map<std::string, std::size_t> positions;
  for (std::size_t i = 0; i < names.size(); ++i)
    positions.emplace(names[i], i);
  return positions;
}
)cpp",
    .good = R"cpp(#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

std::unordered_map<std::string, std::size_t> index(const std::vector<std::string> &names) {
  std::unordered_map<std::string, std::size_t> positions;
  positions.reserve(names.size());
  for (std::size_t i = 0; i < names.size(); ++i)
    positions.emplace(names[i], i);
  return positions;
}
)cpp",
    .severity = Severity::Warning,
    .fix = FixKind::Sometimes,
    .options = options,
    .unfixed = fix::unfixedGrowths,
    .since = "0.1",
};

/// What the growths cost, by the container's own rule: `; 1000 take 7 growths, about 2x the work`.
static std::string cost(const flow::Growth &growth) {
  static constexpr std::int64_t example = 1000;
  const bool isKnown = growth.elements > 0;
  const std::int64_t elements = isKnown ? growth.elements : example;
  const model::GrowthCost cost = model::growthCost(*growth.container, elements);
  if (cost.growths < 2)
    return {};
  // Each element is put in once, and moved again by the growths after that.
  const std::int64_t tenths = 10 + (cost.moved * 10 + elements / 2) / elements;
  const std::string factor =
      std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10));
  return "; " + (isKnown ? "they" : std::to_string(elements)) + " take " +
         std::to_string(cost.growths) + " growths, about " + factor + "x the work";
}

static std::string message(const flow::UnitFacts &facts, const flow::Growth &growth) {
  const std::string name = fix::nameOf(facts, growth);
  const std::string grows = (name.empty() ? "the container" : "'" + name + "'") +
                            " grows step by step while " +
                            (flow::isCallOfAlgorithm(facts, growth.at) ? "this call inserts "
                             : growth.loops.size() > 1                 ? "these loops insert "
                             : growth.isPlanned                        ? "this loop inserts up to "
                                                                       : "this loop inserts ");
  if (growth.elements > 0)
    return grows + std::to_string(growth.elements) + " elements" + cost(growth);
  return grows + "'" + fix::plainCount(growth) + "' elements" +
         (growth.everyRound ? " in every round of the outer one" : "") + cost(growth);
}

static Finding found(const flow::UnitFacts &facts, const flow::Growth &growth) {
  const ir::Function &function = facts.function(growth.at);
  Finding finding(growth.range, message(facts, growth));
  finding.notes.push_back(
      {.range = function.loops[growth.loops.back()].header,
       .message = std::string("reserve room for them before this ") +
                  (flow::isCallOfAlgorithm(facts, growth.at) ? "call" : "loop")});
  finding.function = function.name;
  // That a member is empty when its only loop begins is likely, not sure. A set that unites what
  // the rounds of an outer loop bring is mostly smaller than their sum.
  if (!growth.startsEmpty || growth.everyRound || growth.isPlanned)
    finding.confidence = Confidence::Medium;
  if (growth.everyRound && !growth.container->isMap && !growth.container->isMulti)
    finding.confidence = Confidence::Low;
  return std::move(finding).fixedBy(fix::byReserve(facts, growth));
}

static Finding found(const flow::UnitFacts &facts, const flow::WrappedGrowth &growth) {
  const ir::Function &caller = facts.function(growth.call);
  const std::string name = facts.unit().symbols[growth.record].name;
  const std::string grows = flow::quoted(facts, growth.path) + " grows step by step while ";
  const std::string rest = ", and '" + name + "' offers no way to reserve room";
  const SourceRange header = caller.loops[growth.loop].header;
  if (growth.count.empty())
    return Finding(growth.range, grows + "'" + caller.name + "' fills it in loops" + rest)
        .note(header, "the inner loop stands here")
        .inFunction(facts.function(growth.insertion).name)
        .believed(Confidence::Medium);
  return Finding(growth.callRange,
                 grows + "this loop inserts '" + growth.count + "' elements" + rest)
      .note(growth.range, "the element is inserted here")
      .note(header, "the number is known before this loop")
      .inFunction(caller.name)
      .believed(Confidence::Medium)
      .fixedBy(fix::byReserveMethod(facts, growth));
}

static void run(const flow::UnitFacts &facts, const CheckOptions &options,
                const FindingSink &report) {
  const std::int64_t few = options.get("min-elements");
  std::set<SourceRange> reported; // the instantiations of a template share their text
  for (const flow::Growth &growth : flow::growths(facts, few))
    if (reported.insert(growth.range).second)
      report(found(facts, growth));
  for (const flow::WrappedGrowth &growth : flow::wrappedGrowths(facts, few))
    if (reported.insert(growth.range).second)
      report(found(facts, growth));
}

extern constexpr Check mapMissingReserve = define(info, run);

} // namespace maplint
