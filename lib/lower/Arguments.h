// What a call is given: which arguments are places, and what they are moved from.

#pragma once

#include "lib/ir/Ir.h"

#include "clang/AST/Expr.h"
#include "llvm/ADT/ArrayRef.h"

namespace maplint::lower {

/// The operand of `std::move(x)`, or null.
const clang::Expr *movedFrom(const clang::Expr *expression);

/// True for what is worth following when it is moved from: containers and owning pointers.
bool isTracked(const ir::Type &type);

/// Bit i is set when argument i is a glvalue: its operand names a place.
std::uint32_t placesOf(llvm::ArrayRef<const clang::Expr *> arguments);

} // namespace maplint::lower
