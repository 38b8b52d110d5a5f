#include "lib/lower/Trips.h"

#include "lib/lower/Changes.h"
#include "lib/lower/Filling.h"
#include "lib/lower/Repeatable.h"
#include "lib/lower/Stepping.h"

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

/// What a for statement says in its header, and other loops around their body.
struct Parts {
  const Stmt *init = nullptr;
  const Expr *condition = nullptr;
  const Expr *increment = nullptr;
  llvm::SmallVector<const Stmt *, 8> body; ///< without the increment
  bool stepsInside = false; ///< the increment is a part of the body, and its only change
};

/// The header of one loop.
class ForHeader {
public:
  ForHeader(Parts loop, const Surroundings &around)
      : loop_(std::move(loop)), around_(around), context_(around.context) {}

  LoopHeader read();

private:
  struct Step {
    const VarDecl *index = nullptr;
    bool down = false;
    std::int64_t width = 1;
  };

  [[nodiscard]] llvm::SmallVector<Step, 2> steps(const Expr &increment) const;
  [[nodiscard]] Test test(const VarDecl &index) const;
  [[nodiscard]] const Expr *start(const VarDecl &index) const;
  [[nodiscard]] bool readsHeader(const Expr &expression) const;
  [[nodiscard]] const Expr *resolved(const Expr &expression) const;
  [[nodiscard]] bool isStable(const Test &test) const;
  [[nodiscard]] ir::TripCount overNumbers(const Expr &from, const Expr &to,
                                          BinaryOperatorKind comparison, bool down) const;

  Parts loop_;
  const Surroundings &around_;
  ASTContext &context_;
};

} // namespace

llvm::SmallVector<ForHeader::Step, 2> ForHeader::steps(const Expr &increment) const {
  static const auto index = ignoringParenImpCasts(declRefExpr(to(varDecl().bind("index"))));
  static const auto some = ignoringParenImpCasts(integerLiteral().bind("width"));
  static const auto up =
      expr(anyOf(unaryOperator(hasOperatorName("++"), hasUnaryOperand(index)),
                 cxxOperatorCallExpr(hasOverloadedOperatorName("++"), hasArgument(0, index)),
                 binaryOperator(hasOperatorName("+="), hasLHS(index), hasRHS(some))));
  static const auto downwards =
      expr(anyOf(unaryOperator(hasOperatorName("--"), hasUnaryOperand(index)),
                 binaryOperator(hasOperatorName("-="), hasLHS(index), hasRHS(some))));
  const Expr &step = *increment.IgnoreParenImpCasts();
  if (const auto *full = dyn_cast<FullExpr>(&step))
    return steps(*full->getSubExpr());
  if (const auto *comma = dyn_cast<BinaryOperator>(&step); comma && comma->isCommaOp()) {
    auto all = steps(*comma->getLHS());
    all.append(steps(*comma->getRHS()));
    return all;
  }
  const auto found = [&](const auto &matcher, bool down) -> llvm::SmallVector<Step, 2> {
    const auto nodes = match(matcher, step, context_);
    const auto *advanced = selectFirst<VarDecl>("index", nodes);
    const auto *width = selectFirst<IntegerLiteral>("width", nodes);
    const auto by = width ? static_cast<std::int64_t>(width->getValue().getLimitedValue(1U << 16U))
                          : std::int64_t{1};
    if (!advanced || by == 0)
      return {};
    return {{.index = advanced, .down = down, .width = by}};
  };
  const auto upwards = found(up, false);
  return upwards.empty() ? found(downwards, true) : upwards;
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
  if (!loop_.condition)
    return {};
  const auto found = match(comparison, *loop_.condition, context_);
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
  if (const auto *declaration = dyn_cast_or_null<DeclStmt>(loop_.init)) {
    for (const Decl *declared : declaration->decls())
      if (declared == &index)
        return index.getInit();
    return nullptr;
  }
  const auto *assignment = dyn_cast_or_null<BinaryOperator>(loop_.init);
  const bool sets = assignment && assignment->getOpcode() == BO_Assign &&
                    indexIn(*assignment->getLHS()) == &index;
  return sets ? assignment->getRHS() : nullptr;
}

