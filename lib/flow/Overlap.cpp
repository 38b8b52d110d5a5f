#include "lib/flow/Overlap.h"

#include <algorithm>
#include <map>

namespace maplint::flow {

/// The variable that holds what a call returns: the future of a thread that the callee has started.
static ir::VarId variableOf(const ir::Function &function, const ir::Instruction &call) {
  if (call.op != ir::Op::Call)
    return call.index;
  std::map<ir::ValueId, ir::VarId> places;
  ir::VarId found = ir::none;
  forEach(function, [&](const ir::Instruction &i) {
    if (i.op == ir::Op::Var)
      places[i.result] = i.index;
    const bool takes = i.op == ir::Op::Store && i.operands.size() > 1 && call.result &&
                       i.operands[1] == call.result;
    if (const auto place = takes ? places.find(i.operands[0]) : places.end(); place != places.end())
      found = place->second;
  });
  return found;
}

Overlap::Overlap(const UnitFacts &facts, const ThreadStart &start)
    : facts_(facts), function_(facts.function(start.at)), start_(start),
      handle_(variableOf(function_, facts.instruction(start.at))) {
  if (start.kind == ir::SpawnKind::Parallel)
    return; // all of it is done when the next statement runs
  handleLeaves_ = handleLeaves();
  findJoinLoops();
  const ir::Instruction &starter = facts.instruction(start.at);
  if (starter.op != ir::Op::Call || !waits(starter)) // else it is over when the call returns
    scan(reached_, outlives_, ir::none);
}

Overlap Overlap::ofUnseenStart(const UnitFacts &facts, const ThreadStart &start) {
  return {facts, start, Unseen{}};
}

/// A loop over handles that joins each of them is no way around the join when it runs zero times.
void Overlap::findJoinLoops() {
  std::set<ir::LoopId> around; // loops the thread is started in go on while it runs
  for (ir::LoopId l = function_.blocks[start_.at.block].loop; l != ir::none;
       l = function_.loops[l].parent)
    around.insert(l);
  for (const ir::Block &block : function_.blocks)
    for (const ir::Instruction &i : block.instructions)
      if (i.op == ir::Op::Join && ends(i))
        for (ir::LoopId l = block.loop; l != ir::none && !around.contains(l);
             l = function_.loops[l].parent)
          joinLoops_.insert(l);
}

bool Overlap::repeatsWith(ir::VarId v) const {
  std::set<At> reached;
  bool leaves = false;
  scan(reached, leaves, v);
  return reached.contains(start_.at);
}

void Overlap::scan(std::set<At> &reached, bool &leaves, ir::VarId fresh) const {
  std::vector<At> open{
      {.function = start_.at.function, .block = start_.at.block, .index = start_.at.index + 1}};
  std::set<ir::BlockId> entered;
  while (!open.empty()) {
    At at = open.back();
    open.pop_back();
    const ir::Block &block = function_.blocks[at.block];
    bool ended = false;
    for (; at.index < block.instructions.size() && !ended; ++at.index) {
      const ir::Instruction &i = block.instructions[at.index];
      ended = ends(i) || (i.op == ir::Op::Declare && fresh != ir::none && i.index == fresh);
      if (!ended)
        reached.insert(at);
    }
    if (ended)
      continue;
    leaves |= block.terminator == ir::TerminatorKind::Exit;
    for (const ir::BlockId next : block.successors)
      if (next != ir::none && !joinLoops_.contains(function_.blocks[next].loop) &&
          entered.insert(next).second)
        open.push_back({.function = at.function, .block = next, .index = 0});
  }
}

/// Each instruction that makes a value, by value.
using Makers = std::map<ir::ValueId, std::vector<const ir::Instruction *>>;

static std::set<ir::VarId> variablesOf(const Makers &makers, ir::ValueId value) {
  std::set<ir::VarId> found;
  std::vector<ir::ValueId> open{value};
  std::set<ir::ValueId> seen;
  while (!open.empty()) {
    const ir::ValueId at = open.back();
    open.pop_back();
    const auto made = makers.find(at);
    if (!seen.insert(at).second || made == makers.end())
      continue;
    for (const ir::Instruction *i : made->second) {
      if (i->op == ir::Op::Var)
        found.insert(i->index);
      open.insert(open.end(), i->operands.begin(), i->operands.end());
    }
  }
  return found;
}

std::set<ir::VarId> Overlap::variablesBehind(ir::ValueId value) const {
  Makers makers;
  std::multimap<ir::VarId, ir::ValueId> given; // what variables are bound to or set to
  forEach(function_, [&](const ir::Instruction &i) {
    if (i.result)
      makers[i.result].push_back(&i);
    if (i.op == ir::Op::Bind && !i.operands.empty())
      given.emplace(i.index, i.operands[0]);
  });
  forEach(function_, [&](const ir::Instruction &i) {
    if (i.op != ir::Op::Store || i.operands.size() < 2)
      return;
    for (const ir::VarId target : variablesOf(makers, i.operands[0]))
      given.emplace(target, i.operands[1]);
  });
  std::set<ir::VarId> found = variablesOf(makers, value);
  std::vector<ir::VarId> open(found.begin(), found.end());
  while (!open.empty()) {
    const ir::VarId v = open.back();
    open.pop_back();
    const auto [first, last] = given.equal_range(v);
    for (auto at = first; at != last; ++at)
      for (const ir::VarId behind : variablesOf(makers, at->second))
        if (found.insert(behind).second)
          open.push_back(behind);
  }
  return found;
}

bool Overlap::isJoinOf(ir::ValueId handle) const {
  if (handle_ == ir::none)
    return true;
  const std::set<ir::VarId> joined = variablesBehind(handle);
  if (joined.contains(handle_) || joined.empty() || handleLeaves_)
    return true;
  // A handle of its own that names another thread; anything else may be ours by another name.
  return std::ranges::none_of(joined, [&](ir::VarId v) {
    return std::ranges::any_of(facts_.threads, [&](const ThreadStart &other) {
      return other.at.function == start_.at.function && facts_.instruction(other.at).index == v;
    });
  });
}

bool Overlap::handleLeaves() const {
  if (handle_ == ir::none)
    return true;
  Makers makers;
  forEach(function_, [&](const ir::Instruction &i) {
    if (i.result)
      makers[i.result].push_back(&i);
  });
  bool leaves = false;
  forEach(function_, [&](const ir::Instruction &i) {
    const auto names = [&](unsigned n) {
      return n < i.operands.size() && variablesOf(makers, i.operands[n]).contains(handle_);
    };
    if (i.op == ir::Op::Move || i.op == ir::Op::Return)
      leaves |= names(0);
    if (i.op == ir::Op::Store)
      leaves |= names(1) && !names(0);
    if (i.op != ir::Op::Call)
      return;
    const ir::Symbol *callee = facts_.unit().symbol(i.symbol);
    leaves |= names(0) && callee && callee->name.ends_with("::detach");
    for (unsigned n = 1; n < i.operands.size(); ++n)
      leaves |= names(n);
  });
  return leaves;
}

static bool soundsLikeWaiting(std::string_view name) {
  name = name.substr(name.rfind(':') + 1);
  for (const std::string_view word :
       {"wait", "Wait", "join", "Join", "sync", "Sync", "arrive_and_wait", "stop", "Stop",
        "shutdown", "Shutdown", "sleep_for", "drain", "Drain", "barrier", "Barrier"})
    if (name.starts_with(word))
      return true;
  return name.ends_with("Join") || name.ends_with("_join") || name.ends_with("Wait");
}

bool joins(const ir::Function &function) {
  bool found = false;
  forEach(function, [&](const ir::Instruction &i) {
    found |= i.op == ir::Op::Join && i.imm != ir::joinsTasks;
  });
  return found;
}

bool joinsOrCallsJoin(const ir::Unit &unit, const ir::Function &function) {
  bool found = joins(function);
  forEach(function, [&](const ir::Instruction &i) {
    const ir::Function *callee = i.op == ir::Op::Call ? unit.body(i.symbol) : nullptr;
    found |= callee && joins(*callee);
  });
  return found;
}

/// A call that waits: by its name, or because its body, or a lambda it is given, joins.
bool Overlap::waits(const ir::Instruction &call) const {
  const ir::Unit &unit = facts_.unit();
  const ir::Symbol *callee = unit.symbol(call.symbol);
  if (callee && soundsLikeWaiting(callee->name))
    return true;
  if (const ir::Function *body = unit.body(call.symbol); body && joins(*body))
    return true;
  for (const ir::Block &block : function_.blocks)
    for (const ir::Instruction &i : block.instructions)
      if (i.op == ir::Op::Lambda && i.index != ir::none && joins(unit.functions[i.index]) &&
          std::ranges::find(call.operands, i.result) != call.operands.end())
        return true;
  return false;
}

/// `pool.clear()`, `worker.reset()`: the handles are destroyed, which waits or was preceded by a
/// join.
bool Overlap::dropsHandle(const ir::Instruction &call) const {
  const ir::Symbol *callee = facts_.unit().symbol(call.symbol);
  if (handle_ == ir::none || !callee || call.operands.empty())
    return false;
  const bool drops = callee->name.ends_with("::clear") || callee->name.ends_with("::reset") ||
                     callee->name.ends_with("::operator=");
  return drops && variablesBehind(call.operands[0]).contains(handle_);
}

bool Overlap::ends(const ir::Instruction &instruction) const {
  switch (instruction.op) {
  case ir::Op::Join:
    if (instruction.imm == ir::joinsTasks)
      return start_.kind == ir::SpawnKind::Task;
    return instruction.operands.empty() || isJoinOf(instruction.operands[0]);
  case ir::Op::Destroy:
    return handle_ != ir::none && instruction.index == handle_ && !handleLeaves_;
  case ir::Op::Call:
  case ir::Op::Invoke: return waits(instruction) || dropsHandle(instruction);
  default: return false;
  }
}

} // namespace maplint::flow
