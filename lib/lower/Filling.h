// Algorithms of the standard library that fill a container through `std::inserter`.

#pragma once

#include "lib/lower/Sizes.h"

#include "clang/AST/ExprCXX.h"

#include <optional>

namespace maplint::lower {

/// `std::copy(first, last, std::inserter(container, hint))` and its kin: each element of a range
/// becomes one insertion.
struct Filling {
  const clang::Expr *container = nullptr;
  const clang::Expr *first = nullptr;      ///< the range's beginning, or the range itself
  const clang::Expr *last = nullptr;       ///< null for a range that is given as a whole
  const clang::Expr *count = nullptr;      ///< of copy_n
  bool isVisit = false;                    ///< for_each: what is called inserts, not the algorithm
  const clang::LambdaExpr *made = nullptr; ///< what makes the elements, when it is written there
};

/// What `call` fills; nothing when it leaves elements out (`copy_if`) or is no such algorithm.
std::optional<Filling> fillingOf(const clang::CallExpr &call);

/// How many elements are inserted at most.
ir::TripCount countOf(const Filling &filling, const Surroundings &around);

/// True when the keys that a lambda makes of its argument take few values.
bool makesFewKeys(const Filling &filling);

} // namespace maplint::lower
