// Operations of the containers, called in whatever way.

#include "lib/lower/Arguments.h"
#include "lib/lower/Filling.h"
#include "lib/lower/FunctionLowering.h"

using namespace clang;

namespace maplint::lower {

/// `std::copy(first, last, std::inserter(m, hint))` is `m.insert(first, last)`.
ir::ValueId FunctionLowering::lowerFilling(const CallExpr &call) {
  const ir::LoopId loop = shape_->fillingOf(call);
  const auto filling = loop == ir::none ? std::nullopt : fillingOf(call);
  // What a visit does is done by what it calls; that it fills the container is said in addition.
  const ir::ValueId visited = filling && filling->isVisit ? lowerPlainCall(call) : 0;
  const model::Container *container =
      filling ? types_.container(filling->container->getType()) : nullptr;
  if (!container || !filling->container->isGLValue())
    return visited;
  const model::Operation *operation = types_.model().operation(
      *container, "insert", {.count = 2, .firstIsIterator = false, .secondIsIterator = true});
  if (!operation || operation->kind != model::OpKind::InsertRange)
    return visited;
  const ir::ValueId place = lower(filling->container);
  const ir::ValueId first = rvalue(filling->first);
  const ir::ValueId last = filling->last ? rvalue(filling->last) : first;
  if (filling->made)
    rvalue(filling->made);
  ir::Instruction &instruction = emit(ir::Op::Container, {place, first, last}, &call);
  instruction.container = container;
  instruction.operation = operation;
  instruction.places = 1U;
  instruction.index = loop;
  instruction.imm = makesFewKeys(*filling) ? 1 : 0;
  instruction.result = newValue();
  return visited ? visited : instruction.result;
}

/// True when `argument` has the type of the container's own iterators.
static bool isOwnIterator(const Expr &argument, const Expr &object, ASTContext &context) {
  const CXXRecordDecl *container = object.getType().getNonReferenceType()->getAsCXXRecordDecl();
  if (!container && object.getType()->isPointerType())
    container = object.getType()->getPointeeType()->getAsCXXRecordDecl();
  const Type *written =
      context.getCanonicalType(argument.IgnoreImplicit()->getType().getNonReferenceType())
          .getUnqualifiedType()
          .getTypePtr();
  for (const CXXRecordDecl *at = container; at && at->hasDefinition();) {
    for (const llvm::StringRef name : {"iterator", "const_iterator"})
      for (const NamedDecl *found : at->lookup(&context.Idents.get(name)))
        if (const auto *type = dyn_cast<TypeDecl>(found))
          if (context.getCanonicalType(context.getTypeDeclType(type))
                  .getUnqualifiedType()
                  .getTypePtr() == written)
            return true;
    at = at->getNumBases() == 1 ? at->bases_begin()->getType()->getAsCXXRecordDecl() : nullptr;
  }
  return false;
}

/// True for any iterator: a pointer, or a class named as one.
static bool isAnyIterator(const Expr &argument) {
  const QualType type = argument.getType().getNonReferenceType();
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  return type->isPointerType() ||
         (record && record->getIdentifier() && record->getName().contains("terator"));
}

/// True for a braced list, and for another container of the receiver's own type.
static bool isList(const Expr &argument, const Expr &object) {
  const QualType type = argument.getType().getNonReferenceType();
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record)
    return false;
  return (record->getIdentifier() && record->getName() == "initializer_list") ||
         record == object.getType().getNonReferenceType()->getAsCXXRecordDecl();
}

ir::ValueId FunctionLowering::lowerContainerCall(const Expr &call, const Expr &object,
                                                 llvm::StringRef method,
                                                 llvm::ArrayRef<const Expr *> arguments) {
  const QualType type = object.getType();
  const bool throughPointer = type->isPointerType();
  const model::Container *container =
      types_.container(throughPointer ? type->getPointeeType() : type);
  if (!container)
    return 0;
  while (!arguments.empty() && isa<CXXDefaultArgExpr>(arguments.back()))
    arguments = arguments.drop_back();
  model::ArgumentShape shape{.count = static_cast<unsigned>(arguments.size())};
  if (!arguments.empty()) {
    shape.firstIsIterator = isOwnIterator(*arguments[0], object, context_);
    shape.firstIsList = isList(*arguments[0], object);
  }
  if (arguments.size() > 1)
    shape.secondIsIterator = isAnyIterator(*arguments[1]);
  if (const auto *written = dyn_cast<CallExpr>(&call))
    if (const auto *callee = dyn_cast_or_null<CXXMethodDecl>(written->getDirectCallee()))
      shape.onConst = callee->isConst();
  const model::Operation *operation =
      types_.model().operation(*container, std::string_view(method), shape);
  if (!operation)
    return 0;
  ir::ValueId place = 0;
  if (throughPointer)
    place = value(ir::Op::Deref, {rvalue(&object)}, object);
  else
    place =
        object.isGLValue() ? lower(&object) : value(ir::Op::Temporary, {lower(&object)}, object);
  llvm::SmallVector<ir::ValueId, 4> operands{place};
  for (const Expr *written : arguments)
    operands.push_back(argument(written, true));
  ir::Instruction &instruction = emit(ir::Op::Container, operands, &call);
  instruction.container = container;
  instruction.operation = operation;
  instruction.places = 1U | placesOf(arguments) << 1U;
  instruction.type = types_.type(call.getType());
  return instruction.result = newValue();
}

} // namespace maplint::lower
