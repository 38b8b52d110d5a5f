// What the control flow graph no longer tells about a function's body: loops and ifs as they are
// written, which expressions are statements by themselves, and where C++17 reverses the order of
// evaluation.

#pragma once

#include "lib/ir/Ir.h"
#include "lib/lower/Sources.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

namespace maplint::lower {

/// The shape of one body. Lambda bodies inside are not part of it: they are functions of their own.
class Shape {
public:
  Shape(const clang::Stmt *body, clang::ASTContext &context, Sources &sources,
        ir::Function &function);

  /// The innermost loop `statement` is in; `none` outside.
  [[nodiscard]] ir::LoopId loopOf(const clang::Stmt *statement) const;
  /// The whole statement, with `;`, when `expression` is one; invalid otherwise.
  [[nodiscard]] SourceRange statementOf(const clang::Expr *expression) const;
  /// The conditional operator whose arm `expression` is, or null.
  [[nodiscard]] const clang::Expr *conditionalOf(const clang::Stmt *expression) const;

  /// True inside the left side of an assignment, which C++17 evaluates after the right side.
  [[nodiscard]] bool isDeferred(const clang::Stmt *expression) const {
    return deferred_.contains(expression);
  }

  /// The loop that a call of an algorithm stands for; `none` for other calls.
  [[nodiscard]] ir::LoopId fillingOf(const clang::CallExpr &call) const;

  /// The written loop of `id`, for trip counts.
  [[nodiscard]] const clang::Stmt *loopStatement(ir::LoopId id) const { return loops_[id]; }

  [[nodiscard]] const llvm::SmallVectorImpl<const clang::LambdaExpr *> &lambdas() const {
    return lambdas_;
  }

private:
  void walk(const clang::Stmt *statement, ir::LoopId loop);
  void walkExpression(const clang::Expr *expression, ir::LoopId loop);
  void enterLoop(const clang::Stmt *statement, ir::LoopId parent);
  void noteFilling(const clang::CallExpr &call, ir::LoopId loop);
  void noteIf(const clang::Stmt *statement);
  void noteStatement(const clang::Stmt *child);
  void defer(const clang::Expr *left);
  ir::Loop describe(const clang::Stmt *statement, ir::LoopId parent);

  clang::ASTContext &context_;
  Sources &sources_;
  ir::Function &function_;
  llvm::DenseMap<const clang::Stmt *, ir::LoopId> loopOf_;
  llvm::DenseMap<const clang::Stmt *, SourceRange> statements_;
  llvm::DenseMap<const clang::Stmt *, const clang::Expr *> arms_;
  llvm::DenseSet<const clang::Stmt *> deferred_;
  llvm::SmallVector<const clang::Stmt *, 4> loops_;
  llvm::DenseMap<const clang::CallExpr *, ir::LoopId> fillings_;
  llvm::SmallVector<const clang::LambdaExpr *, 4> lambdas_;
};

} // namespace maplint::lower
