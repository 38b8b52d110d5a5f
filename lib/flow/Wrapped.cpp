#include "lib/flow/Wrapped.h"

#include "lib/flow/Distinct.h"
#include "lib/flow/Disturbed.h"
#include "lib/flow/LoopGraph.h"
#include "lib/flow/Origins.h"

#include <algorithm>
#include <map>

namespace maplint::flow {

using ir::Op;
using model::OpKind;
using TripKind = ir::TripCount::Kind;

/// The field of `this` that `path` is, or none.
static ir::SymbolId ownField(const Domain &domain, PathId path) {
  const Path &step = domain[path];
  return step.kind == PathKind::Field && domain[step.parent].kind == PathKind::This ? step.a
                                                                                    : ir::none;
}

/// True when this unit sees all that the class can do.
static bool isWholeClass(const ir::Unit &unit, ir::SymbolId record) {
  const ir::Record *known = unit.record(record);
  return known && known->definedMethods.size() == known->methods.size() && !known->hasFriends;
}

/// True when nothing but `insertion` changes the field: it only ever grows, by one a call.
static bool isOnlyChange(const UnitFacts &facts, const Access &insertion, ir::SymbolId field) {
  return std::ranges::none_of(facts.accesses, [&](const Access &access) {
    const Path &step = facts.domain()[access.path];
    const bool isSame = step.kind == PathKind::Field && step.a == field;
    return isSame && model::writes(access.kind) && access.at != insertion.at;
  });
}

/// Whether a method that adds one element a call tells its callers if the key was new.
enum class Adds : std::uint8_t { Not, Silently, AndTells };

static Adds adderOf(const UnitFacts &facts, const Access &access) {
  const ir::Function &function = facts.function(access.at);
  const ir::Block &block = function.blocks[access.at.block];
  const bool isCandidate = access.operation && addsElement(access.kind) &&
                           access.operation->keyArgument >= 0 && access.container->isHashed &&
                           !access.container->reserve.empty() && block.loop == ir::none &&
                           function.isMethod && !function.isConstructor && !function.isLambda;
  const ir::SymbolId field = isCandidate ? ownField(facts.domain(), access.path) : ir::none;
  if (field == ir::none || !isWholeClass(facts.unit(), function.record) ||
      !isOnlyChange(facts, access, field))
    return Adds::Not;
  const LoopGraph graph(function);
  const ir::Instruction &insertion = facts.instruction(access.at);
  if (!graph.isOnEveryWay(access.at.block))
    return Adds::Not;
  if (expectsNewKey(function, graph, insertion))
    return Adds::Silently;
  const bool isTold =
      access.kind != OpKind::Subscript && isOnlyReturned(function, graph, insertion.result);
  return isTold ? Adds::AndTells : Adds::Not;
}

namespace {

/// A call of an adder.
struct Site {
  At at;
  const ir::Instruction *call = nullptr;
};

} // namespace

/// The loops around `block`, and those around the calls of the lambda that `function` is.
static unsigned depthOf(const ir::Unit &unit, ir::FunctionId id, ir::BlockId block) {
  const ir::Function &function = unit.functions[id];
  unsigned depth = 0;
  for (ir::LoopId loop = function.blocks[block].loop; loop != ir::none;
       loop = function.loops[loop].parent)
    ++depth;
  if (function.parent == ir::none)
    return depth;
  // Which lambda an invocation runs does not matter much: it stands in a loop or not.
  const ir::Function &parent = unit.functions[function.parent];
  unsigned outside = 0;
  for (ir::BlockId b = 0; b < parent.blocks.size(); ++b)
    for (const ir::Instruction &i : parent.blocks[b].instructions)
      if (i.op == Op::Invoke)
        outside = std::max(outside, depthOf(unit, function.parent, b));
  return depth + outside;
}

/// The number of rounds of the loop around `site`, when each of them makes the call.
static std::string countAt(const UnitFacts &facts, const Site &site, std::int64_t few) {
  const ir::Function &function = facts.function(site.at);
  const ir::LoopId id = function.blocks[site.at.block].loop;
  const ir::TripCount &trip = function.loops[id].trip;
  const bool isMany =
      trip.kind == TripKind::Expression || (trip.kind == TripKind::Constant && trip.constant > few);
  const LoopGraph graph(function);
  if (!isMany || !graph.isEveryRound(id, {site.at.block}))
    return {};
  const Origins origins(facts.unit(), function, graph);
  const bool varies =
      std::any_of(site.call->operands.begin() + 1, site.call->operands.end(),
                  [&](ir::ValueId argument) { return argument && origins.varies(argument, id); });
  return varies ? trip.expression : std::string();
}

/// True when the call adds to one and the same object in every round.
static bool isSteadyAt(const UnitFacts &facts, const Site &site, const SourceRange &insertion) {
  const ir::Function &function = facts.function(site.at);
  const LoopGraph graph(function);
  const Origins origins(facts.unit(), function, graph);
  const ir::VarId object = origins.rootVariableOf(site.call->operands[0]);
  if (object != ir::none && origins.isDeclaredIn(object, function.blocks[site.at.block].loop))
    return false;
  return std::ranges::any_of(facts.reachable[site.at.function], [&](const Access &access) {
    return access.at == site.at && access.range == insertion &&
           isSteady(facts.domain(), access.path);
  });
}

static std::vector<Site> callsOf(const ir::Unit &unit, ir::SymbolId callee) {
  std::vector<Site> sites;
  for (ir::FunctionId f = 0; f < unit.functions.size(); ++f)
    for (ir::BlockId b = 0; b < unit.functions[f].blocks.size(); ++b) {
      const ir::Block &block = unit.functions[f].blocks[b];
      for (std::uint32_t n = 0; n < block.instructions.size(); ++n)
        if (const ir::Instruction &i = block.instructions[n];
            block.loop != ir::none && i.op == Op::Call && i.symbol == callee)
          sites.push_back({.at = {.function = f, .block = b, .index = n}, .call = &i});
    }
  return sites;
}

std::vector<WrappedGrowth> wrappedGrowths(const UnitFacts &facts, std::int64_t few) {
  std::map<At, std::pair<const Access *, Adds>> adders;
  for (const Access &access : facts.accesses)
    if (const Adds adds = adders.contains(access.at) ? Adds::Not : adderOf(facts, access);
        adds != Adds::Not)
      adders.emplace(access.at, std::pair(&access, adds));
  std::vector<WrappedGrowth> result;
  for (const auto &[at, known] : adders) {
    const auto &[access, adds] = known;
    const ir::Function &adder = facts.function(at);
    for (const Site &site : callsOf(facts.unit(), adder.symbol)) {
      const ir::Function &caller = facts.function(site.at);
      if (adds == Adds::AndTells && !isOnlyAsserted(caller, LoopGraph(caller), site.call->result))
        continue;
      const std::string count = countAt(facts, site, few);
      const bool isNested = depthOf(facts.unit(), site.at.function, site.at.block) > 1;
      if ((count.empty() && !isNested) || !isSteadyAt(facts, site, access->range))
        continue;
      result.push_back({.insertion = at,
                        .range = access->range,
                        .path = access->path,
                        .record = adder.record,
                        .call = site.at,
                        .callRange = site.call->range,
                        .loop = caller.blocks[site.at.block].loop,
                        .count = count});
      break;
    }
  }
  return result;
}

} // namespace maplint::flow
