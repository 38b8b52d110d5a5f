// Expressions that a fix may evaluate once more: nothing changes, and it costs next to nothing.

#pragma once

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallPtrSet.h"

#include <string>

namespace maplint::lower {

/// True for names, members, constants, arithmetic, indexing and const member functions without
/// arguments. What such a function does is not looked at: const is the word of its author.
bool isRepeatable(const clang::Expr &expression);

/// `expression` as it is written, on one line; empty when a macro wrote a part of it.
std::string textOf(const clang::Expr &expression, const clang::ASTContext &context);

using Declarations = llvm::SmallPtrSet<const clang::ValueDecl *, 4>;

/// The variables and fields that `expression` reads.
Declarations declarationsIn(const clang::Expr &expression);

} // namespace maplint::lower
