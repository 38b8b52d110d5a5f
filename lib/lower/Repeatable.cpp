#include "lib/lower/Repeatable.h"

#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace maplint::lower {

/// True when calling `method` on its object costs next to nothing as far as one can tell.
static bool isAccessor(const CXXMethodDecl *method) {
  if (!method || !method->isConst() || method->getNumParams() != 0)
    return false;
  const QualType result = method->getReturnType();
  if (result->isReferenceType() || !result->isRecordType())
    return !result->isVoidType();
  // A view or an iterator is cheap to return, a container is not.
  const CXXRecordDecl *record = result->getAsCXXRecordDecl();
  return record->hasDefinition() && record->isTriviallyCopyable();
}

static bool isRepeatableOperator(const CXXOperatorCallExpr &call) {
  const auto *method = dyn_cast_or_null<CXXMethodDecl>(call.getDirectCallee());
  if (!method || !isRepeatable(*call.getArg(0)))
    return false;
  switch (call.getOperator()) {
  case OO_Arrow:
  case OO_Star: return method->isConst() && call.getNumArgs() == 1;
  case OO_Subscript: {
    // operator[] of a map inserts; that of a sequence takes a number and has a const overload.
    const QualType index =
        method->getNumParams() == 1 ? method->getParamDecl(0)->getType() : QualType();
    return !index.isNull() && index->isIntegralOrEnumerationType() && isRepeatable(*call.getArg(1));
  }
  default: return false;
  }
}

bool isRepeatable(const Expr &written) {
  const Expr &expression = *written.IgnoreParenImpCasts();
  if (isa<IntegerLiteral>(expression) || isa<CharacterLiteral>(expression) ||
      isa<CXXThisExpr>(expression))
    return true;
  if (const auto *e = dyn_cast<FullExpr>(&expression))
    return isRepeatable(*e->getSubExpr());
  if (const auto *e = dyn_cast<UnaryExprOrTypeTraitExpr>(&expression))
    return !e->isArgumentType() || !e->getArgumentType()->isVariableArrayType();
  if (const auto *e = dyn_cast<DeclRefExpr>(&expression))
    return isa<VarDecl>(e->getDecl()) || isa<BindingDecl>(e->getDecl()) ||
           isa<EnumConstantDecl>(e->getDecl());
  if (const auto *e = dyn_cast<MemberExpr>(&expression))
    return (isa<FieldDecl>(e->getMemberDecl()) || isa<VarDecl>(e->getMemberDecl())) &&
           isRepeatable(*e->getBase());
  if (const auto *e = dyn_cast<CXXMemberCallExpr>(&expression))
    return isAccessor(e->getMethodDecl()) && isRepeatable(*e->getImplicitObjectArgument());
  if (const auto *e = dyn_cast<CXXOperatorCallExpr>(&expression))
    return isRepeatableOperator(*e);
  if (const auto *e = dyn_cast<ArraySubscriptExpr>(&expression))
    return isRepeatable(*e->getBase()) && isRepeatable(*e->getIdx());
  if (const auto *e = dyn_cast<ExplicitCastExpr>(&expression))
    return e->getType()->isIntegralOrEnumerationType() && isRepeatable(*e->getSubExpr());
  if (const auto *e = dyn_cast<UnaryOperator>(&expression))
    return (e->getOpcode() == UO_Deref || e->getOpcode() == UO_Minus ||
            e->getOpcode() == UO_Plus) &&
           isRepeatable(*e->getSubExpr());
  if (const auto *e = dyn_cast<BinaryOperator>(&expression))
    return (e->isAdditiveOp() || e->isMultiplicativeOp() || e->isShiftOp()) &&
           isRepeatable(*e->getLHS()) && isRepeatable(*e->getRHS());
  return false;
}

std::string textOf(const Expr &expression, const ASTContext &context) {
  const SourceManager &manager = context.getSourceManager();
  // The argument of a macro counts as written; what the macro itself wrote does not.
  const CharSourceRange range = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(expression.getSourceRange()), manager, context.getLangOpts());
  if (range.isInvalid())
    return {};
  const std::string text = Lexer::getSourceText(range, manager, context.getLangOpts()).str();
  const bool isPlain = text.find("//") == std::string::npos &&
                       text.find("/*") == std::string::npos && text.find('#') == std::string::npos;
  if (!isPlain)
    return {};
  std::string line;
  for (const char c : text) {
    const bool isBlank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!isBlank)
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  return line;
}

static void collect(const Stmt &statement, Declarations &into) {
  if (const auto *e = dyn_cast<DeclRefExpr>(&statement);
      e && (isa<VarDecl>(e->getDecl()) || isa<BindingDecl>(e->getDecl())))
    into.insert(e->getDecl());
  if (const auto *e = dyn_cast<MemberExpr>(&statement); e && isa<FieldDecl>(e->getMemberDecl()))
    into.insert(e->getMemberDecl());
  for (const Stmt *child : statement.children())
    if (child)
      collect(*child, into);
}

Declarations declarationsIn(const Expr &expression) {
  Declarations result;
  collect(expression, result);
  return result;
}

} // namespace maplint::lower
