// Counted loops whose step stands somewhere else than in the header of a for statement.

#pragma once

#include "lib/lower/Trips.h"

#include "clang/AST/Stmt.h"

namespace maplint::lower {

/// `while (n-- > 0)`, `for (int i = n; i-- > 0;)`: as many rounds as the number says before.
/// Without a variable for any other loop.
LoopHeader countDown(const clang::Stmt *init, const clang::Expr *condition, const clang::Stmt *body,
                     const Surroundings &around);

/// The expression in `body` that steps `index` once a round, come what may: `++i;`, `v[i++]`. Null
/// when there is none, or `body` changes the variable in another way.
const clang::Expr *onlyStep(const clang::Stmt &body, const clang::VarDecl &index);

} // namespace maplint::lower
