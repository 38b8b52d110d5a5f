// OpenMP regions, told by their extent. Clang's control flow graph has the body of a directive in
// line and the directive itself behind it, so a region is no function of its own:
//
//   Spawn    [0, private places...] kind Parallel, range: the region that several threads run
//   Lock     [critical] mode Deferred, no guard, range: the region that holds the lock
//   Lock     [] the same for regions that one thread runs at a time, under no name
//
// Lock instructions of that form hold nothing where they stand.

#include "lib/lower/Concurrency.h"

#include "clang/AST/Attr.h"
#include "clang/AST/OpenMPClause.h"

using namespace clang;

namespace maplint::lower {

template <typename Clause>
static void addVariables(const OMPClause &clause, llvm::SmallVectorImpl<const VarDecl *> &found) {
  const auto *list = dyn_cast<Clause>(&clause);
  if (!list)
    return;
  for (const Expr *written : llvm::make_range(list->varlist_begin(), list->varlist_end()))
    if (const auto *named = dyn_cast<DeclRefExpr>(written->IgnoreParenImpCasts()))
      if (const auto *variable = dyn_cast<VarDecl>(named->getDecl()))
        found.push_back(variable);
}

/// The variables of which each thread has its own.
static llvm::SmallVector<const VarDecl *, 4> privates(const OMPExecutableDirective &directive) {
  llvm::SmallVector<const VarDecl *, 4> found;
  for (const OMPClause *clause : directive.clauses()) {
    addVariables<OMPPrivateClause>(*clause, found);
    addVariables<OMPFirstprivateClause>(*clause, found);
    addVariables<OMPLastprivateClause>(*clause, found);
    addVariables<OMPReductionClause>(*clause, found);
    addVariables<OMPLinearClause>(*clause, found);
  }
  return found;
}

/// The lock of `critical(name)`; one for all directives of that name in the program.
static ir::SymbolId criticalLock(ir::Unit &unit, const std::string &name) {
  const std::string usr = "omp critical " + name;
  const auto known = unit.symbolByUsr.find(usr);
  if (known != unit.symbolByUsr.end())
    return known->second;
  const auto id = static_cast<ir::SymbolId>(unit.symbols.size());
  unit.symbols.push_back({.kind = ir::SymbolKind::Global, .usr = usr, .name = usr});
  unit.symbolByUsr.emplace(usr, id);
  return id;
}

static bool runsOneAtATime(const OMPExecutableDirective &directive) {
  return isa<OMPSingleDirective>(directive) || isa<OMPMasterDirective>(directive) ||
         isa<OMPMaskedDirective>(directive) || isa<OMPSectionsDirective>(directive) ||
         isa<OMPOrderedDirective>(directive) || isa<OMPTaskDirective>(directive);
}

void ConcurrencyLowering::directive(const OMPExecutableDirective &directive) {
  if (directive.isStandaloneDirective() || !directive.hasAssociatedStmt())
    return;
  const maplint::SourceRange region = in_.sources_.range(directive.getRawStmt()->getSourceRange());
  if (const auto *critical = dyn_cast<OMPCriticalDirective>(&directive)) {
    ir::Instruction &named = in_.emit(ir::Op::Global, {}, nullptr);
    named.symbol =
        criticalLock(in_.types_.unit(), critical->getDirectiveName().getName().getAsString());
    const ir::ValueId place = named.result = in_.newValue();
    lock({place}, ir::none, ir::LockMode::Deferred, directive);
    in_.block_->instructions.back().range = region;
    return;
  }
  if (runsOneAtATime(directive)) {
    lock({}, ir::none, ir::LockMode::Deferred, directive);
    in_.block_->instructions.back().range = region;
    return;
  }
  // The sections of `parallel sections` run once each; told apart they are not.
  if (!isOpenMPParallelDirective(directive.getDirectiveKind()) ||
      isa<OMPParallelSectionsDirective>(directive) || isa<OMPParallelMasterDirective>(directive))
    return;
  llvm::SmallVector<ir::ValueId, 4> operands{0};
  for (const VarDecl *variable : privates(directive)) {
    ir::Instruction &named = in_.emit(ir::Op::Var, {}, nullptr);
    named.index = in_.variable(*variable);
    operands.push_back(named.result = in_.newValue());
  }
  ir::Instruction &started = in_.emit(ir::Op::Spawn, operands, &directive);
  started.imm = static_cast<std::int64_t>(ir::SpawnKind::Parallel);
  started.range = region;
  started.statement = in_.sources_.range(directive.getSourceRange());
}

} // namespace maplint::lower
