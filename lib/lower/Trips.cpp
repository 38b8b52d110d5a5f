#include "lib/lower/Trips.h"

#include "lib/lower/Changes.h"
#include "lib/lower/Filling.h"
#include "lib/lower/Repeatable.h"

#include "clang/AST/StmtCXX.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace maplint::lower {

namespace {

/// The test of a for statement, turned so that the variable stands on the left.
struct Test {
  const VarDecl *index = nullptr;
  const Expr *bound = nullptr;
  BinaryOperatorKind comparison = BO_LT;
};

/// One for statement.
class ForHeader {
public:
  ForHeader(const ForStmt &loop, const Surroundings &around)
      : loop_(loop), around_(around), context_(around.context) {}

  LoopHeader read();

private:
  struct Step {
    const VarDecl *index = nullptr;
    bool down = false;
  };

  [[nodiscard]] llvm::SmallVector<Step, 2> steps(const Expr &increment) const;
  [[nodiscard]] Test test(const VarDecl &index) const;
  [[nodiscard]] const Expr *start(const VarDecl &index) const;
  [[nodiscard]] bool readsHeader(const Expr &expression) const;
  [[nodiscard]] const Expr *resolved(const Expr &expression) const;
  [[nodiscard]] bool isStable(const Test &test) const;
  [[nodiscard]] ir::TripCount overNumbers(const Expr &from, const Expr &to,
                                          BinaryOperatorKind comparison, bool down) const;

  const ForStmt &loop_;
  const Surroundings &around_;
  ASTContext &context_;
};

} // namespace

llvm::SmallVector<ForHeader::Step, 2> ForHeader::steps(const Expr &increment) const {
  static const auto index = ignoringParenImpCasts(declRefExpr(to(varDecl().bind("index"))));
  static const auto one = ignoringParenImpCasts(integerLiteral(equals(1)));
  static const auto up =
      expr(anyOf(unaryOperator(hasOperatorName("++"), hasUnaryOperand(index)),
                 cxxOperatorCallExpr(hasOverloadedOperatorName("++"), hasArgument(0, index)),
                 binaryOperator(hasOperatorName("+="), hasLHS(index), hasRHS(one))));
  static const auto downwards =
      expr(anyOf(unaryOperator(hasOperatorName("--"), hasUnaryOperand(index)),
                 binaryOperator(hasOperatorName("-="), hasLHS(index), hasRHS(one))));
  const Expr &step = *increment.IgnoreParenImpCasts();
  if (const auto *full = dyn_cast<FullExpr>(&step))
    return steps(*full->getSubExpr());
  if (const auto *comma = dyn_cast<BinaryOperator>(&step); comma && comma->isCommaOp()) {
    auto all = steps(*comma->getLHS());
    all.append(steps(*comma->getRHS()));
    return all;
  }
  if (const auto *advanced = selectFirst<VarDecl>("index", match(up, step, context_)))
    return {{.index = advanced, .down = false}};
  if (const auto *advanced = selectFirst<VarDecl>("index", match(downwards, step, context_)))
    return {{.index = advanced, .down = true}};
  return {};
}

static BinaryOperatorKind turned(BinaryOperatorKind comparison) {
  return comparison == BO_NE ? BO_NE : BinaryOperator::reverseComparisonOp(comparison);
}

/// The variable of `i` or of `i + 2`; the latter ends a little earlier, which room to spare covers.
static const VarDecl *indexIn(const Expr &side) {
  const Expr *expression = side.IgnoreParenImpCasts();
  if (const auto *sum = dyn_cast<BinaryOperator>(expression);
      sum && sum->getOpcode() == BO_Add &&
      isa<IntegerLiteral>(sum->getRHS()->IgnoreParenImpCasts()))
    expression = sum->getLHS()->IgnoreParenImpCasts();
  const auto *reference = dyn_cast<DeclRefExpr>(expression);
  return reference ? dyn_cast<VarDecl>(reference->getDecl()) : nullptr;
}

