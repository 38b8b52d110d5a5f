// Arrays and sequences of pointers that begin with all of them null.

#include "lib/lower/FunctionLowering.h"

using namespace clang;

namespace maplint::lower {

static bool isNullConstant(const Expr &expression, ASTContext &context) {
  return expression.IgnoreUnlessSpelledInSource()->isNullPointerConstant(
             context, Expr::NPC_NeverValueDependent) != Expr::NPCK_NotNull;
}

/// `{}`, `{nullptr}`, or an array of smart pointers that nothing is said of.
static bool makesNullArray(const Expr &init, const ir::Type &element, ASTContext &context) {
  if (const auto *list = dyn_cast<InitListExpr>(&init))
    return llvm::all_of(list->inits(), [&](const Expr *each) {
      return isa<ImplicitValueInitExpr>(each) || isNullConstant(*each, context) ||
             makesNullArray(*each->IgnoreImplicit(), element, context);
    });
  const auto *construct = dyn_cast<CXXConstructExpr>(&init);
  return construct && construct->getNumArgs() == 0 && element.kind != ir::TypeKind::Pointer;
}

/// [vector.cons]: `v(n)`, `v(n, nullptr)`, or none at all.
static bool makesNullSequence(const CXXConstructExpr &construct, ASTContext &context) {
  llvm::SmallVector<const Expr *, 3> given;
  for (const Expr *argument : construct.arguments())
    if (!isa<CXXDefaultArgExpr>(argument))
      given.push_back(argument);
  if (construct.isListInitialization() && !given.empty())
    return false;
  if (given.empty())
    return true;
  return given.size() <= 2 && given[0]->getType()->isIntegerType() &&
         (given.size() == 1 || isNullConstant(*given[1], context));
}

void FunctionLowering::nullElements(QualType type, const Expr &init, ir::ValueId place) {
  const ir::Type sequence = types_.describe(type);
  if (sequence.kind != ir::TypeKind::Sequence || sequence.isView || sequence.pointee == ir::none)
    return;
  const ir::Type element = types_.get(sequence.pointee);
  if (!element.pointerLike())
    return;
  const Expr *written = init.IgnoreImplicit();
  const auto *construct = dyn_cast<CXXConstructExpr>(written);
  const bool isArray = type->isConstantArrayType() || !sequence.isHeap;
  const bool isNull = isArray ? makesNullArray(*written, element, context_)
                              : construct && makesNullSequence(*construct, context_);
  if (isNull)
    emit(ir::Op::StoreNull, {place}, &init);
}

} // namespace maplint::lower
