#include "lib/lower/Shape.h"

#include "lib/lower/Filling.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace maplint::lower {

/// The expression itself, whatever the compiler has put around it; `T(x)` is the construction of T.
static const Stmt *key(const Stmt *statement) {
  const auto *expression = dyn_cast<Expr>(statement);
  if (!expression)
    return statement;
  expression = expression->IgnoreImplicit();
  while (const auto *cast = dyn_cast<CXXFunctionalCastExpr>(expression)) {
    if (cast->getCastKind() != CK_ConstructorConversion)
      break;
    expression = cast->getSubExpr()->IgnoreImplicit();
  }
  return expression;
}

Shape::Shape(const Stmt *body, ASTContext &context, Sources &sources, ir::Function &function)
    : context_(context), sources_(sources), function_(function) {
  if (body)
    walk(body, ir::none);
}

ir::LoopId Shape::loopOf(const Stmt *statement) const {
  const auto found = loopOf_.find(statement);
  return found == loopOf_.end() ? ir::none : found->second;
}

maplint::SourceRange Shape::statementOf(const Expr *expression) const {
  const auto found = statements_.find(key(expression));
  return found == statements_.end() ? maplint::SourceRange() : found->second;
}

const Expr *Shape::conditionalOf(const Stmt *expression) const {
  const auto found = arms_.find(expression);
  return found == arms_.end() ? nullptr : found->second;
}

static unsigned countStatements(const Stmt *body) {
  const auto *compound = dyn_cast_or_null<CompoundStmt>(body);
  return compound ? compound->size() : (body ? 1 : 0);
}

ir::Loop Shape::describe(const Stmt *statement, ir::LoopId parent) {
  ir::Loop loop;
  loop.parent = parent;
  loop.range = sources_.range(statement->getSourceRange());
  const Stmt *body = nullptr;
  if (const auto *s = dyn_cast<ForStmt>(statement)) {
    loop.kind = ir::LoopKind::For;
    body = s->getBody();
    loop.header = sources_.range({s->getBeginLoc(), s->getRParenLoc()});
    if (s->getInit())
      loop.init = sources_.range(s->getInit()->getSourceRange());
    if (s->getInc())
      loop.increment = sources_.range(s->getInc()->getSourceRange());
  } else if (const auto *s = dyn_cast<CXXForRangeStmt>(statement)) {
    loop.kind = ir::LoopKind::RangeFor;
    body = s->getBody();
    loop.header = sources_.range({s->getBeginLoc(), s->getRParenLoc()});
    if (s->getRangeInit())
      loop.rangeExpression = sources_.range(s->getRangeInit()->getSourceRange());
    loop.elementDeclaration = sources_.range(s->getLoopVariable()->getSourceRange());
  } else if (const auto *s = dyn_cast<WhileStmt>(statement)) {
    loop.kind = ir::LoopKind::While;
    body = s->getBody();
    loop.header = sources_.range({s->getBeginLoc(), s->getRParenLoc()});
  } else {
    const auto *loopStatement = cast<DoStmt>(statement);
    loop.kind = ir::LoopKind::Do;
    body = loopStatement->getBody();
    loop.header = sources_.range({loopStatement->getWhileLoc(), loopStatement->getRParenLoc()});
  }
  if (body) {
    loop.body = sources_.statement(body->getSourceRange());
    loop.bodyIsCompound = isa<CompoundStmt>(body);
    loop.bodyStatements = countStatements(body);
  }
  return loop;
}

void Shape::enterLoop(const Stmt *statement, ir::LoopId parent) {
  const auto id = static_cast<ir::LoopId>(function_.loops.size());
  function_.loops.push_back(describe(statement, parent));
  loops_.push_back(statement);
  const auto outside = [&](const Stmt *s) {
    if (s)
      walk(s, parent);
  };
  const auto inside = [&](const Stmt *s) {
    if (s)
      walk(s, id);
  };
  const Stmt *body = nullptr;
  if (const auto *s = dyn_cast<ForStmt>(statement)) {
    outside(s->getInit());
    inside(s->getCond());
    inside(s->getConditionVariableDeclStmt());
    inside(s->getInc());
    body = s->getBody();
  } else if (const auto *s = dyn_cast<CXXForRangeStmt>(statement)) {
    outside(s->getInit());
    outside(s->getRangeStmt());
    outside(s->getBeginStmt());
    outside(s->getEndStmt());
    inside(s->getCond());
    inside(s->getInc());
    inside(s->getLoopVarStmt());
    body = s->getBody();
  } else if (const auto *s = dyn_cast<WhileStmt>(statement)) {
    inside(s->getConditionVariableDeclStmt());
    inside(s->getCond());
    body = s->getBody();
  } else {
    const auto *loop = cast<DoStmt>(statement);
    inside(loop->getCond());
    body = loop->getBody();
  }
  if (!body)
    return;
  noteStatement(body);
  inside(body);
}

