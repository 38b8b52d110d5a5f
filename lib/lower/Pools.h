// Which pools run several of their tasks at a time.

#pragma once

namespace clang {
class Expr;
class ValueDecl;
} // namespace clang

namespace maplint::lower {

/// The member or global that `executor` names, when it is a pool and its initialiser asks for more
/// than one thread, or for as many as the library or the caller thinks right; null otherwise, also
/// when no initialiser is in sight.
const clang::ValueDecl *poolOfSeveral(const clang::Expr &executor);

} // namespace maplint::lower
