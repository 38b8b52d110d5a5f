// Reports iterators, references and pointers into a map that are used after an operation that
// invalidated them.

#include "lib/core/Check.h"
#include "lib/fix/ReferenceFix.h"
#include "lib/fix/Unfixed.h"
#include "lib/flow/Facts.h"
#include "lib/flow/Wording.h"

namespace maplint {

static constexpr CheckInfo info{
    .id = "map-invalidated-reference",
    .summary = "an iterator, reference or pointer into a map is used after it was invalidated",
    .why = "An erased element is gone, and a flat hash map moves all its elements when it grows. "
           "What pointed there points to freed memory afterwards: reads return garbage, writes "
           "corrupt whatever lives there now.",
    .bad = R"cpp(#include <map>
#include <memory>
#include <string>

struct Session {
  void close() {}
};

void logOut(std::map<std::string, std::shared_ptr<Session>> &sessions, const std::string &user) {
  auto it = sessions.find(user);
  if (it == sessions.end())
    return;
  auto &session = it->second;
  sessions.erase(it);
  session->close();
}
)cpp",
    .good = R"cpp(#include <map>
#include <memory>
#include <string>

struct Session {
  void close() {}
};

void logOut(std::map<std::string, std::shared_ptr<Session>> &sessions, const std::string &user) {
  auto it = sessions.find(user);
  if (it == sessions.end())
    return;
  auto session = it->second;
  sessions.erase(it);
  session->close();
}
)cpp",
    .severity = Severity::Error,
    .fix = FixKind::Sometimes,
    .unfixed = fix::unfixedReferences,
    .since = "0.1",
};

static std::string_view word(flow::InvalidUse::Handle handle) {
  switch (handle) {
  case flow::InvalidUse::Handle::Iterator: return "iterator";
  case flow::InvalidUse::Handle::Reference: return "reference";
  case flow::InvalidUse::Handle::Pointer: return "pointer";
  }
  return "reference";
}

static std::string message(const flow::UnitFacts &facts, const flow::InvalidUse &use) {
  std::string text(word(use.handle));
  const std::string container = flow::containerOf(facts, use);
  text += use.holder.empty() ? " into " + container : " '" + use.holder + "'";
  text += " is used after " + flow::doing(use.kind, container);
  return text + (flow::surely(use) ? " invalidated it" : " may have invalidated it");
}

static void run(const flow::UnitFacts &facts, const CheckOptions &, const FindingSink &report) {
  for (const flow::InvalidUse &use : flow::firstUses(facts)) {
    if (use.continuedLoop != ir::none || use.inAlgorithm)
      continue;
    // Of many handles kept in a list, what went wrong is where they died, not the first look at
    // one.
    const bool isTogether = use.isKept && !use.leftBehind.valid() && use.calls.empty();
    Finding finding(isTogether ? use.invalidationRange : use.useRange, message(facts, use));
    if (isTogether)
      finding.notes.push_back({.range = use.useRange, .message = "it is used here"});
    if (use.originRange.valid())
      finding.notes.push_back(
          {.range = use.originRange,
           .message = (use.holder.empty() ? "it" : "'" + use.holder + "'") + " is obtained here"});
    for (const flow::Step &call : use.useCalls)
      finding.notes.push_back(
          {.range = call.range,
           .message = "calling '" + flow::lastName(call.message) + "' leads there"});
    if (use.leftBehind.valid())
      finding.notes.push_back(
          {.range = use.leftBehind, .message = "an earlier call of this leaves it behind"});
    for (const flow::Step &call : use.calls)
      finding.notes.push_back({.range = call.range, .message = flow::calling(facts, use, call)});
    finding.notes.push_back({.range = use.invalidationRange,
                             .message = flow::done(use.kind, flow::containerOf(facts, use))});
    finding.function = facts.function(use.use).name;
    if (!use.certainElement || use.isGuess)
      finding.confidence = Confidence::Medium;
    report(std::move(finding).fixedBy(fix::reference(facts, use)));
  }
}

extern constexpr Check mapInvalidatedReference = define(info, run);

} // namespace maplint
