#include "lib/flow/Engine.h"

#include <algorithm>
#include <iterator>

namespace maplint::flow {

/// States kept apart at one block before those of one shape are joined, and before more are
/// dropped.
static constexpr std::size_t fewStates = 12;
static constexpr std::size_t mostStates = 40;
/// The same for a function that only calls others: nothing of its own depends on the path taken.
static constexpr std::size_t fewStatesOfCaller = 2;
static constexpr std::size_t mostStatesOfCaller = 4;
/// Values held in a state that make it cost another block.
static constexpr std::size_t muchToCarry = 16;
/// Blocks executed in one function before the analysis gives up on the rest of it.
static constexpr unsigned blockBudget = 800;

/// True when `function` itself handles containers, locks, threads or pointers that may be null.
static bool dependsOnPaths(const ir::Function &function) {
  for (const ir::Block &block : function.blocks)
    for (const ir::Instruction &i : block.instructions)
      switch (i.op) {
      case ir::Op::Container:
      case ir::Op::Advance:
      case ir::Op::IteratorNext:
      case ir::Op::StoreNull:
      case ir::Op::Null:
      case ir::Op::Lock:
      case ir::Op::Unlock:
      case ir::Op::Relock:
      case ir::Op::Spawn:
      case ir::Op::Join: return true;
      default: break;
      }
  return false;
}

Engine::Engine(const Shared &shared, ir::FunctionId function, UnitFacts &facts)
    : shared_(shared), domain_(shared.domain), unit_(shared.unit), id_(function),
      function_(shared.unit.functions[function]), facts_(facts), budget_(blockBudget) {
  std::uint32_t next = 0;
  for (const ir::Block &block : function_.blocks) {
    firstSequence_.push_back(next);
    for (const ir::Instruction &instruction : block.instructions)
      rangeOf_.push_back(instruction.range);
    rangeOf_.push_back(block.conditionRange);
    next += static_cast<std::uint32_t>(block.instructions.size()) + 1;
  }
  seen_.resize(function_.blocks.size());
  const bool paths = dependsOnPaths(function_);
  fewStates_ = paths ? fewStates : fewStatesOfCaller;
  mostStates_ = paths ? mostStates : mostStatesOfCaller;
  findLasting();
  findCriticals();
}

void Engine::findLasting() {
  ir::ValueId most = 0;
  for (const ir::Block &block : function_.blocks)
    for (const ir::Instruction &i : block.instructions)
      most = std::max(most, i.result);
  used_.resize(most + 1);
  lasting_.resize(most + 1);
  std::vector<ir::BlockId> madeIn(most + 1, ir::none);
  for (ir::BlockId b = 0; b < function_.blocks.size(); ++b)
    for (const ir::Instruction &i : function_.blocks[b].instructions)
      if (i.result && std::exchange(madeIn[i.result], b) != ir::none)
        lasting_[i.result] = true;
  const auto note = [&](ir::ValueId value, ir::BlockId block) {
    if (value > most)
      return; // made nowhere
    used_[value] = true;
    if (madeIn[value] != ir::none && madeIn[value] != block)
      lasting_[value] = true;
  };
  for (ir::BlockId b = 0; b < function_.blocks.size(); ++b) {
    for (const ir::Instruction &i : function_.blocks[b].instructions)
      for (const ir::ValueId operand : i.operands)
        note(operand, b);
    note(function_.blocks[b].condition, b);
  }
}

void Engine::seed(const std::vector<Resting> &members) {
  seeds_ = members;
}

void Engine::expose(const std::vector<Resting> &members) {
  for (const Resting &each : members)
    exposed_.insert(domain_.sym(SymKind::Initial, each.member));
}

Summary Engine::run() {
  enter(function_.entry, initial());
  // Blocks are numbered from the end upwards: the highest first is the order they are written in,
  // and bodies of loops are done before what follows them.
  while (!open_.empty() && budget_ > 0) {
    const auto next = std::prev(open_.end());
    State state = std::move(next->second.back());
    const ir::BlockId block = next->first;
    next->second.pop_back();
    if (next->second.empty())
      open_.erase(next);
    // A state that carries much costs as much as several that carry little.
    budget_ -= std::min(budget_, 1U + static_cast<unsigned>(state.store.size() / muchToCarry));
    runBlock(block, std::move(state));
  }
  for (const auto &[sym, tests] : laterTests_) {
    const bool always =
        std::ranges::all_of(tests, [](const LaterTest &test) { return test.afterWrite; });
    const auto candidate = candidates_.find(tests.front().write);
    if (!always || candidate == candidates_.end() || budget_ == 0)
      continue;
    candidate->second.steps = {{.range = rangeOf_[tests.front().test], .message = "later"}};
    facts_.nullWrites.push_back(candidate->second);
  }
  for (NullWrite &write : facts_.nullWrites)
    if (writtenNonNull_.contains(write.at))
      write.certain = false;
  spareRobbed();
  noteLeft();
  summary_.computed = true;
  return std::move(summary_);
}

void Engine::forgetTemporaries(State &state) const {
  erase_if(state.values, [&](const auto &entry) {
    return entry.first >= lasting_.size() || !lasting_[entry.first];
  });
}

void Engine::enter(ir::BlockId block, State state) {
  if (block == ir::none || block >= seen_.size())
    return;
  forgetTemporaries(state);
  collectGarbage(state);
  std::vector<State> &seen = seen_[block];
  if (std::ranges::find(seen, state) != seen.end())
    return;
  if (seen.size() >= fewStates_) {
    for (State &known : seen) {
      if (!known.sameShape(state))
        continue;
      State joined = known;
      joined.intersect(state);
      if (joined == known)
        return;
      known = joined;
      open_[block].push_back(std::move(joined));
      return;
    }
  }
  if (seen.size() >= mostStates_)
    return;
  seen.push_back(state);
  open_[block].push_back(std::move(state));
}

bool Engine::inLoop() const {
  return function_.blocks[at_.block].loop != ir::none;
}

void Engine::runBlock(ir::BlockId id, State first) {
  const ir::Block &block = function_.blocks[id];
  std::vector<State> states;
  states.push_back(std::move(first));
  for (std::uint32_t n = 0; n < block.instructions.size(); ++n) {
    at_ = {.function = id_, .block = id, .index = n};
    sequence_ = firstSequence_[id] + n;
    std::vector<State> next;
    for (State &state : states)
      if (next.size() < mostStates_) // what comes after would be dropped
        execute(block.instructions[n], std::move(state), next);
    if (next.size() > mostStates_)
      next.resize(mostStates_);
    states = std::move(next);
  }
  at_.index = static_cast<std::uint32_t>(block.instructions.size());
  sequence_ = firstSequence_[id] + at_.index;
  for (State &state : states)
    leave(id, std::move(state));
}

void Engine::leave(ir::BlockId id, State state) {
  const ir::Block &block = function_.blocks[id];
  if (block.terminator == ir::TerminatorKind::Exit && block.successors.empty()) {
    // The regular end of a function without a return statement.
    if (block.instructions.empty() && id != function_.entry && !state.ended)
      returned({}, state);
    return;
  }
  const bool branches = block.terminator == ir::TerminatorKind::Branch && block.condition &&
                        block.successors.size() == 2;
  if (!branches) {
    for (const ir::BlockId successor : block.successors)
      enter(successor, state);
    return;
  }
  const auto condition = state.values.find(block.condition);
  const SymId sym = condition == state.values.end() ? 0 : condition->second.sym;
  State taken = state;
  if (assume(taken, sym, true, sequence_))
    enter(block.successors[0], std::move(taken));
  if (assume(state, sym, false, sequence_))
    enter(block.successors[1], std::move(state));
}

void Engine::container(const ir::Instruction &i, State &state, std::vector<State> &out) {
  if (!mayHaveNoEffect(i))
    return containerOperation(i, state);
  State other = state;
  const Happens happens = withoutEffect(i, other);
  if (happens == Happens::Perhaps)
    out.push_back(std::move(other));
  containerOperation(i, state);
  if (happens != Happens::Unknown)
    tookEffect(i, state);
}

void Engine::execute(const ir::Instruction &i, State state, std::vector<State> &out) {
  switch (i.op) {
  case ir::Op::Call: call(i, std::move(state), out); return;
  case ir::Op::Invoke: invoke(i, std::move(state), out); return;
  case ir::Op::Container: container(i, state, out); break;
  case ir::Op::Return:
    returned(i, state);
    state.ended = true;
    // Destructors run after the result is made; what they do is in the blocks that follow.
    break;
  case ir::Op::Compare:
  case ir::Op::Not:
  case ir::Op::And:
  case ir::Op::Or:
  case ir::Op::Truth: condition(i, state); break;
  case ir::Op::Lock:
  case ir::Op::Relock: lock(i, state); break;
  case ir::Op::Unlock: unlock(i, state); break;
  case ir::Op::Spawn: spawn(i, state); break;
  case ir::Op::Join: join(i, state); break;
  default: memory(i, state); break;
  }
  out.push_back(std::move(state));
}

} // namespace maplint::flow
