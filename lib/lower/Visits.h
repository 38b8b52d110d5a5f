// `std::for_each(first, last, [&](const T &x) { container.emplace(x, ...); })`: a loop, written as
// a call.

#pragma once

#include "clang/AST/ExprCXX.h"

namespace maplint::lower {

/// The container outside of the lambda into which each call of it inserts one element, under a key
/// made of its argument; null when it does so on some calls only, looks at the container otherwise,
/// or the keys take few values.
const clang::Expr *filledByEachCall(const clang::LambdaExpr &lambda);

} // namespace maplint::lower
