// Clang AST to MapIR.

#pragma once

#include "lib/ir/Ir.h"
#include "lib/model/Model.h"

namespace clang {
class ASTContext;
class Decl;
} // namespace clang

namespace maplint::lower {

/// Lowers every function of user code in `context` whose body was parsed: functions, methods,
/// instantiations of user templates, lambdas. System headers contribute types and names only.
/// The returned unit's file table points into the context's source manager, which must outlive it.
ir::Unit lower(clang::ASTContext &context, const model::Model &model);

/// True when `decl` stands in code the user wrote: not in a system header.
bool isUserCode(const clang::Decl &decl, const clang::ASTContext &context);

} // namespace maplint::lower
