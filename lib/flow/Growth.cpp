#include "lib/flow/Growth.h"

#include "lib/flow/Beginning.h"
#include "lib/flow/Distinct.h"
#include "lib/flow/Disturbed.h"
#include "lib/flow/LoopGraph.h"
#include "lib/flow/Origins.h"
#include "lib/flow/Planned.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace maplint::flow {

using ir::Op;
using model::OpKind;
using TripKind = ir::TripCount::Kind;

/// Larger numbers of elements are all alike.
static constexpr std::int64_t most = 1'000'000'000;

namespace {

/// An insertion in a loop, with all that the paths to it say about its container.
struct Insertion {
  At at;
  const Access *access = nullptr;
  std::set<Fill> fills;
  bool isAmbiguous = false; ///< different paths lead to different containers
};

/// The insertions of one function.
class FunctionGrowth {
public:
  FunctionGrowth(const UnitFacts &facts, ir::FunctionId id, std::int64_t few)
      : facts_(facts), id_(id), function_(facts.unit().functions[id]), few_(few), graph_(function_),
        origins_(facts.unit(), function_, graph_) {}

  void run(const std::vector<Insertion> &insertions, std::vector<Growth> &out);

private:
  [[nodiscard]] bool addsOneKey(const Insertion &insertion) const;
  [[nodiscard]] std::string plannedFor(const Insertion &insertion) const;
  [[nodiscard]] std::vector<ir::LoopId> loopsAround(const Insertion &insertion) const;
  [[nodiscard]] bool isMadeIn(PathId path, ir::LoopId loop) const;
  [[nodiscard]] bool happensIn(PathId path, OpKind kind, ir::LoopId loop) const;
  [[nodiscard]] bool isEveryRound(const std::vector<ir::LoopId> &loops, PathId path) const;
  [[nodiscard]] bool count(Growth &growth) const;
  [[nodiscard]] bool countCall(Growth &growth) const;
  [[nodiscard]] bool isWorthy(const Insertion &insertion, Growth &growth) const;
  [[nodiscard]] bool startsKnown(const Insertion &insertion, Growth &growth) const;
  [[nodiscard]] bool isFilledBefore(const Growth &growth) const;

  const UnitFacts &facts_;
  ir::FunctionId id_;
  const ir::Function &function_;
  std::int64_t few_;
  LoopGraph graph_;
  Origins origins_;
  const std::vector<Insertion> *insertions_ = nullptr;
};

} // namespace

bool isCallOfAlgorithm(const UnitFacts &facts, const At &at) {
  const ir::LoopId loop = facts.instruction(at).index;
  return facts.instruction(at).operation->kind == OpKind::InsertRange && loop != ir::none &&
         facts.function(at).loops[loop].kind == ir::LoopKind::Algorithm;
}

static bool isMulti(const Insertion &insertion) {
  return insertion.access->container->isMulti;
}

bool FunctionGrowth::addsOneKey(const Insertion &insertion) const {
  const ir::Instruction &i = facts_.instruction(insertion.at);
  if (isCallOfAlgorithm(facts_, insertion.at))
    return i.imm != 1;
  if (i.operation->keyArgument < 0)
    return false;
  const bool hasFewKeys = i.imm == 1;
  return isMulti(insertion) || (!hasFewKeys && expectsNewKey(function_, graph_, i));
}

std::string FunctionGrowth::plannedFor(const Insertion &insertion) const {
  const ir::Instruction &i = facts_.instruction(insertion.at);
  const bool isCandidate = insertion.access->kind == OpKind::Insert && !isMulti(insertion) &&
                           i.operation->keyArgument >= 0 && i.imm != 1 &&
                           !isCallOfAlgorithm(facts_, insertion.at);
  return isCandidate ? plannedNumber(facts_, insertion.at, graph_, origins_) : std::string();
}

/// True when the container comes to life in `loop`.
bool FunctionGrowth::isMadeIn(PathId path, ir::LoopId loop) const {
  const Path &root = facts_.domain()[facts_.domain().root(path)];
  return (root.kind == PathKind::Var && root.a == id_ && origins_.isDeclaredIn(root.b, loop)) ||
         happensIn(path, OpKind::Replace, loop);
}

bool FunctionGrowth::happensIn(PathId path, OpKind kind, ir::LoopId loop) const {
  return std::ranges::any_of(facts_.reachable[id_], [&](const Access &access) {
    return access.kind == kind && access.path == path && graph_.isInside(access.at.block, loop);
  });
}

