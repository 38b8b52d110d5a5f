// A callee's paths and symbols in terms of one of its callers.

#pragma once

#include "lib/flow/Domain.h"
#include "lib/flow/FlatMap.h"

#include <vector>

namespace maplint::flow {

/// What a call binds: the callee's parameters and captures to the caller's values.
class Binding {
public:
  /// `arguments` stand in the order of the callee's first variables (parameters, then captures);
  /// a place is given as its Address. `self` is the receiver. (`function`, `sequence`) names the
  /// call: what the callee made up becomes a fresh value of it.
  Binding(Domain &domain, ir::FunctionId callee, std::vector<SymId> arguments, PathId self,
          std::uint32_t function, std::uint32_t sequence)
      : domain_(domain), callee_(callee), arguments_(std::move(arguments)), self_(self),
        function_(function), sequence_(sequence) {}

  /// Takes every reference and pointer to an object of class `record` for `self`; only those that
  /// lie in members of `holder` when there is one.
  void assumeSelf(const ir::Unit &unit, ir::SymbolId record, PathId self, PathId holder = 0) {
    unit_ = &unit;
    record_ = record;
    assumed_ = self;
    holder_ = holder;
  }

  /// What is known to lie in places of the caller when the callee begins.
  void know(const std::vector<std::pair<PathId, SymId>> &values) {
    for (const auto &[place, value] : values)
      known_[place] = value;
  }

  /// True for a path of the callee's that leads to the object which is only assumed to be meant.
  bool isAssumed(PathId path);

  /// The caller's path for a path of the callee; 0 when the caller has no word for it.
  PathId path(PathId path);
  /// The caller's symbol; 0 when unknown.
  SymId sym(SymId sym);
  /// The path a pointer or place value names.
  PathId pointee(SymId pointer);

private:
  SymId translate(SymId sym);
  [[nodiscard]] bool pointsToAssumed(SymId pointer) const;
  [[nodiscard]] bool namesAssumed(SymId pointer);
  [[nodiscard]] bool isOfRecord(PathId field) const;

  Domain &domain_;
  ir::FunctionId callee_;
  std::vector<SymId> arguments_;
  PathId self_;
  std::uint32_t function_;
  std::uint32_t sequence_;
  const ir::Unit *unit_ = nullptr;
  ir::SymbolId record_ = ir::none;
  PathId assumed_ = 0;
  PathId holder_ = 0;
  FlatMap<PathId, SymId> known_;
  FlatMap<SymId, SymId> done_;
};

} // namespace maplint::flow
