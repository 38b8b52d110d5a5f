// Reports loops over a map that erase, insert or clear in that map and go on with an iterator that
// is no longer valid.

#include "lib/core/Check.h"
#include "lib/fix/LoopFix.h"
#include "lib/fix/Unfixed.h"
#include "lib/flow/Facts.h"
#include "lib/flow/Wording.h"

namespace maplint {

static constexpr CheckInfo info{
    .id = "map-erase-while-iterating",
    .summary = "a loop goes on with an iterator that its own body invalidated",
    .why = "Erasing an element invalidates the iterators to it, clearing invalidates all, and an "
           "insertion that makes a hash table grow invalidates all of them too. A loop that then "
           "advances or compares such an iterator reads freed memory: it crashes, skips elements "
           "or never ends, often only once the table is large enough.",
    .bad = R"cpp(#include <map>
#include <string>

void dropExpired(std::map<std::string, int> &sessions, int now) {
  for (auto it = sessions.begin(); it != sessions.end(); ++it) {
    if (it->second < now)
      sessions.erase(it);
  }
}
)cpp",
    .good = R"cpp(#include <map>
#include <string>

void dropExpired(std::map<std::string, int> &sessions, int now) {
  for (auto it = sessions.begin(); it != sessions.end();) {
    if (it->second < now)
      it = sessions.erase(it);
    else
      ++it;
  }
}
)cpp",
    .severity = Severity::Error,
    .fix = FixKind::Sometimes,
    .unfixed = fix::unfixedLoops,
    .since = "0.1",
};

static std::string message(const flow::UnitFacts &facts, const flow::InvalidUse &use) {
  if (use.isPastEnd)
    return flow::doing(use.kind, flow::containerOf(facts, use)) +
           " gives the end after its last element, which this loop then advances";
  const std::string rest = flow::surely(use)
                               ? " invalidates the iterator this loop goes on with"
                               : " can invalidate the iterator this loop goes on with";
  if (use.calls.empty() || use.inAlgorithm)
    return flow::doing(use.kind, flow::containerOf(facts, use)) + rest;
  return flow::calling(facts, use, use.calls.front()) + " and" + rest;
}

static Note loopNote(const flow::UnitFacts &facts, const flow::InvalidUse &use) {
  const std::string container = flow::loopedOver(facts, use);
  if (use.inAlgorithm)
    return {.range = use.useRange, .message = "this call goes over " + container};
  const ir::Loop &loop = facts.function(use.use).loops[use.continuedLoop];
  return {.range = loop.header, .message = "the loop over " + container + " starts here"};
}

static void run(const flow::UnitFacts &facts, const CheckOptions &, const FindingSink &report) {
  for (const flow::InvalidUse &use : flow::firstUses(facts)) {
    if (use.continuedLoop == ir::none && !use.inAlgorithm)
      continue;
    const ir::Function &function = facts.function(use.use);
    // Of an algorithm's calls the first one is its own, of the closure.
    const SourceRange where =
        use.calls.empty() || use.inAlgorithm ? use.invalidationRange : use.calls.front().range;
    Finding finding(where, message(facts, use));
    finding.notes.push_back(loopNote(facts, use));
    for (std::size_t n = 1; n < use.calls.size(); ++n)
      finding.notes.push_back(
          {.range = use.calls[n].range, .message = flow::calling(facts, use, use.calls[n])});
    if (!use.calls.empty() && !use.inAlgorithm)
      finding.notes.push_back({.range = use.invalidationRange,
                               .message = flow::done(use.kind, flow::containerOf(facts, use))});
    finding.function = function.name;
    // A key read from deep inside the element most likely names the element, but need not.
    if (!use.certainElement || use.isGuess)
      finding.confidence = Confidence::Medium;
    report(std::move(finding).fixedBy(fix::loop(facts, use)));
  }
}

extern constexpr Check mapEraseWhileIterating = define(info, run);

} // namespace maplint