/// The loops the container outlives, innermost first; none when it is only cleared in one of them:
/// then it keeps the room that the first round made.
std::vector<ir::LoopId> FunctionGrowth::loopsAround(const Insertion &insertion) const {
  std::vector<ir::LoopId> loops;
  const PathId path = insertion.access->path;
  if (isCallOfAlgorithm(facts_, insertion.at))
    loops.push_back(facts_.instruction(insertion.at).index);
  for (ir::LoopId loop = function_.blocks[insertion.at.block].loop; loop != ir::none;
       loop = function_.loops[loop].parent) {
    if (isMadeIn(path, loop))
      break;
    if (happensIn(path, OpKind::Clear, loop))
      return {};
    loops.push_back(loop);
  }
  return loops;
}

bool FunctionGrowth::isEveryRound(const std::vector<ir::LoopId> &loops, PathId path) const {
  // Both branches of an if may insert.
  std::set<ir::BlockId> through;
  for (const Insertion &insertion : *insertions_)
    if (insertion.access->path == path &&
        function_.blocks[insertion.at.block].loop == loops.front())
      through.insert(insertion.at.block);
  for (const ir::LoopId loop : loops) {
    if (!graph_.isEveryRound(loop, through))
      return false;
    through = {graph_.header(loop)};
  }
  return true;
}

/// `a + b` needs parentheses as a factor.
static std::string asFactor(const std::string &text) {
  int depth = 0;
  for (std::size_t n = 0; n < text.size(); ++n) {
    if (text[n] == '(' || text[n] == '[')
      ++depth;
    else if (text[n] == ')' || text[n] == ']')
      --depth;
    const bool isArrow = text.compare(n, 2, "->") == 0;
    const bool isSum = text[n] == '+' || (text[n] == '-' && !isArrow);
    if (depth == 0 && isSum)
      return "(" + text + ")";
  }
  return text;
}

/// Fills in the number of elements; false when it is unknown or small.
bool FunctionGrowth::count(Growth &growth) const {
  const ir::Instruction &insertion = facts_.instruction(growth.at);
  const auto argument = static_cast<std::size_t>(insertion.operation->keyArgument) + 1;
  if (argument >= insertion.operands.size())
    return false;
  std::vector<const ir::TripCount *> factors;
  const ir::LoopId outermost = growth.loops.back();
  for (const ir::LoopId id : growth.loops) {
    const ir::TripCount &trip = function_.loops[id].trip;
    if (trip.kind == TripKind::Unknown)
      return false;
    // A loop that the key does not depend on inserts the same keys again and again.
    const bool varies = growth.container->isMulti || keyVaries(origins_, insertion, id);
    if (id == growth.loops.front() && !varies)
      return false;
    if (!varies)
      continue;
    factors.push_back(&trip);
    if (trip.kind == TripKind::Expression && id != outermost)
      growth.everyRound |= !origins_.isFixedBefore(id, outermost);
  }
  if (growth.everyRound && growth.loops.size() > 2)
    return false;
  growth.elements = 1;
  for (const ir::TripCount *factor : factors) {
    const std::int64_t rounds = factor->kind == TripKind::Constant ? factor->constant : 0;
    growth.elements = std::min(most, growth.elements * std::min(most, rounds));
  }
  if (growth.everyRound)
    factors.resize(1);
  for (auto factor = factors.rbegin(); factor != factors.rend(); ++factor)
    growth.count += (growth.count.empty() ? "" : " * ") +
                    (factors.size() > 1 ? asFactor((*factor)->expression) : (*factor)->expression);
  const bool isConstant = std::ranges::all_of(
      factors, [](const ir::TripCount *f) { return f->kind == TripKind::Constant; });
  return !isConstant || growth.elements > few_;
}

/// The same for an algorithm, which goes round by itself.
bool FunctionGrowth::countCall(Growth &growth) const {
  const ir::TripCount &trip = function_.loops[growth.loops.front()].trip;
  if (trip.kind == TripKind::Unknown)
    return false;
  growth.elements = trip.kind == TripKind::Constant ? std::min(most, trip.constant) : 0;
  growth.count = trip.expression;
  return trip.kind == TripKind::Expression || growth.elements > few_;
}

