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
LoopHeader headerOf(const clang::Stmt &loop, const Surroundings &around);

} // namespace maplint::lower
