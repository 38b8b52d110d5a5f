// Handles that lie in the members of an object between the calls of its methods: one method takes
// an iterator, another one changes the map, a third one looks through what is left.

#pragma once

#include "lib/flow/Engine.h"

#include <map>
#include <set>
#include <vector>

namespace maplint::flow {

class ClassExplorer {
public:
  /// `methods` are those of one class that others may call.
  ClassExplorer(const Shared &shared, UnitFacts &facts, const std::vector<ir::FunctionId> &methods)
      : shared_(shared), facts_(facts), methods_(methods) {}

  /// `leaves` says what each function leaves in members; adds what is wrong to the facts.
  void run(const std::map<ir::FunctionId, std::set<Resting>> &leaves);

private:
  [[nodiscard]] std::vector<Resting> settled(const std::vector<Resting> &all);
  std::vector<Resting> explore(ir::FunctionId method, const std::vector<Resting> &seeds,
                               const SourceRange &leftBy);
  [[nodiscard]] bool mentions(ir::FunctionId function, ir::SymbolId field, unsigned depth) const;
  [[nodiscard]] std::vector<Resting> exposed(ir::FunctionId method,
                                             const std::vector<Resting> &seeds) const;
  [[nodiscard]] bool looksFirst(ir::FunctionId method, const Resting &left) const;

  const Shared &shared_;
  UnitFacts &facts_;
  const std::vector<ir::FunctionId> &methods_;
};

} // namespace maplint::flow