/// True when other loops have filled the container before this one begins.
bool FunctionGrowth::isFilledBefore(const Growth &growth) const {
  const ir::LoopId outermost = growth.loops.back();
  const ir::BlockId header = beginningOf(facts_, growth, graph_);
  for (const Access &access : facts_.reachable[id_]) {
    if (access.path != growth.path || !addsElement(access.kind) || access.at == growth.at ||
        graph_.isInside(access.at.block, outermost) || !graph_.reaches(access.at.block, header))
      continue;
    const ir::LoopId other = function_.blocks[access.at.block].loop;
    const bool isRepeated = other != ir::none && !isWithin(function_, outermost, other);
    if (isRepeated || !access.calls.empty())
      return true;
  }
  return false;
}

bool FunctionGrowth::startsKnown(const Insertion &insertion, Growth &growth) const {
  if (insertion.fills.contains(Fill::Reserved) || isGivenRoom(facts_, growth))
    return false;
  growth.startsEmpty =
      !insertion.fills.contains(Fill::Unknown) || isNew(facts_, growth, graph_, origins_);
  return growth.startsEmpty ? !isFilledBefore(growth) : isRebuilt(facts_, growth);
}

bool FunctionGrowth::isWorthy(const Insertion &insertion, Growth &growth) const {
  if (isCallOfAlgorithm(facts_, insertion.at))
    return growth.loops.size() == 1 && countCall(growth) && startsKnown(insertion, growth);
  return count(growth) && isEveryRound(growth.loops, growth.path) &&
         !isDisturbed(facts_, growth, graph_, origins_) && startsKnown(insertion, growth);
}

void FunctionGrowth::run(const std::vector<Insertion> &insertions, std::vector<Growth> &out) {
  insertions_ = &insertions;
  const auto first = static_cast<std::ptrdiff_t>(out.size());
  std::set<std::pair<PathId, ir::LoopId>> reported;
  for (const Insertion &insertion : insertions) {
    const Access &access = *insertion.access;
    if (insertion.isAmbiguous || !isSteady(facts_.domain(), access.path))
      continue;
    const std::string planned = addsOneKey(insertion) ? "" : plannedFor(insertion);
    if (planned.empty() && !addsOneKey(insertion))
      continue;
    Growth growth{.at = insertion.at,
                  .range = access.range,
                  .path = access.path,
                  .container = access.container,
                  .loops = loopsAround(insertion)};
    if (growth.loops.empty() || reported.contains({access.path, growth.loops.back()}))
      continue;
    if (!isWorthy(insertion, growth))
      continue;
    growth.isPlanned = !planned.empty();
    if (growth.isPlanned)
      growth.count = planned;
    reported.emplace(access.path, growth.loops.back());
    for (Growth &earlier : std::ranges::subrange(out.begin() + first, out.end()))
      earlier.slot += earlier.loops.back() == growth.loops.back() ? 1 : 0;
    out.push_back(std::move(growth));
  }
}

static bool isOfInterest(const UnitFacts &facts, const Access &access) {
  return access.operation && access.container->isHashed && !access.container->reserve.empty() &&
         (isCallOfAlgorithm(facts, access.at) ||
          (addsElement(access.kind) &&
           facts.function(access.at).blocks[access.at.block].loop != ir::none));
}

ir::BlockId beginningOf(const UnitFacts &facts, const Growth &growth, const LoopGraph &graph) {
  return isCallOfAlgorithm(facts, growth.at) ? growth.at.block : graph.header(growth.loops.back());
}

std::vector<Growth> growths(const UnitFacts &facts, std::int64_t few) {
  std::map<ir::FunctionId, std::map<At, Insertion>> found;
  for (const Access &access : facts.accesses) {
    if (!isOfInterest(facts, access))
      continue;
    Insertion &insertion = found[access.at.function][access.at];
    insertion.at = access.at;
    insertion.isAmbiguous |= insertion.access && insertion.access->path != access.path;
    insertion.access = &access;
    insertion.fills.insert(access.fill);
  }
  std::vector<Growth> result;
  for (const auto &[function, byPlace] : found) {
    std::vector<Insertion> insertions;
    for (const auto &[at, insertion] : byPlace)
      insertions.push_back(insertion);
    std::ranges::sort(insertions, {}, [](const Insertion &i) { return i.access->range; });
    FunctionGrowth(facts, function, few).run(insertions, result);
  }
  return result;
}

} // namespace maplint::flow
