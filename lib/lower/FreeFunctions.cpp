// Functions of the standard library that the analysis knows by name.

#include "lib/lower/Arguments.h"
#include "lib/lower/FunctionLowering.h"

#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace maplint::lower {

/// `get_if<T>(&v)` gives null exactly when `holds_alternative<T>(v)` says no.
ir::ValueId FunctionLowering::lowerAsked(const CallExpr &call, const FunctionDecl &callee,
                                         bool isQuestion) {
  const Expr *first = call.getArg(0);
  ir::ValueId asked = 0;
  if (isQuestion)
    asked = first->isGLValue() ? value(ir::Op::AddressOf, {lower(first)}, *first) : 0;
  else
    asked = rvalue(first);
  const ir::ValueId result = opaque(call, {asked});
  ir::Instruction &instruction = block_->instructions.back();
  instruction.imm = isQuestion ? 2 : 1;
  const auto *types = callee.getTemplateSpecializationArgs();
  if (callee.getName() != "dynamic_pointer_cast" && types && types->size() > 0 &&
      types->get(0).getKind() == TemplateArgument::Type)
    instruction.index = types_.type(types->get(0).getAsType());
  return result;
}

ir::ValueId FunctionLowering::lowerFree(const CallExpr &call, const FunctionDecl &callee) {
  enum class Free {
    None,
    Pass,
    Address,
    Begin,
    End,
    Next,
    Swap,
    EraseIf,
    NonNull,
    Exchange,
    Get,
    GetIf,
    Holds,
    Size,
    Advance
  };
  if (call.getNumArgs() == 0 && !callee.getName().starts_with("make_"))
    return 0;
  const auto kind =
      llvm::StringSwitch<Free>(callee.getName())
          .Cases({"move", "forward", "as_const", "qAsConst", "ref", "cref"}, Free::Pass)
          .Cases({"addressof", "__addressof"}, Free::Address)
          .Cases({"begin", "cbegin", "adl_begin"}, Free::Begin)
          .Cases({"end", "cend", "adl_end"}, Free::End)
          .Cases({"next", "prev"}, Free::Next)
          .Case("advance", Free::Advance)
          .Case("swap", Free::Swap)
          .Cases({"erase_if", "EraseIf"}, Free::EraseIf)
          .Cases({"make_unique", "make_shared", "allocate_shared", "WrapUnique", "make_optional"},
                 Free::NonNull)
          .Case("exchange", Free::Exchange)
          .Case("get", Free::Get)
          .Cases({"get_if", "dynamic_pointer_cast", "any_cast"}, Free::GetIf)
          .Case("holds_alternative", Free::Holds)
          .Cases({"size", "empty", "ssize"}, Free::Size)
          .Default(Free::None);
  if (kind == Free::None || !sources_.inSystemHeader(callee.getLocation()))
    if (kind != Free::EraseIf)
      return 0;
  const Expr *first = call.getNumArgs() ? call.getArg(0) : nullptr;
  const llvm::ArrayRef<const Expr *> arguments(call.getArgs(), call.getNumArgs());
  switch (kind) {
  case Free::Pass:
    if (arguments.size() != 1)
      return 0;
    return lower(first);
  case Free::Address: return value(ir::Op::AddressOf, {lower(first)}, call);
  case Free::Begin:
  case Free::End:
    return lowerContainerCall(call, *first->IgnoreParenImpCasts(),
                              kind == Free::Begin ? "begin" : "end", {});
  case Free::Size: return lowerContainerCall(call, *first->IgnoreParenImpCasts(), "size", {});
  case Free::Next: {
    llvm::SmallVector<ir::ValueId, 2> operands;
    for (const Expr *written : arguments)
      if (!isa<CXXDefaultArgExpr>(written))
        operands.push_back(rvalue(written));
    return value(ir::Op::IteratorNext, operands, call);
  }
  case Free::Advance: value(ir::Op::Advance, {lower(first)}, call); return opaque(call);
  case Free::Swap:
  case Free::EraseIf: {
    const char *method = kind == Free::Swap ? "swap" : "erase_if";
    const Expr *object = first->IgnoreParenImpCasts();
    if (const model::Container *container = types_.container(object->getType());
        container && kind == Free::EraseIf &&
        !types_.model().operation(*container, method, {.count = 1}))
      return 0;
    return lowerContainerCall(call, *object, method, arguments.drop_front());
  }
  case Free::NonNull: {
    const ir::ValueId made = value(ir::Op::NonNull, {}, call);
    const auto *types = callee.getTemplateSpecializationArgs();
    const bool isTyped = types && types->size() > 0 &&
                         types->get(0).getKind() == TemplateArgument::Type &&
                         callee.getName() != "allocate_shared";
    const std::size_t before = block_->instructions.size();
    const ir::ValueId object = value(ir::Op::Deref, {made}, call);
    if (isTyped && constructAt(types->get(0).getAsType(), object, call, arguments))
      return made;
    block_->instructions.resize(before);
    lowerArguments(arguments, &callee);
    return made;
  }
  case Free::Exchange: {
    if (arguments.size() != 2 || !types_.describe(first->getType()).pointerLike())
      return 0;
    const ir::ValueId target = lower(first);
    const bool isMoved = isTracked(types_.describe(first->getType()));
    const ir::ValueId old = value(isMoved ? ir::Op::Move : ir::Op::Load, {target}, *first);
    emit(ir::Op::Store, {target, rvalue(call.getArg(1))}, &call);
    return old;
  }
  case Free::Get: {
    const auto *arg = callee.getTemplateSpecializationArgs();
    if (!arg || arg->size() == 0 || arg->get(0).getKind() != TemplateArgument::Integral)
      return 0;
    const auto index = arg->get(0).getAsIntegral().getLimitedValue();
    const CXXRecordDecl *record = first->getType()->getAsCXXRecordDecl();
    if (!record || !record->getIdentifier() || record->getName() != "pair")
      return 0;
    const ir::ValueId object =
        first->isGLValue() ? lower(first) : value(ir::Op::Temporary, {lower(first)}, *first);
    return value(index == 0 ? ir::Op::First : ir::Op::Second, {object}, call);
  }
  case Free::GetIf: {
    if (!types_.describe(call.getType()).pointerLike())
      return 0;
    return lowerAsked(call, callee, /*isQuestion=*/false);
  }
  case Free::Holds: return lowerAsked(call, callee, /*isQuestion=*/true);
  case Free::None: break;
  }
  return 0;
}

} // namespace maplint::lower
