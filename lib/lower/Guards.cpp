// Guards: objects that hold a lock while they live.

#include "lib/lower/Concurrency.h"

using namespace clang;

namespace maplint::lower {

using model::GuardTag;

ConcurrencyLowering::GuardArguments
ConcurrencyLowering::guardArguments(const CXXConstructExpr &construct) {
  GuardArguments result;
  for (const Expr *argument : construct.arguments()) {
    const Expr *written = argument->IgnoreImplicit();
    if (isa<CXXDefaultArgExpr>(argument))
      continue;
    const std::string name = className(written->getType());
    const GuardTag tag = model::guardTag(name);
    if (tag != GuardTag::None)
      result.tag = tag;
    else if (in_.types_.describe(written->getType()).kind == ir::TypeKind::Guard)
      result.fromGuard = true;
    else if (name.starts_with("std::chrono::") || name.starts_with("boost::chrono::"))
      result.tag = GuardTag::Try;
    else if (!name.empty() && name != "std::source_location" && name != "std::basic_string")
      result.mutexes.push_back(written);
  }
  return result;
}

/// Before C++17 `auto l = std::unique_lock(m)` moves from a guard that has no name of its own.
void ConcurrencyLowering::adoptLock(ir::VarId holder) {
  if (in_.block_->instructions.empty())
    return;
  for (ir::Instruction &taken : llvm::reverse(in_.block_->instructions)) {
    if (taken.op == ir::Op::Unlock)
      return;
    if (taken.op != ir::Op::Lock)
      continue;
    if (taken.index == ir::none)
      taken.index = holder;
    return;
  }
}

/// `guard(threadSafe ? &mutex : nullptr)`: whoever asks for no lock has another reason to be alone.
static bool mayBeNoLock(const Expr *mutex, const ASTContext &context) {
  const auto *choice = dyn_cast<ConditionalOperator>(mutex->IgnoreParenImpCasts());
  if (!choice)
    return false;
  return llvm::any_of(
      std::array{choice->getTrueExpr(), choice->getFalseExpr()}, [&](const Expr *arm) {
        return arm->IgnoreParenCasts()->isNullPointerConstant(const_cast<ASTContext &>(context),
                                                              Expr::NPC_ValueDependentIsNotNull) !=
               Expr::NPCK_NotNull;
      });
}

/// oneTBB, [mutex.rw_mutex]: `scoped_lock(mutex, write = true)`, and the same of acquire().
static bool isReader(const FunctionDecl &callee, llvm::ArrayRef<const Expr *> arguments) {
  for (unsigned n = 1; n < arguments.size() && n < callee.getNumParams(); ++n)
    if (const auto *literal = dyn_cast<CXXBoolLiteralExpr>(arguments[n]->IgnoreParenImpCasts());
        literal && callee.getParamDecl(n)->getName() == "write")
      return !literal->getValue();
  return false;
}

static bool asksToRead(const CXXConstructExpr &construct) {
  return isReader(*construct.getConstructor(), {construct.getArgs(), construct.getNumArgs()});
}

/// oneTBB's guards take a mutex when they are told to: acquire(mutex), try_acquire(mutex) and
/// release(), which other libraries' guards call unlock().
ir::ValueId ConcurrencyLowering::reusableGuardMethod(const CXXMemberCallExpr &call,
                                                     llvm::StringRef method) {
  const Expr &object = *call.getImplicitObjectArgument()->IgnoreParenImpCasts();
  const ir::VarId variable = localVariable(object);
  if (variable == ir::none || !model::publicName(className(object.getType())).starts_with("tbb::"))
    return 0;
  const Arguments arguments(call.getArgs(), call.getNumArgs());
  if (method == "release" || method == "upgrade_to_writer" || method == "downgrade_to_reader") {
    unlock(0, variable, call);
    if (method != "release")
      relock(variable, method == "downgrade_to_reader", false, call);
    return in_.opaque(call);
  }
  const bool isTry = method == "try_acquire";
  if ((method != "acquire" && !isTry) || arguments.empty())
    return 0;
  ir::LockMode mode = isTry ? ir::LockMode::Try : ir::LockMode::Exclusive;
  if (isReader(*call.getMethodDecl(), arguments))
    mode = ir::LockMode::Shared;
  lock({mutexPlace(*arguments[0])}, variable, mode, call);
  if (!isTry)
    return in_.opaque(call);
  return in_.block_->instructions.back().result = in_.newValue();
}

ir::ValueId ConcurrencyLowering::guard(const CXXConstructExpr &construct, const VarDecl *variable) {
  const GuardArguments given = guardArguments(construct);
  const ir::VarId holder = variable ? in_.variable(*variable) : ir::none;
  const auto isOptional = [&](const Expr *mutex) { return mayBeNoLock(mutex, in_.context_); };
  if (variable && llvm::any_of(given.mutexes, isOptional)) {
    unknownGuard(*variable, construct);
    return in_.opaque(construct);
  }
  if (given.mutexes.empty()) {
    if (variable && given.fromGuard)
      adoptLock(holder);
    else if (variable)
      vexingDeclaration(construct, *variable);
    return in_.opaque(construct);
  }
  llvm::SmallVector<ir::ValueId, 2> mutexes;
  for (const Expr *written : given.mutexes)
    mutexes.push_back(mutexPlace(*written));
  if (given.tag == GuardTag::Adopt)
    for (const ir::ValueId mutex : mutexes)
      unlock(mutex, ir::none, construct); // from now on the guard holds it
  const bool shared = isShared(construct.getType()) || asksToRead(construct);
  ir::LockMode mode = shared ? ir::LockMode::Shared : ir::LockMode::Exclusive;
  if (given.tag == GuardTag::Defer)
    mode = ir::LockMode::Deferred;
  else if (given.tag == GuardTag::Try && !shared)
    // Nobody looks whether the attempt succeeded: it guards nothing.
    mode = variable && !variable->isReferenced() ? ir::LockMode::Deferred : ir::LockMode::Try;
  lock(mutexes, holder, mode, construct);
  // `(lock_guard(m), m[k])` ends its guard with the full expression; only a guard that is a whole
  // statement is surely gone before anything else happens.
  if (!variable && in_.shape_->statementOf(&construct).valid())
    for (const ir::ValueId mutex : mutexes)
      unlock(mutex, ir::none, construct);
  return in_.opaque(construct);
}

void ConcurrencyLowering::unknownGuard(const VarDecl &variable, const Stmt &at) {
  lock({}, in_.variable(variable), ir::LockMode::Exclusive, at);
}

/// The field or variable whose name `variable` hides, or null.
const NamedDecl *ConcurrencyLowering::hidden(const VarDecl &variable) {
  for (const DeclContext *scope = in_.declaration_.getDeclContext(); scope;
       scope = scope->getParent())
    for (const NamedDecl *found : scope->lookup(variable.getDeclName()))
      if (isa<FieldDecl>(found) || isa<VarDecl>(found))
        return found;
  return nullptr;
}

void ConcurrencyLowering::vexingDeclaration(const CXXConstructExpr &construct,
                                            const VarDecl &variable) {
  const TypeSourceInfo *written = variable.getTypeSourceInfo();
  if (!written || !written->getTypeLoc().getAs<ParenTypeLoc>())
    return;
  const NamedDecl *mutex = hidden(variable);
  const auto *field = dyn_cast_or_null<FieldDecl>(mutex);
  const auto *global = dyn_cast_or_null<VarDecl>(mutex);
  if (!field && !(global && global->hasGlobalStorage()))
    return;
  ir::ValueId place = 0;
  if (field) {
    const ir::ValueId self = in_.value(ir::Op::This, {}, construct);
    place = in_.value(ir::Op::Field, {self}, construct);
    in_.block_->instructions.back().symbol = in_.types_.field(*field);
  } else {
    place = in_.value(ir::Op::Global, {}, construct);
    in_.block_->instructions.back().symbol = in_.types_.variable(*global);
  }
  const maplint::SourceRange range = in_.sources_.range(variable.getSourceRange());
  lock({place}, ir::none, ir::LockMode::Exclusive, construct);
  in_.block_->instructions.back().range = range;
  unlock(place, ir::none, construct);
  in_.block_->instructions.back().range = range;
}

} // namespace maplint::lower
