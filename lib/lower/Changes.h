// Whether code may change the size or value of what it names.

#pragma once

#include "lib/lower/Repeatable.h"

#include "clang/AST/Stmt.h"

#include <optional>

namespace maplint::lower {

/// True when running `code` may change one of `what`: it is assigned, handed out as something that
/// may be written, or a function of its own that is not const is called on it. Writing to an
/// element of a sequence does not change the sequence.
bool mayChange(const clang::Stmt &code, const Declarations &what);

/// How many elements `function` appends to a sequence of its own one by one, outside of loops and
/// lambdas; nothing when it changes the sequence in any other way.
std::optional<unsigned> appendedBy(const clang::Stmt &function, const clang::VarDecl &sequence);

} // namespace maplint::lower
