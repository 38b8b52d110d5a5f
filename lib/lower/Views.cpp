#include "lib/lower/Views.h"

#include "lib/lower/Sizes.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace maplint::lower {

namespace {

/// A call by the name that is written: of a function, or of an object like std::views::iota.
struct NamedCall {
  llvm::StringRef name;
  llvm::SmallVector<const Expr *, 2> arguments;
};

} // namespace

/// The name of a variable, such as the objects of std::views are.
static llvm::StringRef objectName(const Expr &expression) {
  const auto *reference = dyn_cast<DeclRefExpr>(expression.IgnoreParenImpCasts());
  const auto *variable = reference ? dyn_cast<VarDecl>(reference->getDecl()) : nullptr;
  return variable && variable->getIdentifier() ? variable->getName() : llvm::StringRef();
}

static NamedCall namedCall(const Expr &expression) {
  const auto *call = dyn_cast<CallExpr>(&expression);
  const auto *operation = dyn_cast<CXXOperatorCallExpr>(&expression);
  // `v | std::views::reverse`
  if (operation && operation->getOperator() == OO_Pipe)
    return {.name = objectName(*operation->getArg(1)), .arguments = {operation->getArg(0)}};
  const bool isObject = operation && operation->getOperator() == OO_Call;
  const FunctionDecl *callee =
      call && !isa<CXXMemberCallExpr>(call) ? call->getDirectCallee() : nullptr;
  if (!callee || (operation && !isObject))
    return {};
  NamedCall named{.name = isObject                  ? objectName(*call->getArg(0))
                          : callee->getIdentifier() ? callee->getName()
                                                    : llvm::StringRef(),
                  .arguments = {}};
  for (const Expr *argument : llvm::drop_begin(call->arguments(), isObject ? 1 : 0))
    if (!isa<CXXDefaultArgExpr>(argument))
      named.arguments.push_back(argument);
  return named;
}

const Expr &passedOn(const Expr &expression) {
  const Expr *inner = expression.IgnoreImplicit()->IgnoreParens()->IgnoreImplicit();
  const NamedCall call = namedCall(*inner);
  const bool passes = llvm::StringSwitch<bool>(call.name)
                          .Cases({"as_const", "qAsConst", "reverse", "enumerate"}, true)
                          .Cases({"keys", "values", "all", "as_rvalue"}, true)
                          .Default(false);
  return passes && call.arguments.size() == 1 ? passedOn(*call.arguments[0]) : *inner;
}

ir::TripCount numbersOf(const Expr &object, ASTContext &context) {
  const NamedCall call = namedCall(object);
  const auto ends = call.arguments.size();
  if (const auto *made = dyn_cast<CXXConstructExpr>(&object);
      made && made->getNumArgs() == 2 &&
      made->getConstructor()->getParent()->getName() == "iota_view")
    return numbersBetween(*made->getArg(0), *made->getArg(1), /*isInclusive=*/false, context);
  const bool counts = call.name == "iota" || call.name == "irange" || call.name == "seq";
  if (!counts || ends == 0 || ends > 2)
    return {};
  if (ends == 2)
    return numbersBetween(*call.arguments[0], *call.arguments[1], /*isInclusive=*/false, context);
  return call.name == "iota" ? ir::TripCount() : numbersUpTo(*call.arguments[0], context);
}

} // namespace maplint::lower