Test ForHeader::test(const VarDecl &index) const {
  static const auto comparison = expr(
      ignoringImplicit(binaryOperation(hasAnyOperatorName("<", "<=", "!=", ">", ">="),
                                       hasLHS(expr().bind("left")), hasRHS(expr().bind("right")))
                           .bind("test")));
  if (!loop_.getCond())
    return {};
  const auto found = match(comparison, *loop_.getCond(), context_);
  const auto *left = selectFirst<Expr>("left", found);
  const auto *right = selectFirst<Expr>("right", found);
  const auto *operation = selectFirst<Expr>("test", found);
  if (!left || !right)
    return {};
  BinaryOperatorKind kind = BO_NE;
  if (const auto *builtin = dyn_cast<BinaryOperator>(operation))
    kind = builtin->getOpcode();
  else if (const auto *call = dyn_cast<CXXOperatorCallExpr>(operation))
    kind = BinaryOperator::getOverloadedOpcode(call->getOperator());
  else if (const auto *rewritten = dyn_cast<CXXRewrittenBinaryOperator>(operation))
    kind = rewritten->getOpcode();
  if (indexIn(*left) == &index)
    return {.index = &index, .bound = right, .comparison = kind};
  if (indexIn(*right) == &index)
    return {.index = &index, .bound = left, .comparison = turned(kind)};
  return {};
}

const Expr *ForHeader::start(const VarDecl &index) const {
  if (const auto *declaration = dyn_cast_or_null<DeclStmt>(loop_.getInit())) {
    for (const Decl *declared : declaration->decls())
      if (declared == &index)
        return index.getInit();
    return nullptr;
  }
  const auto *assignment = dyn_cast_or_null<BinaryOperator>(loop_.getInit());
  const bool sets = assignment && assignment->getOpcode() == BO_Assign &&
                    indexIn(*assignment->getLHS()) == &index;
  return sets ? assignment->getRHS() : nullptr;
}

/// True for what only the loop itself knows.
bool ForHeader::readsHeader(const Expr &expression) const {
  const auto *declaration = dyn_cast_or_null<DeclStmt>(loop_.getInit());
  if (!declaration)
    return false;
  const Declarations read = declarationsIn(expression);
  return llvm::any_of(declaration->decls(), [&](const Decl *declared) {
    const auto *variable = dyn_cast<VarDecl>(declared);
    return variable && read.contains(variable);
  });
}

/// `n` of `for (size_t i = 0, n = v.size(); ...)` is `v.size()`: the name is not known outside.
const Expr *ForHeader::resolved(const Expr &expression) const {
  const auto *reference = dyn_cast<DeclRefExpr>(expression.IgnoreParenImpCasts());
  const auto *variable = reference ? dyn_cast<VarDecl>(reference->getDecl()) : nullptr;
  return variable && readsHeader(expression) ? variable->getInit() : &expression;
}

bool ForHeader::isStable(const Test &test) const {
  Declarations index;
  index.insert(test.index);
  if (!loop_.getBody() || mayChange(*loop_.getBody(), index))
    return false;
  Declarations read = declarationsIn(*test.bound);
  read.erase(test.index);
  if (mayChange(*loop_.getBody(), read) || (loop_.getInc() && mayChange(*loop_.getInc(), read)))
    return false;
  // A lambda may be called anywhere, so it counts as part of the body.
  return llvm::none_of(around_.lambdas,
                       [&](const LambdaExpr *l) { return mayChange(*l->getBody(), read); });
}

/// `c` of `c.begin()` or `std::begin(c)`; null when `call` is none of the functions called `names`.
static const Expr *containerOf(const Expr &call, llvm::ArrayRef<llvm::StringRef> names) {
  const Expr *expression = call.IgnoreImplicit();
  if (const auto *copy = dyn_cast<CXXConstructExpr>(expression); copy && copy->getNumArgs() == 1)
    return containerOf(*copy->getArg(0), names);
  const auto *called = dyn_cast<CallExpr>(expression);
  const FunctionDecl *callee = called ? called->getDirectCallee() : nullptr;
  if (!callee || !callee->getIdentifier() || !llvm::is_contained(names, callee->getName()))
    return nullptr;
  if (const auto *member = dyn_cast<CXXMemberCallExpr>(called))
    return member->getNumArgs() == 0 ? member->getImplicitObjectArgument() : nullptr;
  return called->getNumArgs() == 1 ? called->getArg(0) : nullptr;
}

