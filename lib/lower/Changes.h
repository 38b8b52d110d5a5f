// Whether code may change the size or value of what it names.

#pragma once

#include "lib/lower/Repeatable.h"

#include "clang/AST/Stmt.h"

namespace maplint::lower {

/// True when running `code` may change one of `what`: it is assigned, handed out as something that
/// may be written, or a function of its own that is not const is called on it. Writing to an
/// element of a sequence does not change the sequence.
bool mayChange(const clang::Stmt &code, const Declarations &what);

} // namespace maplint::lower
