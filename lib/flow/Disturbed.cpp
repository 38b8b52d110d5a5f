#include "lib/flow/Disturbed.h"

#include "lib/flow/Distinct.h"

#include <algorithm>

namespace maplint::flow {

using ir::Op;
using model::OpKind;

bool addsElement(OpKind kind) {
  return kind == OpKind::Subscript || kind == OpKind::Insert || kind == OpKind::Assign;
}

bool isSteady(const Domain &domain, PathId path) {
  if (!path)
    return false;
  const Path &step = domain[path];
  switch (step.kind) {
  case PathKind::Var:
  case PathKind::This:
  case PathKind::Global: return true;
  case PathKind::Field: return isSteady(domain, step.parent);
  case PathKind::Pointee: {
    const Sym &pointer = domain.symbol(step.a);
    return pointer.kind == SymKind::NonNull ||
           (pointer.kind == SymKind::Initial && isSteady(domain, pointer.a));
  }
  default: return false;
  }
}

/// True for a look at an element: who asks for keys expects to find some of them again. Assertions
/// that a key is new say the contrary.
static bool looksUp(const UnitFacts &facts, const Access &access, const LoopGraph &graph) {
  const bool isKeyed =
      access.kind == OpKind::Find || access.kind == OpKind::At || access.kind == OpKind::Value ||
      access.kind == OpKind::Subscript ||
      (access.kind == OpKind::Query && access.operation && access.operation->keyArgument >= 0);
  if (!isKeyed || !access.operation)
    return isKeyed;
  const ir::Function &function = facts.function(access.at);
  const ir::Instruction &i = facts.instruction(access.at);
  return access.kind == OpKind::Subscript ? !expectsNewKey(function, graph, i)
                                          : !isOnlyAsserted(function, graph, i.result);
}

/// True when the container is moved from, or handed to a function nobody can look into.
static bool escapes(const UnitFacts &facts, const Growth &growth, const LoopGraph &graph,
                    const Origins &origins) {
  const ir::ValueId container = facts.instruction(growth.at).operands[0];
  const ir::VarId variable = origins.variableOf(container);
  const ir::SymbolId symbol = origins.symbolOf(container);
  const auto isSame = [&](ir::ValueId value) {
    return (variable != ir::none && origins.variableOf(value) == variable) ||
           (symbol != ir::none && origins.symbolOf(value) == symbol);
  };
  const auto takes = [&](const ir::Instruction &i) {
    const bool isUnknown = i.op == Op::Call && !facts.unit().body(i.symbol);
    if (i.op != Op::Move && !isUnknown)
      return false;
    for (std::size_t n = i.op == Op::Move ? 0 : 1; n < i.operands.size(); ++n)
      if ((i.op == Op::Move || (i.places >> n & 1U) != 0) && isSame(i.operands[n]))
        return true;
    return false;
  };
  const ir::Function &function = facts.function(growth.at);
  for (ir::BlockId b = 0; b < function.blocks.size(); ++b)
    if (graph.isInside(b, growth.loops.back()) &&
        std::ranges::any_of(function.blocks[b].instructions, takes))
      return true;
  return false;
}

bool isDisturbed(const UnitFacts &facts, const Growth &growth, const LoopGraph &graph,
                 const Origins &origins) {
  const auto disturbs = [&](const Access &access) {
    const bool shrinks = model::writes(access.kind) && !addsElement(access.kind);
    return access.path == growth.path && graph.isInside(access.at.block, growth.loops.back()) &&
           (shrinks || (!access.container->isMulti && looksUp(facts, access, graph)));
  };
  return std::ranges::any_of(facts.reachable[growth.at.function], disturbs) ||
         escapes(facts, growth, graph, origins);
}

} // namespace maplint::flow
