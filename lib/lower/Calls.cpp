#include "lib/lower/Arguments.h"
#include "lib/lower/Concurrency.h"

#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace maplint::lower {

ir::ValueId FunctionLowering::lowerCall(const CallExpr &call) {
  if (const ir::ValueId done = lowerFilling(call))
    return done;
  return lowerPlainCall(call);
}

ir::ValueId FunctionLowering::lowerPlainCall(const CallExpr &call) {
  if (const auto *method = dyn_cast<CXXMemberCallExpr>(&call))
    return lowerMethod(*method);
  if (const auto *op = dyn_cast<CXXOperatorCallExpr>(&call))
    return lowerOperator(*op);
  const FunctionDecl *callee = call.getDirectCallee();
  if (callee) {
    if (const ir::ValueId done = lowerConcurrencyFree(call, *callee))
      return done;
    if (callee->getIdentifier())
      if (const ir::ValueId done = lowerFree(call, *callee))
        return done;
  }
  return genericCall(call, 0);
}

ir::ValueId FunctionLowering::genericCall(const CallExpr &call, ir::ValueId receiver) {
  const FunctionDecl *callee = call.getDirectCallee();
  llvm::SmallVector<ir::ValueId, 4> operands;
  const llvm::ArrayRef<const Expr *> written(call.getArgs(), call.getNumArgs());
  const bool memberOperator =
      isa<CXXOperatorCallExpr>(call) && isa_and_nonnull<CXXMethodDecl>(callee);
  const auto arguments = lowerArguments(memberOperator ? written.drop_front() : written, callee);
  operands.push_back(callee ? receiver : rvalue(call.getCallee()));
  operands.append(arguments.begin(), arguments.end());
  ir::Instruction &instruction = emit(callee ? ir::Op::Call : ir::Op::Invoke, operands, &call);
  if (callee)
    instruction.symbol = types_.function(*callee);
  instruction.imm = call.isGLValue() ? 1 : 0;
  instruction.places = 1U | placesOf(memberOperator ? written.drop_front() : written) << 1U;
  instruction.type = types_.type(call.getType());
  return instruction.result = newValue();
}

ir::ValueId FunctionLowering::lowerIteratorMethod(const CXXMemberCallExpr &call,
                                                  llvm::StringRef method) {
  const Expr *object = call.getImplicitObjectArgument();
  const auto part = llvm::StringSwitch<int>(method)
                        .Cases({"key", "getKey", "getFirst"}, 1)
                        .Cases({"value", "getValue", "getSecond"}, 2)
                        .Default(0);
  if (part == 0 || call.getNumArgs() != 0 || types_.container(object->getType()))
    return 0;
  const CXXRecordDecl *record = call.getMethodDecl()->getParent();
  if (!record->getIdentifier())
    return 0;
  const ir::Op op = part == 1 ? ir::Op::First : ir::Op::Second;
  const bool arrow = object->getType()->isPointerType();
  if (record->getName().contains("terator")) {
    const ir::ValueId element = value(ir::Op::Deref, {rvalue(object)}, *object);
    return value(op, {element}, call);
  }
  if (!record->getName().contains("Entry") && !record->getName().contains("Pair"))
    return 0;
  const ir::ValueId element =
      arrow ? value(ir::Op::Deref, {rvalue(object)}, *object) : lower(object);
  return value(op, {element}, call);
}

ir::ValueId FunctionLowering::lowerMethod(const CXXMemberCallExpr &call) {
  const CXXMethodDecl *method = call.getMethodDecl();
  const Expr *object = call.getImplicitObjectArgument();
  if (!method || !object)
    return opaque(call);
  const std::string name = method->getNameAsString();
  const Expr *written = object->IgnoreParens();
  while (const auto *cast = dyn_cast<ImplicitCastExpr>(written)) {
    if (cast->getCastKind() != CK_UncheckedDerivedToBase &&
        cast->getCastKind() != CK_DerivedToBase && cast->getCastKind() != CK_NoOp)
      break;
    written = cast->getSubExpr()->IgnoreParens();
  }
  const llvm::ArrayRef<const Expr *> arguments(call.getArgs(), call.getNumArgs());
  // Inside the container's own class, `this->insert()` is its implementation, not its use; a class
  // derived from a container uses it.
  const CXXRecordDecl *self =
      isa<CXXThisExpr>(written) ? written->getType()->getPointeeCXXRecordDecl() : nullptr;
  if (!self || self->getCanonicalDecl() != method->getParent()->getCanonicalDecl())
    if (const ir::ValueId done = lowerContainerCall(call, *written, name, arguments))
      return done;
  if (const ir::ValueId done = lowerConcurrencyMethod(call, name))
    return done;
  if (const ir::ValueId done = lowerIteratorMethod(call, name))
    return done;
  ir::ValueId receiver = 0;
  if (written->getType()->isPointerType())
    receiver = value(ir::Op::Deref, {rvalue(written)}, *written);
  else
    receiver = written->isGLValue() ? lower(written)
                                    : value(ir::Op::Temporary, {lower(written)}, *written);
  const QualType owner = written->getType()->isPointerType() ? written->getType()->getPointeeType()
                                                             : written->getType();
  if (types_.describe(owner).pointerLike() && !owner->isPointerType())
    if (const ir::ValueId done = lowerPointerMethod(call, name, receiver))
      return done;
  if (isa<CXXConversionDecl>(method) && types_.describe(call.getType()).isView &&
      pointsInto(*written))
    return elementsOf(*written);
  if (const ir::ValueId done = lowerEmplace(call, receiver))
    return done;
  return genericCall(call, receiver);
}

