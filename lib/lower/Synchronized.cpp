// folly::Synchronized<T>: a value that is reached through its lock. The value and its lock are told
// as one place, the object itself: `cache_` is written under `cache_`.
// https://github.com/facebook/folly/blob/main/folly/docs/Synchronized.md

#include "lib/lower/Concurrency.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace maplint::lower {

namespace {

/// A call of a method of a Synchronized object.
struct Asked {
  const Expr *object = nullptr;
  llvm::StringRef method;
  const CallExpr *call = nullptr;
};

} // namespace

/// The expression behind what the language adds to it: temporaries, conversions to a base.
static const Expr &written(const Expr &expression) {
  const Expr *at = expression.IgnoreImplicit()->IgnoreParenImpCasts();
  // The move that C++14 writes down and C++17 does away with.
  if (const auto *moved = dyn_cast<CXXConstructExpr>(at);
      moved && moved->getNumArgs() == 1 && moved->getConstructor()->isCopyOrMoveConstructor())
    return written(*moved->getArg(0));
  return *at;
}

static bool isSynchronized(const Expr &object) {
  QualType type = object.getType().getNonReferenceType();
  if (type->isPointerType())
    type = type->getPointeeType();
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  return record && record->getIdentifier() && qualifiedName(*record) == "folly::Synchronized";
}

static Asked asked(const Expr &expression) {
  const Expr &at = written(expression);
  if (const auto *call = dyn_cast<CXXMemberCallExpr>(&at)) {
    const CXXMethodDecl *method = call->getMethodDecl();
    const Expr *object = call->getImplicitObjectArgument();
    if (!method || !method->getIdentifier() || !object)
      return {};
    const Expr *named = object->IgnoreParenImpCasts();
    return isSynchronized(*named) ? Asked{named, method->getName(), call} : Asked{};
  }
  const auto *arrow = dyn_cast<CXXOperatorCallExpr>(&at);
  if (!arrow || arrow->getOperator() != OO_Arrow || arrow->getNumArgs() != 1)
    return {};
  const Expr *named = arrow->getArg(0)->IgnoreParenImpCasts();
  const bool isConst = named->getType().isConstQualified();
  return isSynchronized(*named) ? Asked{named, isConst ? "rlock" : "wlock", arrow} : Asked{};
}

/// How the method of that name locks, for itself or for the one who asked.
static std::optional<ir::LockMode> modeOf(const Asked &asked) {
  const bool isConst = asked.object && asked.object->getType().isConstQualified();
  const ir::LockMode contextual = isConst ? ir::LockMode::Shared : ir::LockMode::Exclusive;
  return llvm::StringSwitch<std::optional<ir::LockMode>>(asked.method)
      .Cases({"wlock", "lock", "tryWLock", "tryLock", "withWLock"}, ir::LockMode::Exclusive)
      .Cases({"rlock", "ulock", "tryRLock", "tryULock", "withRLock", "withULock"},
             ir::LockMode::Shared)
      .Cases({"contextualLock", "withLock"}, contextual)
      .Default(std::nullopt);
}

ir::ValueId ConcurrencyLowering::heldValue(const Expr &expression) {
  const Asked direct = asked(expression);
  if (const auto mode = modeOf(direct)) {
    const ir::ValueId object = place(*direct.object);
    lock({object}, ir::none, *mode, *direct.call);
    in_.temporaryLocks_.push_back(object);
    return object;
  }
  const auto *named = dyn_cast<DeclRefExpr>(&written(expression));
  const auto *holder = named ? dyn_cast<VarDecl>(named->getDecl()) : nullptr;
  if (!holder || !holder->hasLocalStorage() || !holder->getInit() ||
      holder->getDeclContext() != &in_.declaration_)
    return 0;
  const Asked before = asked(*holder->getInit());
  return modeOf(before) ? place(*before.object) : 0;
}

bool ConcurrencyLowering::holdsValue(const Expr &init, const VarDecl &variable) {
  const Asked call = asked(init);
  const auto mode = modeOf(call);
  if (!mode)
    return false;
  lock({place(*call.object)}, in_.variable(variable), *mode, *call.call);
  return true;
}

ir::ValueId ConcurrencyLowering::synchronizedMethod(const CXXMemberCallExpr &call) {
  const Asked called = asked(call);
  if (!called.object)
    return 0;
  if (called.method == "unsafeGetUnlocked")
    return place(*called.object);
  const auto mode = modeOf(called);
  // Who is given the pointer has the lock: told where the pointer is used or kept.
  if (mode && !called.method.starts_with("with"))
    return in_.opaque(call);
  if (!mode || call.getNumArgs() != 1)
    return 0;
  const ir::ValueId object = place(*called.object);
  const ir::ValueId body = functionValue(*call.getArg(0)->IgnoreUnlessSpelledInSource());
  lock({object}, ir::none, *mode, call);
  ir::Instruction &invoked = in_.emit(ir::Op::Invoke, {body, object}, &call);
  invoked.places = 2;
  const ir::ValueId result = invoked.result = in_.newValue();
  unlock(object, ir::none, call);
  return result;
}

void ConcurrencyLowering::endTemporaryLocks(const Stmt &at) {
  for (const ir::ValueId object : in_.temporaryLocks_)
    unlock(object, ir::none, at);
  in_.temporaryLocks_.clear();
}

} // namespace maplint::lower
