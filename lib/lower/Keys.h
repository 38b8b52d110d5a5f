// What the text of a key tells about how many different ones there can be.

#pragma once

#include "clang/AST/Expr.h"

namespace maplint::lower {

/// True when `key` takes few values however often it is computed: a bool, a character, an
/// enumerator, the length of something, `x % 8`. A container filled with such keys stays small.
/// Variables that nothing in `function` changes stand for what they are initialised with.
bool hasFewValues(const clang::Expr &key, const clang::Stmt &function);

/// The key of an element of a map: the first half of `{k, v}` or `make_pair(k, v)`.
const clang::Expr &keyIn(const clang::Expr &element);

} // namespace maplint::lower