ir::ValueId FunctionLowering::lowerOperator(const CXXOperatorCallExpr &call) {
  const OverloadedOperatorKind kind = call.getOperator();
  const Expr *object = call.getArg(0);
  const auto place = [&](const Expr *e) {
    return e->isGLValue() ? lower(e) : value(ir::Op::Temporary, {lower(e)}, *e);
  };
  switch (kind) {
  case OO_Subscript: {
    const auto *method = dyn_cast_or_null<CXXMethodDecl>(call.getDirectCallee());
    const Expr *written = object->IgnoreParenImpCasts();
    const model::Container *container = types_.container(written->getType());
    if (container && !(method && method->isConst()))
      if (const ir::ValueId done =
              lowerContainerCall(call, *written, "operator[]", {call.getArg(1)}))
        return done;
    if (types_.describe(object->getType()).kind == ir::TypeKind::Sequence) {
      const bool isView = types_.describe(object->getType()).isView;
      const ir::ValueId sequence =
          isView ? value(ir::Op::Deref, {rvalue(object)}, *object) : place(object);
      return value(ir::Op::Index, {sequence, rvalue(call.getArg(1))}, call);
    }
    break;
  }
  case OO_Star:
  case OO_Arrow: {
    if (call.getNumArgs() != 1)
      break;
    if (const ir::ValueId held = ConcurrencyLowering(*this).heldValue(*object))
      return kind == OO_Arrow ? value(ir::Op::AddressOf, {held}, call) : held;
    // An optional iterator is the iterator, or nothing.
    if (types_.isOptionalIterator(object->getType())) {
      const ir::ValueId iterator = place(object);
      return kind == OO_Arrow ? value(ir::Op::AddressOf, {iterator}, call) : iterator;
    }
    const ir::ValueId target = value(ir::Op::Deref, {rvalue(object)}, call);
    return kind == OO_Arrow ? value(ir::Op::AddressOf, {target}, call) : target;
  }
  case OO_PlusPlus:
  case OO_MinusMinus: {
    const ir::ValueId target = place(object);
    const bool postfix = call.getNumArgs() == 2;
    const ir::ValueId old = value(ir::Op::Advance, {target}, call);
    block_->instructions.back().imm =
        (postfix ? 1 : 0) | (kind == OO_MinusMinus ? ir::advancesBack : 0);
    return postfix ? old : target;
  }
  case OO_EqualEqual: return compare(call, BO_EQ, rvalue(object), rvalue(call.getArg(1)));
  case OO_ExclaimEqual: return compare(call, BO_NE, rvalue(object), rvalue(call.getArg(1)));
  case OO_Plus:
  case OO_Minus:
    if (types_.describe(object->getType()).kind != ir::TypeKind::Iterator)
      break;
    return value(ir::Op::IteratorNext, {rvalue(object), rvalue(call.getArg(1))}, call);
  case OO_Equal: {
    const Expr *right = call.getArg(1);
    const Expr *source = movedFrom(right);
    const ir::Type type = types_.describe(object->getType());
    ir::ValueId stored = 0;
    const bool isTaken = source && isTracked(types_.describe(source->getType()));
    if (isTaken)
      stored = value(ir::Op::Move, {lower(source)}, *right);
    else
      stored = lower(right);
    const ir::ValueId target = lower(object);
    // The operator takes its right side by reference: it is read after the left one is found.
    if (!isTaken && right->isGLValue() && type.kind != ir::TypeKind::Container)
      stored = value(ir::Op::Load, {stored}, *right);
    if (type.kind == ir::TypeKind::Container) {
      const auto *construct = dyn_cast<CXXConstructExpr>(right->IgnoreImplicit());
      const auto *list = dyn_cast<InitListExpr>(right->IgnoreImplicit());
      const bool empties =
          (construct && construct->getNumArgs() == 0) || (list && list->getNumInits() == 0);
      const model::Operation *operation = types_.model().operation(
          *type.container, empties ? "clear" : "operator=", {.count = empties ? 0U : 1U});
      if (operation) {
        ir::Instruction &instruction = emit(ir::Op::Container, {target, stored}, &call);
        instruction.container = type.container;
        instruction.operation = operation;
        instruction.places = 1U;
        instruction.result = newValue();
        return target;
      }
    }
    emit(ir::Op::Store, {target, stored}, &call);
    return target;
  }
  case OO_Call: {
    const auto *method = dyn_cast_or_null<CXXMethodDecl>(call.getDirectCallee());
    const bool isClosure = method && method->getParent()->isLambda();
    const ir::ValueId callable = place(object);
    if (method && !isClosure && !sources_.inSystemHeader(method->getLocation()))
      return genericCall(call, callable);
    llvm::SmallVector<ir::ValueId, 4> operands{callable};
    const llvm::ArrayRef<const Expr *> written(call.getArgs(), call.getNumArgs());
    const auto arguments = lowerArguments(written.drop_front(), method);
    operands.append(arguments.begin(), arguments.end());
    ir::Instruction &instruction = emit(ir::Op::Invoke, operands, &call);
    instruction.imm = call.isGLValue() ? 1 : 0;
    instruction.places = 1U | placesOf(written.drop_front()) << 1U;
    instruction.type = types_.type(call.getType());
    return instruction.result = newValue();
  }
  default: break;
  }
  const bool member = isa_and_nonnull<CXXMethodDecl>(call.getDirectCallee());
  return genericCall(call, member ? place(object) : 0);
}

} // namespace maplint::lower
