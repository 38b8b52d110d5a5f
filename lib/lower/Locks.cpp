#include "lib/lower/Concurrency.h"

#include "lib/lower/LockShape.h"

#include "clang/AST/Attr.h"

using namespace clang;

namespace maplint::lower {

using model::GuardTag;
using model::LockAction;

std::string ConcurrencyLowering::className(QualType type) {
  QualType named = type.getNonReferenceType();
  if (named->isPointerType())
    named = named->getPointeeType();
  const auto *record = dyn_cast_or_null<RecordDecl>(named->getAsTagDecl());
  if (!record)
    return {};
  // `typedef union {...} pthread_mutex_t` names the union after the fact.
  if (const TypedefNameDecl *alias = record->getTypedefNameForAnonDecl())
    return qualifiedName(*alias);
  return record->getIdentifier() ? qualifiedName(*record) : std::string();
}

ir::ValueId ConcurrencyLowering::place(const Expr &object) {
  const Expr &written = *object.IgnoreParens();
  if (written.getType()->isPointerType())
    return in_.value(ir::Op::Deref, {in_.rvalue(&written)}, written);
  const ir::ValueId named = in_.lower(&written);
  return written.isGLValue() ? named : in_.value(ir::Op::Temporary, {named}, written);
}

ir::VarId ConcurrencyLowering::localVariable(const Expr &expression) {
  const auto *named = dyn_cast<DeclRefExpr>(expression.IgnoreParenImpCasts());
  const auto *local = named ? dyn_cast<VarDecl>(named->getDecl()) : nullptr;
  return local && local->hasLocalStorage() ? in_.variable(*local) : ir::none;
}

void ConcurrencyLowering::lock(llvm::ArrayRef<ir::ValueId> mutexes, ir::VarId guard,
                               ir::LockMode mode, const Stmt &at) {
  ir::Instruction &taken = in_.emit(ir::Op::Lock, mutexes, &at);
  taken.index = guard;
  taken.imm = static_cast<std::int64_t>(mode);
}

void ConcurrencyLowering::unlock(ir::ValueId mutex, ir::VarId guard, const Stmt &at) {
  ir::Instruction &released = in_.emit(ir::Op::Unlock, {}, &at);
  if (mutex)
    released.operands.push_back(mutex);
  released.index = guard;
}

void ConcurrencyLowering::relock(ir::VarId guard, bool shared, bool isTry, const Stmt &at) {
  ir::Instruction &taken = in_.emit(ir::Op::Relock, {}, &at);
  taken.index = guard;
  // A shared try is told as shared: that the attempt failed is a path of its own anyway.
  const auto exclusive = isTry ? ir::LockMode::Try : ir::LockMode::Exclusive;
  taken.imm = static_cast<std::int64_t>(shared ? ir::LockMode::Shared : exclusive);
}

void ConcurrencyLowering::signal(LockAction action, const Stmt &at) {
  if (action == LockAction::Unlock)
    unlock(0, ir::none, at);
  else
    lock({}, ir::none, ir::LockMode::Exclusive, at);
}

void ConcurrencyLowering::perform(LockAction action, ir::ValueId mutex, ir::VarId guard,
                                  const Stmt &at) {
  switch (action) {
  case LockAction::Lock:
  case LockAction::Assert: return lock({mutex}, guard, ir::LockMode::Exclusive, at);
  case LockAction::LockShared:
  case LockAction::TryLockShared: return lock({mutex}, guard, ir::LockMode::Shared, at);
  case LockAction::TryLock: return lock({mutex}, guard, ir::LockMode::Try, at);
  case LockAction::Unlock: return unlock(mutex, guard, at);
  }
}

/// An attribute of a method names locks in terms of its own object: `mu_` is a field of `object`.
ir::ValueId ConcurrencyLowering::declaredLock(const Expr &written, const Expr *object) {
  if (object && isa<CXXThisExpr>(written.IgnoreParenImpCasts()))
    return place(*object);
  const auto *member = dyn_cast<MemberExpr>(written.IgnoreParenImpCasts());
  const auto *field = member ? dyn_cast<FieldDecl>(member->getMemberDecl()) : nullptr;
  if (object && field && isa<CXXThisExpr>(member->getBase()->IgnoreParenImpCasts())) {
    const ir::ValueId owner = place(*object);
    const ir::ValueId result = in_.value(ir::Op::Field, {owner}, written);
    in_.block_->instructions.back().symbol = in_.types_.field(*field);
    if (!field->getType()->isPointerType())
      return result;
    const ir::ValueId pointer = in_.value(ir::Op::Load, {result}, written);
    return in_.value(ir::Op::Deref, {pointer}, written);
  }
  const auto *named = dyn_cast<DeclRefExpr>(written.IgnoreParenImpCasts());
  const auto *variable = named ? dyn_cast<VarDecl>(named->getDecl()) : nullptr;
  return variable && variable->hasGlobalStorage() ? mutexPlace(written) : 0;
}

ir::ValueId ConcurrencyLowering::declaredMethod(const CallExpr &call, const FunctionDecl &callee,
                                                const Expr *object) {
  const auto declared = declaredAction(callee);
  if (!declared)
    return 0;
  if (declared->of.empty() && object)
    perform(declared->action, place(*object), ir::none, call);
  for (const Expr *written : declared->of)
    if (const ir::ValueId mutex = declaredLock(*written, object))
      perform(declared->action, mutex, ir::none, call);
  return in_.opaque(call);
}

/// `std::atomic_flag` as a spin lock: set to lock, cleared to unlock ([atomics.flag]).
static std::optional<LockAction> flagMethod(llvm::StringRef method) {
  if (method == "test_and_set")
    return LockAction::Lock;
  return method == "clear" ? std::optional(LockAction::Unlock) : std::nullopt;
}

/// `owns_lock()` and the conversion to bool of a guard.
static bool asksWhetherItLocks(const CXXMethodDecl &method) {
  if (const auto *conversion = dyn_cast<CXXConversionDecl>(&method))
    return conversion->getConversionType()->isBooleanType();
  return method.getIdentifier() &&
         (method.getName() == "owns_lock" || method.getName() == "isLocked");
}

/// What the engine keeps beside the mutex of a guard: whether the attempt to lock it succeeded.
ir::ValueId ConcurrencyLowering::whetherItLocks(const Expr &guard) {
  const ir::ValueId owned = in_.value(ir::Op::Second, {in_.lower(&guard)}, guard);
  return in_.value(ir::Op::Load, {owned}, guard);
}

/// A method of a mutex; the result of an attempt says whether it was locked.
ir::ValueId ConcurrencyLowering::lockOf(const Expr &mutex, LockAction action,
                                        const CXXMemberCallExpr &call) {
  if (action != LockAction::TryLock) {
    perform(action, place(mutex), ir::none, call);
    return in_.opaque(call);
  }
  const ir::ValueId named = place(mutex);
  if (in_.shape_->statementOf(&call).valid())
    return in_.opaque(call); // nobody looks whether it is locked now
  perform(action, named, ir::none, call);
  return in_.block_->instructions.back().result = in_.newValue();
}

ir::ValueId ConcurrencyLowering::lockMethod(const CXXMemberCallExpr &call, llvm::StringRef method) {
  const Expr &object = *call.getImplicitObjectArgument()->IgnoreParenImpCasts();
  QualType type = object.getType().getNonReferenceType();
  if (type->isPointerType())
    type = type->getPointeeType();
  if (className(type) == "std::atomic_flag") {
    if (const auto action = flagMethod(method))
      perform(*action, place(object), ir::none, call);
    return 0; // the result, whether it was set before, is the generic path's business
  }
  if (const auto given = model::signal(className(type), std::string_view(method))) {
    signal(*given, call);
    return 0; // a call all the same
  }
  const bool isGuard = in_.types_.describe(type).kind == ir::TypeKind::Guard;
  if (isGuard && localVariable(object) != ir::none && asksWhetherItLocks(*call.getMethodDecl()))
    return whetherItLocks(object);
  if (!isGuard)
    if (const ir::ValueId done = declaredMethod(call, *call.getMethodDecl(), &object))
      return done;
  if (isGuard)
    if (const ir::ValueId done = reusableGuardMethod(call, method))
      return done;
  const auto mutexAction = model::mutexMethod(std::string_view(method));
  const auto action = model::guardMethod(std::string_view(method));
  if (!mutexAction && !action)
    return 0;
  if (!isGuard) {
    if (!mutexAction || !isLockable(*call.getMethodDecl()->getParent()))
      return 0;
    return lockOf(object, *mutexAction, call);
  }
  const ir::VarId variable = localVariable(object);
  if (!action || variable == ir::none)
    return 0;
  if (*action == LockAction::Unlock)
    unlock(0, variable, call);
  else
    relock(variable, isShared(type), *action == LockAction::TryLock, call);
  return in_.opaque(call);
}

bool ConcurrencyLowering::isShared(QualType guard) {
  const CXXRecordDecl *record = guard.getNonReferenceType()->getAsCXXRecordDecl();
  return record && guardsShared(*record);
}

ir::ValueId ConcurrencyLowering::mutexPlace(const Expr &written) {
  const Expr &argument = *written.IgnoreImplicit();
  const auto *address = dyn_cast<UnaryOperator>(argument.IgnoreParens());
  if (address && address->getOpcode() == UO_AddrOf)
    return in_.lower(address->getSubExpr());
  // An array of one mutex or lock decays to its first element.
  return place(argument);
}

ir::ValueId ConcurrencyLowering::lockFunction(const CallExpr &call, llvm::StringRef name) {
  if (model::locksAll(std::string_view(name))) {
    for (const Expr *argument : call.arguments()) {
      const ir::VarId guard = localVariable(*argument);
      if (in_.types_.describe(argument->getType()).kind == ir::TypeKind::Guard)
        relock(guard, isShared(argument->getType()), false, call);
      else
        lock({place(*argument->IgnoreImplicit())}, ir::none, ir::LockMode::Exclusive, call);
    }
    return in_.opaque(call);
  }
  if (const FunctionDecl *callee = call.getDirectCallee())
    if (const ir::ValueId done = declaredMethod(call, *callee, nullptr))
      return done;
  if (const auto given = model::signalFunction(std::string_view(name))) {
    signal(*given, call);
    return in_.opaque(call);
  }
  const auto action = model::lockFunction(std::string_view(name));
  if (!action || call.getNumArgs() == 0)
    return 0;
  perform(*action, mutexPlace(*call.getArg(0)), ir::none, call);
  return in_.opaque(call);
}

/// What runs once is alone with what it fills, whatever else it holds: a lock without a name.
ir::ValueId ConcurrencyLowering::onceFunction(const CallExpr &call, llvm::StringRef name) {
  if (!model::runsOnce(std::string_view(name)) || call.getNumArgs() < 2)
    return 0;
  const Callable once = callable(Arguments(call.getArgs(), call.getNumArgs()).drop_front());
  std::uint32_t places = 0;
  const llvm::SmallVector<ir::ValueId, 6> given = operands(once, places);
  lock({}, ir::none, ir::LockMode::Exclusive, call);
  ir::Instruction &invoked = in_.emit(ir::Op::Invoke, given, &call);
  invoked.places = places;
  invoked.result = in_.newValue();
  unlock(0, ir::none, call);
  return in_.opaque(call);
}

void ConcurrencyLowering::heldAtEntry() {
  const Stmt &body = *in_.declaration_.getBody();
  for (const auto *attribute : in_.declaration_.specific_attrs<RequiresCapabilityAttr>())
    for (const Expr *mutex : attribute->args())
      if (!className(mutex->getType()).empty())
        lock({place(*mutex)}, ir::none,
             attribute->isShared() ? ir::LockMode::Shared : ir::LockMode::Exclusive, body);
  // Who takes somebody's guard relies on what it holds.
  for (const ParmVarDecl *parameter : in_.declaration_.parameters())
    if (in_.types_.describe(parameter->getType()).kind == ir::TypeKind::Guard)
      unknownGuard(*parameter, body);
}

} // namespace maplint::lower
