// What a value is computed from, through every variable and field on the way, and which of that
// changes from one round of a loop to the next. Order plays no role: whatever is ever put into a
// variable counts.

#pragma once

#include "lib/flow/LoopGraph.h"
#include "lib/ir/Ir.h"

#include <map>
#include <set>
#include <vector>

namespace maplint::flow {

class Origins {
public:
  Origins(const ir::Unit &unit, const ir::Function &function, const LoopGraph &graph);

  /// The instruction that makes `value`, or null.
  [[nodiscard]] const ir::Instruction *definition(ir::ValueId value) const;
  /// True when `value` is likely another one in each round of `loop`: it comes from what the header
  /// advances, from what the body advances, or from a function that hands out one after another.
  [[nodiscard]] bool varies(ir::ValueId value, ir::LoopId loop) const;
  /// True when the number of rounds of `inner` is known before `outer` begins.
  [[nodiscard]] bool isFixedBefore(ir::LoopId inner, ir::LoopId outer) const;
  /// The variable or field that a place lies in: none for what stands behind a call.
  [[nodiscard]] ir::VarId variableOf(ir::ValueId place) const;
  [[nodiscard]] ir::SymbolId symbolOf(ir::ValueId place) const;
  /// The local variable whose part, or pointee, a place is.
  [[nodiscard]] ir::VarId rootVariableOf(ir::ValueId place) const;
  /// True when `variable` comes to life inside `loop`.
  [[nodiscard]] bool isDeclaredIn(ir::VarId variable, ir::LoopId loop) const;

private:
  struct Place {
    ir::BlockId block = 0;
    const ir::Instruction *instruction = nullptr;
  };

  /// An instruction that may put something into a variable or field.
  struct Write {
    Place at;
    bool byCall = false;
    bool throughReceiver = false;
  };

  struct Sources {
    std::set<ir::VarId> variables;
    std::set<ir::SymbolId> symbols;
    std::vector<Place> calls;
  };

  void note(const Place &at);
  void noteWrite(ir::ValueId place, const Write &write);
  [[nodiscard]] const ir::Instruction *base(ir::ValueId place) const;
  [[nodiscard]] Sources sourcesOf(ir::ValueId value) const;
  [[nodiscard]] const std::vector<Write> &writesTo(ir::VarId variable) const;
  [[nodiscard]] bool isProducer(const Place &call) const;
  [[nodiscard]] bool advances(const Write &write, ir::LoopId loop) const;
  [[nodiscard]] bool writesInside(const std::vector<Write> &writes, ir::LoopId loop) const;
  [[nodiscard]] bool callsThis(ir::LoopId loop) const;
  [[nodiscard]] bool isOfHeader(ir::VarId variable, ir::LoopId loop) const;

  const ir::Unit &unit_;
  const ir::Function &function_;
  const LoopGraph &graph_;
  std::map<ir::ValueId, std::vector<Place>> definitions_;
  std::map<ir::VarId, std::vector<Write>> writes_;
  std::map<ir::SymbolId, std::vector<Write>> symbolWrites_;
  std::map<ir::VarId, std::set<ir::BlockId>> declared_;
};

} // namespace maplint::flow
