#include "lib/lower/Visits.h"

#include "lib/lower/Keys.h"
#include "lib/lower/Repeatable.h"

#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace maplint::lower {

namespace {

struct Insertion {
  const Expr *container = nullptr;
  const Expr *key = nullptr;
};

} // namespace

/// `c[key]`.
static Insertion subscript(const Expr &element) {
  const auto *call = dyn_cast<CXXOperatorCallExpr>(element.IgnoreParenImpCasts());
  const bool isSubscript = call && call->getOperator() == OO_Subscript && call->getNumArgs() == 2;
  return isSubscript ? Insertion{.container = call->getArg(0), .key = call->getArg(1)}
                     : Insertion();
}

/// `c[key] = value`, `c.emplace(key, value)`, `c.insert(element)`.
static Insertion insertionIn(const Stmt &statement) {
  const auto *written = dyn_cast<Expr>(&statement);
  if (!written)
    return {};
  written = written->IgnoreImplicit()->IgnoreParenImpCasts();
  if (const auto *assignment = dyn_cast<BinaryOperator>(written))
    return assignment->getOpcode() == BO_Assign ? subscript(*assignment->getLHS()) : Insertion();
  if (const auto *assignment = dyn_cast<CXXOperatorCallExpr>(written))
    return assignment->getOperator() == OO_Equal ? subscript(*assignment->getArg(0)) : Insertion();
  const auto *call = dyn_cast<CXXMemberCallExpr>(written);
  const CXXMethodDecl *method = call ? call->getMethodDecl() : nullptr;
  const bool inserts = method && method->getIdentifier() && call->getNumArgs() > 0 &&
                       call->getNumArgs() < 3 &&
                       llvm::StringSwitch<bool>(method->getName())
                           .Cases({"insert", "emplace", "try_emplace", "insert_or_assign"}, true)
                           .Default(false);
  if (!inserts)
    return {};
  const Expr *first = call->getArg(0);
  return {.container = call->getImplicitObjectArgument(),
          .key = call->getNumArgs() == 1 ? &keyIn(*first) : first};
}

/// The variable that the lambda shares with its function, or the member of its object, that
/// `container` names; null for everything else.
static const ValueDecl *sharedBy(const LambdaExpr &lambda, const Expr &container) {
  const Expr *named = container.IgnoreParenImpCasts();
  if (const auto *member = dyn_cast<MemberExpr>(named))
    return isa<CXXThisExpr>(member->getBase()->IgnoreParenImpCasts()) ? member->getMemberDecl()
                                                                      : nullptr;
  const auto *reference = dyn_cast<DeclRefExpr>(named);
  const ValueDecl *variable = reference ? reference->getDecl() : nullptr;
  const bool isShared = llvm::any_of(lambda.captures(), [&](const LambdaCapture &capture) {
    return capture.capturesVariable() && capture.getCapturedVar() == variable &&
           capture.getCaptureKind() == LCK_ByRef;
  });
  return isShared ? variable : nullptr;
}

/// How often `code` names the declaration; many times when it may leave early or loops.
static unsigned mentions(const Stmt &code, const ValueDecl &declaration) {
  static constexpr unsigned many = 100;
  if (isa<ReturnStmt>(code) || isa<CXXThrowExpr>(code) || isa<LambdaExpr>(code) ||
      isa<GotoStmt>(code))
    return many;
  unsigned count = 0;
  if (const auto *reference = dyn_cast<DeclRefExpr>(&code))
    count = reference->getDecl() == &declaration ? 1 : 0;
  if (const auto *member = dyn_cast<MemberExpr>(&code))
    count = member->getMemberDecl() == &declaration ? 1 : 0;
  for (const Stmt *child : code.children())
    count += child ? mentions(*child, declaration) : 0;
  return count;
}

const Expr *filledByEachCall(const LambdaExpr &lambda) {
  const auto *body = dyn_cast_or_null<CompoundStmt>(lambda.getBody());
  const CXXMethodDecl *call = lambda.getCallOperator();
  if (!body || lambda.isGenericLambda() || call->getNumParams() != 1)
    return nullptr;
  for (const Stmt *statement : body->body()) {
    const Insertion insertion = insertionIn(*statement);
    const ValueDecl *shared =
        insertion.container ? sharedBy(lambda, *insertion.container) : nullptr;
    if (!shared || mentions(*body, *shared) != 1)
      continue;
    const bool isOwn = llvm::any_of(declarationsIn(*insertion.key), [&](const ValueDecl *read) {
      return read->getDeclContext() == call;
    });
    return isOwn && !hasFewValues(*insertion.key, *body) ? insertion.container : nullptr;
  }
  return nullptr;
}

} // namespace maplint::lower
