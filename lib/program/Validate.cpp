#include "lib/program/Validate.h"

#include <algorithm>

namespace maplint::program {

static bool within(std::uint32_t index, std::size_t size) {
  return index == ir::none || index < size;
}

static bool isSound(const ir::Function &function, const ir::Instruction &i) {
  switch (i.op) {
  case ir::Op::Var:
  case ir::Op::Declare:
  case ir::Op::Destroy:
  case ir::Op::Bind: return i.index < function.variables.size();
  case ir::Op::Lock:
  case ir::Op::Unlock:
  case ir::Op::Relock:
  case ir::Op::Spawn: return within(i.index, function.variables.size());
  case ir::Op::Field:
  case ir::Op::Global: return i.symbol != ir::none;
  case ir::Op::Container: return i.container && i.operation && !i.operands.empty();
  default: return true;
  }
}

static bool isSound(const ir::Function &function, const ir::Loop &loop) {
  return within(loop.parent, function.loops.size()) &&
         within(loop.induction, function.variables.size()) &&
         within(loop.element, function.variables.size());
}

static bool isSound(const ir::Function &function, const ir::Block &block) {
  const auto exists = [&](ir::BlockId id) { return within(id, function.blocks.size()); };
  return std::ranges::all_of(block.successors, exists) &&
         within(block.loop, function.loops.size()) &&
         (block.terminator != ir::TerminatorKind::Branch || block.successors.size() == 2) &&
         std::ranges::all_of(block.instructions,
                             [&](const ir::Instruction &i) { return isSound(function, i); });
}

bool isSound(const ir::Function &function) {
  const std::size_t own = std::size_t{function.parameters} + function.captures;
  return function.symbol != ir::none && own <= function.variables.size() &&
         (function.blocks.empty() || function.entry < function.blocks.size()) &&
         std::ranges::all_of(function.loops,
                             [&](const ir::Loop &loop) { return isSound(function, loop); }) &&
         std::ranges::all_of(function.blocks,
                             [&](const ir::Block &block) { return isSound(function, block); });
}

} // namespace maplint::program
