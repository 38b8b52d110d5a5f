// Numbers of elements, as C++ text that a fix can write down before a loop.

#pragma once

#include "lib/ir/Ir.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/ArrayRef.h"

#include <cstdint>
#include <optional>

namespace maplint::lower {

/// What stands around an expression.
struct Surroundings {
  clang::ASTContext &context;
  const clang::FunctionDecl &function;
  /// All of the function: one that is called in a loop may change what its number depends on.
  llvm::ArrayRef<const clang::LambdaExpr *> lambdas;
};

/// How many elements a container, array, list of initialisers or range holds.
ir::TripCount sizeOf(const clang::Expr &object, const Surroundings &around);

/// `end - begin` of two pointers.
ir::TripCount difference(const clang::Expr &end, const clang::Expr &begin,
                         clang::ASTContext &context);

/// How many whole numbers lie between `lower` and `upper`. A constant lower end above zero is
/// rounded down to it: `upper - 1` would wrap round when an unsigned `upper` is zero.
ir::TripCount numbersBetween(const clang::Expr &lower, const clang::Expr &upper, bool isInclusive,
                             clang::ASTContext &context);

/// The number that `count` is.
ir::TripCount numbersUpTo(const clang::Expr &count, clang::ASTContext &context);

/// The constant that `expression` is.
std::optional<std::int64_t> valueOf(const clang::Expr &expression,
                                    const clang::ASTContext &context);

} // namespace maplint::lower
