// OpenMP regions, told by their extent. Clang's control flow graph has the body of a directive in
// line and the directive itself behind it, so a region is no function of its own:
//
//   Spawn    [0, private places...] kind Parallel, range: the region that several threads run
//   Lock     [critical] mode Deferred, no guard, range: the region that holds the lock
//   Spawn    the same of kind Section, Task or TaskLoop, within such a region
//   Lock     [critical] mode Deferred, no guard, range: the region that holds the lock
//   Lock     [] the same for regions that one thread runs at a time, under no name
//   Join     [] imm joinsTasks: the tasks made before are done ([omp 5.2] 15.5, 15.9)
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

/// What a directive runs: of one that stands in front of another, what that one runs. The range of
/// a directive is the line of its pragma.
static const Stmt &bodyOf(const OMPExecutableDirective &directive) {
  const Stmt *body = directive.getRawStmt();
  while (const auto *inner = dyn_cast<OMPExecutableDirective>(body)) {
    if (!inner->hasAssociatedStmt())
      break;
    body = inner->getRawStmt();
  }
  return *body;
}

static bool waitsForTasks(const OMPExecutableDirective &directive) {
  if (isa<OMPTaskwaitDirective>(directive) || isa<OMPBarrierDirective>(directive) ||
      isa<OMPTaskgroupDirective>(directive) ||
      isOpenMPParallelDirective(directive.getDirectiveKind()))
    return true;
  const bool isWorksharing = isOpenMPWorksharingDirective(directive.getDirectiveKind());
  return isWorksharing && !directive.hasClausesOfKind<OMPNowaitClause>();
}

/// A task that may run beside the code that makes it: nothing orders the two.
static bool isFreeTask(const OMPExecutableDirective &directive) {
  return isa<OMPTaskDirective>(directive) && !directive.hasClausesOfKind<OMPDependClause>() &&
         !directive.hasClausesOfKind<OMPIfClause>();
}

void ConcurrencyLowering::region(const OMPExecutableDirective &directive, const Stmt &body,
                                 ir::SpawnKind kind) {
  llvm::SmallVector<ir::ValueId, 4> operands{0};
  for (const VarDecl *variable : privates(directive)) {
    ir::Instruction &named = in_.emit(ir::Op::Var, {}, nullptr);
    named.index = in_.variable(*variable);
    operands.push_back(named.result = in_.newValue());
  }
  ir::Instruction &started = in_.emit(ir::Op::Spawn, operands, &directive);
  started.imm = static_cast<std::int64_t>(kind);
  started.range = in_.sources_.range(body.getSourceRange());
  started.statement = in_.sources_.range(directive.getSourceRange());
}

/// Each statement of the block is a section; the first one may go without its directive.
void ConcurrencyLowering::sections(const OMPExecutableDirective &directive) {
  const auto *block = dyn_cast<CompoundStmt>(directive.getRawStmt());
  if (!block)
    return;
  for (const Stmt *child : block->body()) {
    const auto *section = dyn_cast<OMPSectionDirective>(child);
    region(directive, section ? bodyOf(*section) : *child, ir::SpawnKind::Section);
    if (section)
      in_.block_->instructions.back().statement = in_.sources_.range(section->getSourceRange());
  }
}

void ConcurrencyLowering::directive(const OMPExecutableDirective &directive) {
  if (!directive.isStandaloneDirective() && directive.hasAssociatedStmt())
    regions(directive);
  if (waitsForTasks(directive))
    in_.emit(ir::Op::Join, {}, &directive).imm = ir::joinsTasks;
}

void ConcurrencyLowering::regions(const OMPExecutableDirective &directive) {
  const maplint::SourceRange region = in_.sources_.range(bodyOf(directive).getSourceRange());
  if (const auto *critical = dyn_cast<OMPCriticalDirective>(&directive)) {
    ir::Instruction &named = in_.emit(ir::Op::Global, {}, nullptr);
    named.symbol =
        criticalLock(in_.types_.unit(), critical->getDirectiveName().getName().getAsString());
    const ir::ValueId place = named.result = in_.newValue();
    lock({place}, ir::none, ir::LockMode::Deferred, directive);
    in_.block_->instructions.back().range = region;
    return;
  }
  const Stmt &body = bodyOf(directive);
  const OpenMPDirectiveKind kind = directive.getDirectiveKind();
  const bool hasSections =
      isa<OMPSectionsDirective>(directive) || isa<OMPParallelSectionsDirective>(directive);
  if (runsOneAtATime(directive) || hasSections) {
    lock({}, ir::none, ir::LockMode::Deferred, directive);
    in_.block_->instructions.back().range = region;
  }
  if (hasSections)
    sections(directive);
  if (isFreeTask(directive))
    this->region(directive, body, ir::SpawnKind::Task);
  else if (isOpenMPTaskLoopDirective(kind) && !isOpenMPParallelDirective(kind))
    this->region(directive, body, ir::SpawnKind::TaskLoop);
  if (isOpenMPParallelDirective(kind) && !isa<OMPParallelMasterDirective>(directive))
    this->region(directive, body, ir::SpawnKind::Parallel);
}

} // namespace maplint::lower