/// An algorithm goes round in a place of its own: nothing of what is written belongs to its loop.
void Shape::noteFilling(const CallExpr &call, ir::LoopId loop) {
  if (!lower::fillingOf(call))
    return;
  fillings_[&call] = static_cast<ir::LoopId>(function_.loops.size());
  const maplint::SourceRange range = sources_.range(call.getSourceRange());
  function_.loops.push_back(
      {.kind = ir::LoopKind::Algorithm, .parent = loop, .range = range, .header = range});
  loops_.push_back(&call);
}

ir::LoopId Shape::fillingOf(const CallExpr &call) const {
  const auto found = fillings_.find(&call);
  return found == fillings_.end() ? ir::none : found->second;
}

void Shape::noteIf(const Stmt *statement) {
  const auto *s = cast<IfStmt>(statement);
  ir::If result;
  result.range = sources_.statement(s->getSourceRange());
  if (s->getCond())
    result.condition = sources_.range(s->getCond()->getSourceRange());
  result.thenBranch = sources_.statement(s->getThen()->getSourceRange());
  result.thenIsCompound = isa<CompoundStmt>(s->getThen());
  result.thenStatements = countStatements(s->getThen());
  if (s->getElse())
    result.elseBranch = sources_.statement(s->getElse()->getSourceRange());
  function_.ifs.push_back(result);
  noteStatement(s->getThen());
  if (s->getElse())
    noteStatement(s->getElse());
}

void Shape::noteStatement(const Stmt *child) {
  if (isa<Expr>(child) || isa<DeclStmt>(child))
    statements_[key(child)] = sources_.statement(child->getSourceRange());
}

/// True when evaluating `expression` may branch; such parts keep the order of the graph.
static bool branches(const Stmt *expression) {
  if (isa<AbstractConditionalOperator>(expression) || isa<LambdaExpr>(expression) ||
      isa<StmtExpr>(expression))
    return true;
  if (const auto *binary = dyn_cast<BinaryOperator>(expression); binary && binary->isLogicalOp())
    return true;
  for (const Stmt *child : expression->children())
    if (child && branches(child))
      return true;
  return false;
}

void Shape::defer(const Expr *left) {
  if (!context_.getLangOpts().CPlusPlus17 || branches(left))
    return;
  llvm::SmallVector<const Stmt *, 16> open{left};
  while (!open.empty()) {
    const Stmt *at = open.pop_back_val();
    deferred_.insert(at);
    for (const Stmt *child : at->children())
      if (child)
        open.push_back(child);
  }
}

void Shape::walkExpression(const Expr *expression, ir::LoopId loop) {
  if (const auto *call = dyn_cast<CallExpr>(expression))
    noteFilling(*call, loop);
  if (const auto *lambda = dyn_cast<LambdaExpr>(expression)) {
    lambdas_.push_back(lambda);
    return;
  }
  // [expr.ass]: since C++17 the right operand is sequenced before the left one, for the built-in
  // operators and for overloads written in operator notation ([over.match.oper]).
  if (const auto *binary = dyn_cast<BinaryOperator>(expression); binary && binary->isAssignmentOp())
    defer(binary->getLHS());
  if (const auto *call = dyn_cast<CXXOperatorCallExpr>(expression);
      call && call->isAssignmentOp() && call->getNumArgs() == 2)
    defer(call->getArg(0));
  if (const auto *conditional = dyn_cast<ConditionalOperator>(expression)) {
    arms_[conditional->getTrueExpr()] = conditional;
    arms_[conditional->getFalseExpr()] = conditional;
  }
}

void Shape::walk(const Stmt *statement, ir::LoopId loop) {
  if (isa<ForStmt>(statement) || isa<CXXForRangeStmt>(statement) || isa<WhileStmt>(statement) ||
      isa<DoStmt>(statement)) {
    loopOf_[statement] = static_cast<ir::LoopId>(function_.loops.size());
    enterLoop(statement, loop);
    return;
  }
  if (loop != ir::none)
    loopOf_[statement] = loop;
  if (const auto *expression = dyn_cast<Expr>(statement)) {
    walkExpression(expression, loop);
    if (const auto *lambda = dyn_cast<LambdaExpr>(expression)) {
      for (const Expr *init : lambda->capture_inits())
        if (init)
          walk(init, loop);
      return;
    }
    if (isa<CXXDefaultArgExpr>(expression))
      return;
  }
  if (isa<IfStmt>(statement))
    noteIf(statement);
  if (const auto *compound = dyn_cast<CompoundStmt>(statement))
    for (const Stmt *child : compound->body())
      noteStatement(child);
  for (const Stmt *child : statement->children())
    if (child)
      walk(child, loop);
}

} // namespace maplint::lower
