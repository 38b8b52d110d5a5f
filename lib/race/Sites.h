// Where a unit's functions access containers, in a form that can be compared between threads.
//
//   UnitFacts -> Site (one place in one function's terms, all paths that reach it in one)

#pragma once

#include "lib/flow/Facts.h"
#include "lib/race/Chain.h"
#include "lib/race/Terms.h"

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace maplint::race {

/// An access as one function sees it: its own, or one that a callee makes.
struct Site {
  ir::FunctionId root = ir::none; ///< the function in whose terms it is told
  const Access *access = nullptr;
  PathId path = 0;
  /// Locks that some path to the access holds: what is guarded on one path only is not blamed.
  std::vector<HeldLock> locks;
  bool writes = false;

  [[nodiscard]] const SourceRange &range() const { return access->range; }
};

/// True when a lock keeps them apart: the same mutex, not shared by both. A lock nobody can name
/// may be the one.
bool keptApart(std::span<const HeldLock> a, std::span<const HeldLock> b);

/// The sites of a unit and who calls whom.
class Sites {
public:
  explicit Sites(const UnitFacts &facts);

  [[nodiscard]] const UnitFacts &facts() const { return facts_; }

  [[nodiscard]] const ir::Unit &unit() const { return facts_.unit(); }

  [[nodiscard]] const std::vector<Site> &of(ir::FunctionId function) const {
    return sites_[function];
  }

  [[nodiscard]] const std::set<ir::FunctionId> &callers(ir::FunctionId function) const {
    return callers_[function];
  }

  [[nodiscard]] bool addressTaken(ir::FunctionId function) const { return addressTaken_[function]; }

  /// Something outside the unit, or a thread, may call it: it cannot rely on its callers' locks.
  [[nodiscard]] bool isEntryPoint(ir::FunctionId function) const;
  /// Its name says that it runs before threads start or after they have ended.
  [[nodiscard]] bool isLifeCycle(ir::FunctionId function) const;
  /// The name of the container at the access, as the reader writes it there.
  [[nodiscard]] std::string name(const Site &site) const;
  /// The declaration that names the container whatever object it is in; none for locals.
  [[nodiscard]] ir::SymbolId declaration(PathId path) const;
  /// The instruction that made a Fresh, NonNull, Null or Derived symbol, and its block.
  const ir::Instruction *maker(const Sym &made, const ir::Block **where = nullptr) const;
  /// The innermost function whose text holds `range`.
  [[nodiscard]] ir::FunctionId functionAt(const SourceRange &range) const;

private:
  void collect(ir::FunctionId function);
  [[nodiscard]] bool namesOwnObject(ir::FunctionId lambda, SymId pointer) const;
  PathId throughThis(ir::FunctionId lambda, PathId path) const;
  void collectCalls();
  [[nodiscard]] bool locksUnseen(const ir::Function &function) const;
  [[nodiscard]] bool calledUnderLock(ir::FunctionId function) const;

  const UnitFacts &facts_;
  std::map<FileId, std::vector<ir::FunctionId>> functionsIn_;
  std::vector<std::vector<Site>> sites_;
  std::vector<std::set<ir::FunctionId>> callers_;
  std::vector<bool> addressTaken_;
  std::vector<bool> leavesLocked_; ///< takes or releases locks for its callers
  std::vector<bool> spawned_;
  std::set<ir::FunctionId> alone_;            ///< runs while no thread does
  std::set<std::string, std::less<>> unseen_; ///< functions that call such ones
};

} // namespace maplint::race
