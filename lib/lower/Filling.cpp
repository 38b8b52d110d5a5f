#include "lib/lower/Filling.h"

#include "lib/lower/Keys.h"
#include "lib/lower/Trips.h"
#include "lib/lower/Visits.h"

#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace maplint::lower {

/// `c` of `std::inserter(c, hint)`, or null.
static const Expr *insertedInto(const Expr &argument) {
  const auto *call = dyn_cast<CallExpr>(argument.IgnoreImplicit()->IgnoreParenImpCasts());
  const FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  const bool isInserter = callee && callee->getIdentifier() && callee->isInStdNamespace() &&
                          callee->getName() == "inserter" && call->getNumArgs() == 2;
  return isInserter ? call->getArg(0) : nullptr;
}

enum class Algorithm : std::uint8_t { None, Copy, CopyN, Transform, ForEach };

/// The name of a function of std, or of the object in std::ranges that is called.
static llvm::StringRef algorithmName(const CallExpr &call) {
  const auto *object = dyn_cast<CXXOperatorCallExpr>(&call);
  if (!object) {
    const FunctionDecl *callee = call.getDirectCallee();
    return callee && callee->getIdentifier() && callee->isInStdNamespace() ? callee->getName()
                                                                           : llvm::StringRef();
  }
  const auto *named = object->getOperator() == OO_Call
                          ? dyn_cast<DeclRefExpr>(object->getArg(0)->IgnoreParenImpCasts())
                          : nullptr;
  const auto *scope = named ? dyn_cast<NamespaceDecl>(named->getDecl()->getDeclContext()) : nullptr;
  const bool isOfRanges = scope && scope->getIdentifier() && scope->getName() == "ranges" &&
                          scope->getParent()->isStdNamespace();
  return isOfRanges ? named->getDecl()->getName() : llvm::StringRef();
}

static const LambdaExpr *lambdaIn(const Expr &argument) {
  return dyn_cast<LambdaExpr>(argument.IgnoreUnlessSpelledInSource());
}

/// `for_each(first, last, lambda)` or `for_each(range, lambda)`.
static std::optional<Filling> visitIn(llvm::ArrayRef<const Expr *> given) {
  const LambdaExpr *called =
      given.size() == 2 || given.size() == 3 ? lambdaIn(*given.back()) : nullptr;
  const Expr *container = called ? filledByEachCall(*called) : nullptr;
  if (!container)
    return std::nullopt;
  return Filling{.container = container,
                 .first = given[0],
                 .last = given.size() == 3 ? given[1] : nullptr,
                 .isVisit = true};
}

std::optional<Filling> fillingOf(const CallExpr &call) {
  const bool isObject = isa<CXXOperatorCallExpr>(call);
  const unsigned skipped = isObject ? 1 : 0;
  llvm::SmallVector<const Expr *, 5> given;
  for (const Expr *argument : llvm::ArrayRef(call.getArgs(), call.getNumArgs()).drop_front(skipped))
    if (!isa<CXXDefaultArgExpr>(argument))
      given.push_back(argument);
  if (given.size() < 2 || isa<CXXMemberCallExpr>(call))
    return std::nullopt;
  const auto algorithm = llvm::StringSwitch<Algorithm>(algorithmName(call))
                             .Cases({"copy", "move"}, Algorithm::Copy)
                             .Case("copy_n", Algorithm::CopyN)
                             .Case("transform", Algorithm::Transform)
                             .Case("for_each", Algorithm::ForEach)
                             .Default(Algorithm::None);
  if (algorithm == Algorithm::None)
    return std::nullopt;
  if (algorithm == Algorithm::ForEach)
    return visitIn(given);
  const std::size_t others = algorithm == Algorithm::Transform ? 1 : 0;
  if (given.size() != 2 + others && given.size() != 3 + others)
    return std::nullopt;
  Filling filling{.container = insertedInto(*given[given.size() - 1 - others]), .first = given[0]};
  if (given.size() == 3 + others)
    (algorithm == Algorithm::CopyN ? filling.count : filling.last) = given[1];
  if (others != 0)
    filling.made = lambdaIn(*given.back());
  return filling.container ? std::optional(filling) : std::nullopt;
}

ir::TripCount countOf(const Filling &filling, const Surroundings &around) {
  if (filling.count)
    return numbersUpTo(*filling.count, around.context);
  return filling.last ? overIterators(*filling.first, *filling.last, around)
                      : sizeOf(*filling.first, around);
}

bool makesFewKeys(const Filling &filling) {
  const auto *body =
      filling.made ? dyn_cast_or_null<CompoundStmt>(filling.made->getBody()) : nullptr;
  const auto *last =
      body && !body->body_empty() ? dyn_cast<ReturnStmt>(body->body_back()) : nullptr;
  return last && last->getRetValue() && hasFewValues(keyIn(*last->getRetValue()), *body);
}

} // namespace maplint::lower
