#include "lib/lower/FunctionLowering.h"

#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace maplint::lower {

// [unique.ptr.single], [util.smartptr.shared], [optional.optional]: what the members do to the
// pointer inside.
ir::ValueId FunctionLowering::lowerPointerMethod(const CXXMemberCallExpr &call,
                                                 llvm::StringRef method, ir::ValueId receiver) {
  enum class Member { Other, Get, Reset, Release, Test, Value, Emplace };
  const auto member = llvm::StringSwitch<Member>(method)
                          .Cases({"get", "data", "get_ptr"}, Member::Get)
                          .Case("reset", Member::Reset)
                          .Case("release", Member::Release)
                          .Cases({"has_value", "is_initialized", "operator bool"}, Member::Test)
                          .Case("value", Member::Value)
                          .Case("emplace", Member::Emplace)
                          .Default(Member::Other);
  const bool hasArgument = call.getNumArgs() > 0 && !isa<CXXDefaultArgExpr>(call.getArg(0));
  switch (member) {
  case Member::Get:
    return value(ir::Op::Get, {receiver}, call);
  case Member::Test: {
    const ir::ValueId pointer = value(ir::Op::Load, {receiver}, call);
    return value(ir::Op::Truth, {pointer}, call);
  }
  case Member::Release:
    return value(ir::Op::Release, {receiver}, call);
  case Member::Reset: {
    if (!hasArgument) {
      emit(ir::Op::StoreNull, {receiver}, &call);
    } else {
      const ir::ValueId pointer = rvalue(call.getArg(0));
      emit(ir::Op::Store, {receiver, pointer}, &call);
    }
    return receiver;
  }
  case Member::Emplace: {
    lowerArguments({call.getArgs(), call.getNumArgs()}, call.getMethodDecl());
    const ir::ValueId made = value(ir::Op::NonNull, {}, call);
    emit(ir::Op::Store, {receiver, made}, &call);
    return value(ir::Op::Deref, {made}, call);
  }
  case Member::Value: {
    // value() throws on an empty optional: no undefined behaviour to report.
    const ir::ValueId pointer = value(ir::Op::Load, {receiver}, call);
    const ir::ValueId target = value(ir::Op::Deref, {pointer}, call);
    block_->instructions.back().imm = 1;
    return target;
  }
  case Member::Other:
    break;
  }
  return 0;
}

ir::ValueId FunctionLowering::lowerPointerConstruct(const CXXConstructExpr &construct) {
  const ir::Type type = types_.describe(construct.getType());
  if (!type.pointerLike() || type.kind == ir::TypeKind::Pointer)
    return 0;
  const bool isEmpty =
      construct.getNumArgs() == 0 || isa<CXXDefaultArgExpr>(construct.getArg(0));
  if (isEmpty)
    return value(ir::Op::Null, {}, construct);
  const Expr *argument = construct.getArg(0);
  const QualType given = argument->getType().getNonReferenceType();
  if (given->isNullPtrType())
    return value(ir::Op::Null, {}, construct);
  if (construct.getConstructor()->isCopyOrMoveConstructor())
    return 0;
  const CXXRecordDecl *record = given->getAsCXXRecordDecl();
  if (record && record->getIdentifier() &&
      (record->getName() == "nullopt_t" || record->getName() == "none_t"))
    return value(ir::Op::Null, {}, construct);
  if (types_.isOptionalIterator(construct.getType()) && given->isRecordType())
    return rvalue(argument);
  if (types_.describe(given).pointerLike() && type.kind != ir::TypeKind::Optional) {
    // unique_ptr(T *), shared_ptr(unique_ptr &&): the pointer inside is the argument.
    const auto *call = dyn_cast<CallExpr>(argument->IgnoreParenImpCasts());
    if (call && call->isCallToStdMove())
      return value(ir::Op::Move, {lower(call->getArg(0))}, construct);
    return rvalue(argument);
  }
  lowerArguments({construct.getArgs(), construct.getNumArgs()}, construct.getConstructor());
  return value(ir::Op::NonNull, {}, construct);
}

} // namespace maplint::lower
