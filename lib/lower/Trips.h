// How often a loop runs, as far as its header tells.

#pragma once

#include "lib/lower/Sizes.h"

#include "clang/AST/Stmt.h"

namespace maplint::lower {

/// What the header of a loop says: the variable it advances and how often that happens.
struct LoopHeader {
  const clang::VarDecl *induction = nullptr;
  ir::TripCount trip;
};

/// Recognises range-for loops over what has a size, iterator loops and counted loops. A trip count
/// that a signed number tells is cast to std::size_t in the expression.
/// A call of an algorithm that fills a container counts as a loop without a variable.
LoopHeader headerOf(const clang::Stmt &loop, const Surroundings &around);

/// How many elements lie between two iterators, or pointers.
ir::TripCount overIterators(const clang::Expr &from, const clang::Expr &to,
                            const Surroundings &around);

} // namespace maplint::lower