ir::TripCount overIterators(const Expr &from, const Expr &to, const Surroundings &around) {
  static constexpr llvm::StringRef begins[] = {"begin", "cbegin", "constBegin", "rbegin",
                                               "crbegin"};
  static constexpr llvm::StringRef ends[] = {"end", "cend", "constEnd", "rend", "crend"};
  const Expr *container = containerOf(from, begins);
  const Expr *end = &to;
  if (const auto *reference = dyn_cast<DeclRefExpr>(to.IgnoreParenImpCasts()))
    if (const auto *variable = dyn_cast<VarDecl>(reference->getDecl());
        variable && variable->hasLocalStorage() && variable->getInit())
      end = variable->getInit();
  const Expr *other = containerOf(*end, ends);
  if (container && other) {
    const std::string text = textOf(*container, around.context);
    const bool isSame = !text.empty() && text == textOf(*other, around.context);
    return isSame ? sizeOf(*container, around) : ir::TripCount();
  }
  if (from.getType()->isPointerType() && to.getType()->isPointerType())
    return difference(to, from, around.context);
  return {};
}

ir::TripCount ForHeader::overNumbers(const Expr &from, const Expr &to,
                                     BinaryOperatorKind comparison, bool down) const {
  const bool isInclusive = comparison == BO_LE || comparison == BO_GE;
  const bool pointsUp = comparison == BO_LT || comparison == BO_LE;
  const bool pointsDown = comparison == BO_GT || comparison == BO_GE;
  if ((pointsUp && down) || (pointsDown && !down))
    return {};
  const Expr *upper = down ? &from : &to;
  const Expr *lower = down ? &to : &from;
  // `for (i = n - 1; i >= 0; --i)`
  const auto *less = dyn_cast<BinaryOperator>(upper->IgnoreParenImpCasts());
  const bool isLast = down && isInclusive && less && less->getOpcode() == BO_Sub &&
                      valueOf(*less->getRHS(), context_) == 1;
  if (isLast)
    return numbersBetween(*lower, *less->getLHS(), /*isInclusive=*/false, context_);
  return numbersBetween(*lower, *upper, isInclusive, context_);
}

LoopHeader ForHeader::read() {
  LoopHeader header;
  if (!loop_.getInc())
    return header;
  const auto advanced = steps(*loop_.getInc());
  if (advanced.size() == 1)
    header.induction = advanced.front().index;
  for (const Step &step : advanced) {
    const Test limit = test(*step.index);
    const Expr *from = start(*step.index);
    if (!limit.bound)
      continue;
    header.induction = step.index;
    const Expr *to = resolved(*limit.bound);
    if (!from || !to || readsHeader(*from) || readsHeader(*to) || !isStable(limit))
      return header;
    if (step.index->getType()->isIntegralOrEnumerationType())
      header.trip = overNumbers(*from, *to, limit.comparison, step.down);
    else if (!step.down && (limit.comparison == BO_NE || limit.comparison == BO_LT))
      header.trip = overIterators(*from, *to, around_);
    return header;
  }
  return header;
}

static LoopHeader ofRange(const CXXForRangeStmt &loop, const Surroundings &around) {
  LoopHeader header;
  if (const auto *begin = loop.getBeginStmt(); begin && begin->isSingleDecl())
    header.induction = dyn_cast<VarDecl>(begin->getSingleDecl());
  if (const Expr *range = loop.getRangeInit())
    header.trip = sizeOf(*range, around);
  return header;
}

LoopHeader headerOf(const Stmt &loop, const Surroundings &around) {
  if (const auto *range = dyn_cast<CXXForRangeStmt>(&loop))
    return ofRange(*range, around);
  if (const auto *counted = dyn_cast<ForStmt>(&loop))
    return ForHeader(*counted, around).read();
  if (const auto *call = dyn_cast<CallExpr>(&loop))
    if (const auto filling = fillingOf(*call))
      return {.induction = nullptr, .trip = countOf(*filling, around)};
  return {};
}

} // namespace maplint::lower
