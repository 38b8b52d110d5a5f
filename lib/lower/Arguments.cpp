#include "lib/lower/Arguments.h"

#include "lib/lower/FunctionLowering.h"

#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace maplint::lower {

const Expr *movedFrom(const Expr *expression) {
  const auto *call = dyn_cast<CallExpr>(expression->IgnoreParenImpCasts());
  return call && call->isCallToStdMove() ? call->getArg(0) : nullptr;
}

bool isTracked(const ir::Type &type) {
  return type.kind == ir::TypeKind::Container || type.kind == ir::TypeKind::UniquePointer ||
         type.kind == ir::TypeKind::SharedPointer;
}

/// True for the callee's classes that take what an rvalue argument holds in every case.
static bool alwaysConsumes(const FunctionDecl &callee) {
  const auto *method = dyn_cast<CXXMethodDecl>(&callee);
  if (!method || !method->getIdentifier())
    return false;
  return llvm::StringSwitch<bool>(method->getName())
      .Cases({"push_back", "emplace_back", "push", "push_front", "emplace_front"}, true)
      .Default(false);
}

std::uint32_t placesOf(llvm::ArrayRef<const Expr *> arguments) {
  std::uint32_t mask = 0;
  for (unsigned i = 0; i < arguments.size() && i < 30; ++i)
    if (arguments[i]->isGLValue())
      mask |= 1U << i;
  return mask;
}

ir::ValueId FunctionLowering::argument(const Expr *expression, bool byReference) {
  return byReference && expression->isGLValue() ? lower(expression) : rvalue(expression);
}

llvm::SmallVector<ir::ValueId, 4>
FunctionLowering::lowerArguments(llvm::ArrayRef<const Expr *> arguments,
                                 const FunctionDecl *callee) {
  llvm::SmallVector<ir::ValueId, 4> values;
  for (unsigned i = 0; i < arguments.size(); ++i) {
    const Expr *written = arguments[i];
    const bool byReference = written->isGLValue();
    const Expr *source = callee && alwaysConsumes(*callee) ? movedFrom(written) : nullptr;
    if (source && isTracked(types_.describe(source->getType()))) {
      values.push_back(value(ir::Op::Move, {lower(source)}, *written));
      continue;
    }
    values.push_back(argument(written, byReference));
  }
  return values;
}

} // namespace maplint::lower
