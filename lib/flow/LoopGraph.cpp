#include "lib/flow/LoopGraph.h"

#include <algorithm>

namespace maplint::flow {

bool isWithin(const ir::Function &function, ir::LoopId inner, ir::LoopId outer) {
  for (ir::LoopId at = inner; at != ir::none; at = function.loops[at].parent)
    if (at == outer)
      return true;
  return false;
}

LoopGraph::LoopGraph(const ir::Function &function)
    : function_(function), next_(function.blocks.size()),
      headers_(function.loops.size(), ir::none) {
  for (ir::BlockId b = 0; b < function.blocks.size(); ++b)
    for (const ir::BlockId successor : function.blocks[b].successors)
      if (successor != ir::none && successor < function.blocks.size())
        next_[b].push_back(behindPassages(successor));
  reachable_ = reachableFrom(function.entry);
  reachable_.insert(function.entry);
  findHeaders();
}

/// Blocks without a place in the source, such as the one that leads back to a loop's test, belong
/// to no loop although control passes through them in one.
bool LoopGraph::isPassage(ir::BlockId id) const {
  const ir::Block &block = function_.blocks[id];
  return id != function_.entry && block.loop == ir::none && block.successors.size() == 1 &&
         block.successors[0] != ir::none && block.terminator == ir::TerminatorKind::Jump &&
         std::ranges::all_of(block.instructions,
                             [](const ir::Instruction &i) { return i.op == ir::Op::Destroy; });
}

ir::BlockId LoopGraph::behindPassages(ir::BlockId block) const {
  for (std::size_t n = 0; n < function_.blocks.size() && isPassage(block); ++n)
    block = function_.blocks[block].successors[0];
  return block;
}

bool LoopGraph::isInside(ir::BlockId block, ir::LoopId loop) const {
  return isWithin(function_, function_.blocks[block].loop, loop);
}

std::set<ir::BlockId> LoopGraph::reachableFrom(ir::BlockId block) const {
  std::set<ir::BlockId> seen;
  std::vector<ir::BlockId> open{block};
  while (!open.empty()) {
    const ir::BlockId at = open.back();
    open.pop_back();
    for (const ir::BlockId next : next_[at])
      if (seen.insert(next).second)
        open.push_back(next);
  }
  return seen;
}

bool LoopGraph::reaches(ir::BlockId from, ir::BlockId to) const {
  return reachableFrom(from).contains(to);
}

void LoopGraph::findHeaders() {
  std::vector<std::set<ir::BlockId>> entrances(headers_.size());
  for (const ir::BlockId from : reachable_)
    for (const ir::BlockId to : next_[from])
      for (ir::LoopId loop = function_.blocks[to].loop; loop != ir::none;
           loop = function_.loops[loop].parent)
        if (!isInside(from, loop))
          entrances[loop].insert(to);
  for (ir::LoopId loop = 0; loop < headers_.size(); ++loop)
    if (entrances[loop].size() == 1)
      headers_[loop] = *entrances[loop].begin();
}

bool LoopGraph::leavesElsewhere(ir::LoopId loop) const {
  return std::ranges::any_of(reachable_, [&](ir::BlockId from) {
    return from != headers_[loop] && isInside(from, loop) &&
           std::ranges::any_of(next_[from], [&](ir::BlockId to) { return !isInside(to, loop); });
  });
}

bool LoopGraph::isEveryRound(ir::LoopId loop, const std::set<ir::BlockId> &blocks) const {
  const ir::BlockId header = headers_[loop];
  if (header == ir::none || leavesElsewhere(loop))
    return false;
  if (blocks.contains(header))
    return true;
  std::set<ir::BlockId> seen;
  std::vector<ir::BlockId> open{header};
  while (!open.empty()) {
    const ir::BlockId at = open.back();
    open.pop_back();
    for (const ir::BlockId next : next_[at]) {
      if (!isInside(next, loop) || blocks.contains(next))
        continue;
      if (next == header)
        return false;
      if (seen.insert(next).second)
        open.push_back(next);
    }
  }
  return true;
}

bool LoopGraph::isOnEveryWay(ir::BlockId block) const {
  std::set<ir::BlockId> seen{function_.entry};
  std::vector<ir::BlockId> open{function_.entry};
  while (!open.empty()) {
    const ir::BlockId at = open.back();
    open.pop_back();
    if (at == block)
      continue;
    if (next_[at].empty() && function_.blocks[at].instructions.empty())
      return false; // the exit
    for (const ir::BlockId next : next_[at])
      if (seen.insert(next).second)
        open.push_back(next);
  }
  return true;
}

bool LoopGraph::aborts(ir::BlockId block) const {
  for (std::size_t steps = 0; steps < 4; ++steps) {
    if (next_[block].empty())
      return function_.blocks[block].terminator == ir::TerminatorKind::Exit &&
             !function_.blocks[block].instructions.empty();
    if (next_[block].size() != 1)
      return false;
    block = next_[block].front();
  }
  return false;
}

} // namespace maplint::flow
