#include "lib/race/Phases.h"

#include "lib/flow/Overlap.h"
#include "lib/flow/Regions.h"
#include "lib/race/Entries.h"

#include <algorithm>

namespace maplint::race {

namespace {

class Phases {
public:
  Phases(const Sites &sites, const Site &site)
      : sites_(sites), facts_(sites.facts()), site_(site),
        function_(facts_.function(site.access->at)) {}

  [[nodiscard]] bool followsJoin() const;
  /// The threads that the function starts, none of which runs at the access; empty when one may.
  [[nodiscard]] std::set<ir::FunctionId> ownThreads() const;
  /// Only `threads` run it, or what they call.
  [[nodiscard]] bool runsOnlyOn(ir::FunctionId function,
                                const std::set<ir::FunctionId> &threads) const;

private:
  [[nodiscard]] bool isLocal(ir::ValueId handle) const;

  const Sites &sites_;
  const UnitFacts &facts_;
  const Site &site_;
  const ir::Function &function_;
};

/// A handle in a variable of the function. A reference, as in `for (auto &t : threads)`, names one
/// when the function starts threads itself.
bool Phases::isLocal(ir::ValueId handle) const {
  for (const ir::Instruction *made = makerOf(function_, handle); made;
       made = made->operands.empty() ? nullptr : makerOf(function_, made->operands[0]))
    if (made->op == ir::Op::Deref)
      return false; // of an object that lies elsewhere
    else if (made->op == ir::Op::Var)
      return !function_.variables[made->index].isReference ||
             std::ranges::any_of(facts_.threads, [&](const ThreadStart &start) {
               return start.at.function == site_.access->at.function;
             });
  return false;
}

/// `stop();` or `worker_.join();` stand before it. Of local handles the function may be one of many
/// users of the container, so they tell nothing.
bool Phases::followsJoin() const {
  const SourceRange &at = facts_.instruction(site_.access->at).range;
  bool found = false;
  forEach(function_, [&](const ir::Instruction &i) {
    if (i.range.end > at.begin || i.range.file != at.file)
      return;
    if (i.op == ir::Op::Join)
      found |= i.imm != ir::joinsTasks && !i.operands.empty() && !isLocal(i.operands[0]);
    const ir::Function *callee = i.op == ir::Op::Call ? facts_.unit().body(i.symbol) : nullptr;
    found |= callee && callee->record != ir::none && callee->record == function_.record &&
             flow::joins(*callee);
  });
  return found;
}

std::set<ir::FunctionId> Phases::ownThreads() const {
  std::set<ir::FunctionId> threads;
  for (const ThreadStart &start : facts_.threads) {
    if (start.at.function != site_.access->at.function || start.entry == ir::none)
      continue;
    if (!flow::isTeam(start.kind) && flow::Overlap(facts_, start).contains(site_.access->at))
      return {};
    threads.insert(start.entry);
  }
  return threads;
}

bool Phases::runsOnlyOn(ir::FunctionId function, const std::set<ir::FunctionId> &threads) const {
  std::set<ir::FunctionId> seen{function};
  std::vector<ir::FunctionId> open{function};
  while (!open.empty()) {
    const ir::FunctionId at = open.back();
    open.pop_back();
    if (threads.contains(at))
      continue;
    if (sites_.isEntryPoint(at) || sites_.callers(at).empty())
      return false;
    for (const ir::FunctionId caller : sites_.callers(at))
      if (seen.insert(caller).second)
        open.push_back(caller);
  }
  return true;
}

} // namespace

bool runsApart(const Sites &sites, const Member &member, const Group &group, const Chain &guard) {
  const Phases phases(sites, *member.site);
  if (phases.followsJoin())
    return true;
  const std::set<ir::FunctionId> threads = phases.ownThreads();
  return !threads.empty() && std::ranges::all_of(group, [&](const Member &other) {
    return !other.guard(guard) || phases.runsOnlyOn(other.site->root, threads);
  });
}

} // namespace maplint::race
