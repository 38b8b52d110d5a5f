#include "lib/lower/Stepping.h"

#include "lib/lower/Changes.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace maplint::lower {

static const DeclRefExpr *variableIn(const Expr &expression) {
  const auto *reference = dyn_cast<DeclRefExpr>(expression.IgnoreParenImpCasts());
  const auto *variable = reference ? dyn_cast<VarDecl>(reference->getDecl()) : nullptr;
  const bool isOwn = variable && variable->hasLocalStorage() &&
                     variable->getType()->isIntegerType() &&
                     !variable->getType()->isReferenceType();
  return isOwn ? reference : nullptr;
}

/// The variable that a condition counts down: `n` of `n-- > 0`, `n--` and `n-- != 0`; null for any
/// other condition.
static const DeclRefExpr *countedDown(const Expr &condition) {
  const Expr *tested = condition.IgnoreParenImpCasts();
  if (const auto *binary = dyn_cast<BinaryOperator>(tested)) {
    const auto *zero = dyn_cast<IntegerLiteral>(binary->getRHS()->IgnoreParenImpCasts());
    const bool testsZero = binary->getOpcode() == BO_GT || binary->getOpcode() == BO_NE;
    if (!testsZero || !zero || zero->getValue() != 0)
      return nullptr;
    tested = binary->getLHS()->IgnoreParenImpCasts();
  }
  const auto *step = dyn_cast<UnaryOperator>(tested);
  return step && step->getOpcode() == UO_PostDec ? variableIn(*step->getSubExpr()) : nullptr;
}

namespace {

/// Looks for the steps of one variable.
class Steps {
public:
  explicit Steps(const VarDecl &index) : index_(index) {}

  /// `sure` while what is visited is evaluated in every round.
  void visit(const Stmt &code, bool sure);

  [[nodiscard]] const Expr *only() const { return isChanged_ ? nullptr : step_; }

private:
  [[nodiscard]] bool names(const Expr &expression) const {
    const DeclRefExpr *reference = variableIn(expression);
    return reference && reference->getDecl() == &index_;
  }

  const VarDecl &index_;
  const Expr *step_ = nullptr;
  bool isChanged_ = false;
};

} // namespace

/// What stands in it may be left out.
static bool isOptional(const Stmt &code) {
  if (const auto *binary = dyn_cast<BinaryOperator>(&code))
    return binary->isLogicalOp();
  return isa<IfStmt, SwitchStmt, ForStmt, CXXForRangeStmt, WhileStmt, DoStmt, CXXTryStmt,
             AbstractConditionalOperator, LambdaExpr>(code);
}

void Steps::visit(const Stmt &code, bool sure) {
  if (const auto *step = dyn_cast<UnaryOperator>(&code);
      step && step->isIncrementOp() && names(*step->getSubExpr())) {
    isChanged_ |= !sure || step_;
    step_ = step;
    return;
  }
  // Its value is read.
  if (const auto *cast = dyn_cast<ImplicitCastExpr>(&code);
      cast && cast->getCastKind() == CK_LValueToRValue && names(*cast->getSubExpr()))
    return;
  if (const auto *expression = dyn_cast<DeclRefExpr>(&code); expression && names(*expression))
    isChanged_ = true;
  if (const auto *lambda = dyn_cast<LambdaExpr>(&code))
    for (const Expr *captured : lambda->capture_inits())
      isChanged_ |= captured && names(*captured);
  // After it the step may not be reached, and the round begins again.
  isChanged_ |= isa<ContinueStmt>(code);
  for (const Stmt *child : code.children())
    if (child)
      visit(*child, sure && !isOptional(code));
}

const Expr *onlyStep(const Stmt &body, const VarDecl &index) {
  Steps steps(index);
  steps.visit(body, true);
  return steps.only();
}

LoopHeader countDown(const Stmt *init, const Expr *condition, const Stmt *body,
                     const Surroundings &around) {
  const DeclRefExpr *reference = condition ? countedDown(*condition) : nullptr;
  const auto *index = reference ? cast<VarDecl>(reference->getDecl()) : nullptr;
  Declarations changed;
  changed.insert(index);
  if (!index || !body || mayChange(*body, changed) ||
      llvm::any_of(around.lambdas,
                   [&](const LambdaExpr *l) { return mayChange(*l->getBody(), changed); }))
    return {};
  const auto *declared = dyn_cast_or_null<DeclStmt>(init);
  if (init && (!declared || !declared->isSingleDecl()))
    return {};
  const bool isOwn = declared && declared->getSingleDecl() == index;
  // Set to a constant once, and told by its name alone: most likely a small one.
  if (!isOwn && index->getInit() && valueOf(*index->getInit(), around.context))
    return {};
  const Expr *count = isOwn ? index->getInit() : reference;
  return count ? LoopHeader{.induction = index, .trip = numbersUpTo(*count, around.context)}
               : LoopHeader();
}

} // namespace maplint::lower