/// True for what only the loop itself knows.
bool ForHeader::readsHeader(const Expr &expression) const {
  const auto *declaration = dyn_cast_or_null<DeclStmt>(loop_.init);
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
  const auto changes = [&](const Declarations &what) {
    return llvm::any_of(loop_.body, [&](const Stmt *part) { return mayChange(*part, what); });
  };
  if (loop_.body.empty() || (!loop_.stepsInside && changes(index)))
    return false;
  Declarations read = declarationsIn(*test.bound);
  read.erase(test.index);
  if (changes(read) || (loop_.increment && mayChange(*loop_.increment, read)))
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

/// As many numbers, of which each step leaves out all but one.
static ir::TripCount inSteps(ir::TripCount trip, std::int64_t width) {
  if (width == 1 || trip.kind == ir::TripCount::Kind::Unknown)
    return trip;
  const std::string rest = std::to_string(width - 1);
  trip.constant = (trip.constant + width - 1) / width;
  if (trip.kind == ir::TripCount::Kind::Constant)
    trip.expression = std::to_string(trip.constant);
  else
    trip.expression = "(" + trip.expression + " + " + rest + ") / " + std::to_string(width);
  return trip;
}

LoopHeader ForHeader::read() {
  LoopHeader header;
  if (!loop_.increment)
    return header;
  const auto advanced = steps(*loop_.increment);
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
      header.trip = inSteps(overNumbers(*from, *to, limit.comparison, step.down), step.width);
    else if (!step.down && step.width == 1 &&
             (limit.comparison == BO_NE || limit.comparison == BO_LT))
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

/// The variable that `condition` compares, when the body steps it.
static const Expr *stepInside(const Expr *condition, const Stmt *body) {
  const auto *compared =
      condition ? dyn_cast<BinaryOperator>(condition->IgnoreParenImpCasts()) : nullptr;
  if (!compared || !body || !compared->isComparisonOp())
    return nullptr;
  for (const Expr *side : {compared->getLHS(), compared->getRHS()})
    if (const VarDecl *index = indexIn(*side))
      if (const Expr *step = onlyStep(*body, *index))
        return step;
  return nullptr;
}

static Parts partsOf(const ForStmt &loop) {
  Parts parts{.init = loop.getInit(), .condition = loop.getCond(), .increment = loop.getInc()};
  if (!parts.increment) {
    parts.increment = stepInside(parts.condition, loop.getBody());
    parts.stepsInside = parts.increment != nullptr;
  }
  if (loop.getBody())
    parts.body.push_back(loop.getBody());
  return parts;
}

/// The statement right before `loop`, in the same braces; null when it is the first one.
static const Stmt *statementBefore(const Stmt &around, const Stmt &loop) {
  const Stmt *before = nullptr;
  for (const Stmt *child : around.children()) {
    if (child == &loop)
      return isa<CompoundStmt>(around) ? before : nullptr;
    if (child && !isa<Expr>(child))
      if (const Stmt *found = statementBefore(*child, loop))
        return found;
    before = child;
  }
  return nullptr;
}

/// `int i = 0; while (i < n) { ...; ++i; }`: a for statement, written apart.
static Parts partsOf(const WhileStmt &loop, const Surroundings &around) {
  const auto *init =
      !loop.getConditionVariable() && around.function.getBody()
          ? dyn_cast_or_null<DeclStmt>(statementBefore(*around.function.getBody(), loop))
          : nullptr;
  const auto *body = dyn_cast<CompoundStmt>(loop.getBody());
  const auto *last = body && body->size() > 1 ? dyn_cast<Expr>(body->body_back()) : nullptr;
  if (!init)
    return {};
  Parts parts{.init = init, .condition = loop.getCond()};
  parts.increment = stepInside(parts.condition, loop.getBody());
  parts.stepsInside = parts.increment != nullptr;
  if (parts.stepsInside) {
    parts.body.push_back(loop.getBody());
  } else if (last) {
    parts.increment = last;
    parts.body.append(body->body_begin(), std::prev(body->body_end()));
  }
  return parts;
}

LoopHeader headerOf(const Stmt &loop, const Surroundings &around) {
  if (const auto *range = dyn_cast<CXXForRangeStmt>(&loop))
    return ofRange(*range, around);
  if (const auto *counted = dyn_cast<ForStmt>(&loop)) {
    LoopHeader header = ForHeader(partsOf(*counted), around).read();
    return counted->getInc() || header.induction
               ? header
               : countDown(counted->getInit(), counted->getCond(), counted->getBody(), around);
  }
  if (const auto *apart = dyn_cast<WhileStmt>(&loop)) {
    if (LoopHeader header = countDown(nullptr, apart->getCond(), apart->getBody(), around);
        header.induction)
      return header;
    LoopHeader header = ForHeader(partsOf(*apart, around), around).read();
    return header.trip.kind == ir::TripCount::Kind::Unknown ? LoopHeader() : header;
  }
  if (const auto *call = dyn_cast<CallExpr>(&loop))
    if (const auto filling = fillingOf(*call))
      return {.induction = nullptr, .trip = countOf(*filling, around)};
  return {};
}

} // namespace maplint::lower
