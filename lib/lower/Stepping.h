// Counted loops whose step stands somewhere else than in the header of a for statement.

#pragma once

#include "lib/lower/Sizes.h"

#include "clang/AST/Stmt.h"

namespace maplint::lower {

/// The variable that a condition counts down: `n` of `n-- > 0`, `n--` and `n-- != 0`; null for any
/// other condition.
const clang::DeclRefExpr *countedDown(const clang::Expr &condition);

/// The expression in `body` that steps `index` once a round, come what may: `++i;`, `v[i++]`. Null
/// when there is none, or `body` changes the variable in another way.
const clang::Expr *onlyStep(const clang::Stmt &body, const clang::VarDecl &index);

} // namespace maplint::lower
