#include "lib/lower/Pools.h"

#include "lib/lower/LockShape.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace maplint::lower {

/// What the first constructor in sight that mentions it, or its declaration, makes a member of.
static const Expr *initialiserOf(const FieldDecl &field) {
  if (const auto *record = dyn_cast<CXXRecordDecl>(field.getParent()))
    for (const CXXConstructorDecl *constructor : record->ctors()) {
      const FunctionDecl *body = nullptr;
      if (!constructor->hasBody(body))
        continue;
      for (const CXXCtorInitializer *init : cast<CXXConstructorDecl>(body)->inits())
        if (init->getMember() == &field && init->isWritten())
          return init->getInit();
    }
  return field.getInClassInitializer();
}

static const CXXConstructExpr *constructIn(const Expr *init) {
  if (!init)
    return nullptr;
  init = init->IgnoreImplicit();
  if (const auto *list = dyn_cast<InitListExpr>(init); list && list->getNumInits() == 1)
    init = list->getInit(0)->IgnoreImplicit();
  return dyn_cast<CXXConstructExpr>(init);
}

/// A number of threads that is not known to be one.
static bool isSeveral(const Expr *count, const ASTContext &context) {
  if (const auto *byDefault = dyn_cast<CXXDefaultArgExpr>(count))
    count = byDefault->getExpr();
  Expr::EvalResult known;
  if (count->isValueDependent() || !count->getType()->isIntegerType() ||
      !count->EvaluateAsInt(known, context))
    return true;
  return known.Val.getInt().getExtValue() != 1;
}

const ValueDecl *poolOfSeveral(const Expr &executor) {
  const Expr *named = executor.IgnoreUnlessSpelledInSource()->IgnoreParenImpCasts();
  const CXXRecordDecl *record = named->getType()->getAsCXXRecordDecl();
  if (!record || roleOf(*record) != model::Role::Pool)
    return nullptr;
  const ValueDecl *pool = nullptr;
  const Expr *init = nullptr;
  if (const auto *member = dyn_cast<MemberExpr>(named)) {
    const auto *field = dyn_cast<FieldDecl>(member->getMemberDecl());
    pool = field;
    init = field ? initialiserOf(*field) : nullptr;
  } else if (const auto *reference = dyn_cast<DeclRefExpr>(named)) {
    const auto *variable = dyn_cast<VarDecl>(reference->getDecl());
    if (variable && variable->hasGlobalStorage()) {
      pool = variable;
      init = variable->getInit();
    }
  }
  const CXXConstructExpr *made = constructIn(init);
  if (!pool || !made || made->getNumArgs() == 0)
    return nullptr;
  return isSeveral(made->getArg(0), pool->getASTContext()) ? pool : nullptr;
}

} // namespace maplint::lower
