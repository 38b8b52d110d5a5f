// Ranges that are written as views: what they show, and how much of it.

#pragma once

#include "lib/ir/Ir.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"

namespace maplint::lower {

/// Looks through what only passes its argument on: `std::as_const(v)`, [range.reverse] and other
/// views that show each element of a range once.
const clang::Expr &passedOn(const clang::Expr &expression);

/// [range.iota.overview]: how many numbers `std::views::iota(0, n)` counts, and what boost and LLVM
/// have for it; unknown for anything else.
ir::TripCount numbersOf(const clang::Expr &object, clang::ASTContext &context);

} // namespace maplint::lower
