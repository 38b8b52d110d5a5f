#include "lib/lower/Keys.h"

#include "lib/lower/Changes.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace maplint::lower {

/// How far local variables are followed to what they were initialised with.
static constexpr unsigned mostSteps = 4;

static bool isSmallType(QualType type) {
  type = type.getNonReferenceType().getCanonicalType();
  if (const auto *enumeration = type->getAs<EnumType>()) {
    // Without enumerators it is a number with a name of its own.
    const EnumDecl *declared = enumeration->getDecl()->getDefinition();
    return !declared || declared->enumerator_begin() != declared->enumerator_end();
  }
  return type->isBooleanType() || type->isAnyCharacterType() || type->isChar8Type();
}

static bool isNarrowing(BinaryOperatorKind kind) {
  return kind == BO_Rem || kind == BO_And || kind == BO_Shr || kind == BO_Div;
}

static bool isLength(const CXXMemberCallExpr &call) {
  const CXXMethodDecl *method = call.getMethodDecl();
  return method && method->getIdentifier() && call.getNumArgs() == 0 &&
         llvm::StringSwitch<bool>(method->getName())
             .Cases({"size", "length", "count"}, true)
             .Default(false);
}

/// `word.substr(0, 1)`: a few characters at most.
static bool isShortPart(const CXXMemberCallExpr &call) {
  const CXXMethodDecl *method = call.getMethodDecl();
  if (!method || !method->getIdentifier() || call.getNumArgs() == 0 ||
      !llvm::StringSwitch<bool>(method->getName())
           .Cases({"substr", "mid", "left", "first", "take_front"}, true)
           .Default(false))
    return false;
  const auto *length =
      dyn_cast<IntegerLiteral>(call.getArg(call.getNumArgs() - 1)->IgnoreParenImpCasts());
  const bool isLength = method->getName() != "substr" || call.getNumArgs() == 2;
  return length && isLength && length->getValue().ult(3);
}

namespace {

class FewValues {
public:
  explicit FewValues(const Stmt &function) : function_(function) {}

  [[nodiscard]] bool has(const Expr &key, unsigned steps = 0) const;

private:
  [[nodiscard]] bool has(const BinaryOperator &operation, unsigned steps) const;
  [[nodiscard]] bool has(const CallExpr &call, unsigned steps) const;
  [[nodiscard]] bool has(const DeclRefExpr &reference, unsigned steps) const;
  [[nodiscard]] bool isLiteralOrFew(const Expr &side, unsigned steps) const;

  const Stmt &function_;
};

} // namespace

bool FewValues::has(const BinaryOperator &operation, unsigned steps) const {
  if (isNarrowing(operation.getOpcode()))
    return true;
  if (!operation.isAdditiveOp())
    return false;
  const auto isNumber = [](const Expr *side) {
    return isa<IntegerLiteral>(side->IgnoreParenImpCasts());
  };
  const bool left = has(*operation.getLHS(), steps);
  const bool right = has(*operation.getRHS(), steps);
  return (left && (right || isNumber(operation.getRHS()))) ||
         (right && isNumber(operation.getLHS()));
}

bool FewValues::has(const DeclRefExpr &reference, unsigned steps) const {
  const auto *variable = dyn_cast<VarDecl>(reference.getDecl());
  if (!variable || !variable->hasLocalStorage() || !variable->getInit() || steps == mostSteps ||
      !has(*variable->getInit(), steps + 1))
    return false;
  Declarations itself;
  itself.insert(variable);
  return !mayChange(function_, itself);
}

/// A function of something small: `std::tolower(c)`, `names[i % 4]`, `word.substr(0, 1)`.
bool FewValues::has(const CallExpr &call, unsigned steps) const {
  if (const auto *method = dyn_cast<CXXMemberCallExpr>(&call))
    return isLength(*method) || isShortPart(*method);
  if (const auto *operation = dyn_cast<CXXOperatorCallExpr>(&call))
    return operation->getOperator() == OO_Subscript && has(*operation->getArg(1), steps);
  return call.getNumArgs() == 1 && has(*call.getArg(0), steps);
}

bool FewValues::has(const Expr &written, unsigned steps) const {
  const Expr &key = *written.IgnoreImplicit()->IgnoreParens()->IgnoreImplicit();
  if (isSmallType(key.getType()))
    return true;
  if (const auto *e = dyn_cast<ExplicitCastExpr>(&key))
    return has(*e->getSubExpr(), steps);
  if (const auto *e = dyn_cast<BinaryOperator>(&key))
    return has(*e, steps);
  if (const auto *e = dyn_cast<CallExpr>(&key))
    return has(*e, steps);
  if (const auto *e = dyn_cast<ArraySubscriptExpr>(&key))
    return has(*e->getIdx(), steps);
  if (const auto *e = dyn_cast<ConditionalOperator>(&key))
    return isLiteralOrFew(*e->getTrueExpr(), steps) && isLiteralOrFew(*e->getFalseExpr(), steps);
  const auto *e = dyn_cast<DeclRefExpr>(&key);
  return e && has(*e, steps);
}

/// One side of `x > 0 ? 1 : 0`.
bool FewValues::isLiteralOrFew(const Expr &side, unsigned steps) const {
  const Expr *inner = side.IgnoreParenImpCasts();
  return isa<IntegerLiteral>(inner) || isa<StringLiteral>(inner) || has(*inner, steps);
}

bool hasFewValues(const Expr &key, const Stmt &function) {
  return FewValues(function).has(key);
}

const Expr &keyIn(const Expr &element) {
  const Expr *expression = element.IgnoreImplicit();
  if (const auto *list = dyn_cast<InitListExpr>(expression))
    return list->getNumInits() > 0 ? keyIn(*list->getInit(0)) : *expression;
  if (const auto *cast = dyn_cast<CXXFunctionalCastExpr>(expression))
    return keyIn(*cast->getSubExpr());
  if (const auto *construct = dyn_cast<CXXConstructExpr>(expression)) {
    const bool isPair = construct->getNumArgs() == 2 && construct->getType()->isRecordType() &&
                        construct->getType()->getAsCXXRecordDecl()->getIdentifier() &&
                        construct->getType()->getAsCXXRecordDecl()->getName() == "pair";
    const bool isWrapper = construct->getNumArgs() == 1;
    return isPair || isWrapper ? keyIn(*construct->getArg(0)) : *expression;
  }
  const auto *call = dyn_cast<CallExpr>(expression);
  const FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  const bool makesPair = callee && callee->getIdentifier() && call->getNumArgs() == 2 &&
                         (callee->getName() == "make_pair" || callee->getName() == "qMakePair");
  return makesPair ? keyIn(*call->getArg(0)) : *expression;
}

} // namespace maplint::lower
