// Objects that are made: constructors, and functions that pass arguments on to one.

#include "lib/lower/Arguments.h"
#include "lib/lower/FunctionLowering.h"

#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace maplint::lower {

/// True for a sequence that owns its elements: what views it points to them.
bool FunctionLowering::pointsInto(const Expr &sequence) {
  const ir::Type type = types_.describe(sequence.getType());
  return sequence.isGLValue() && type.kind == ir::TypeKind::Sequence && !type.isView;
}

ir::ValueId FunctionLowering::elementsOf(const Expr &sequence) {
  const ir::ValueId elements = value(ir::Op::Index, {lower(&sequence), 0}, sequence);
  return value(ir::Op::AddressOf, {elements}, sequence);
}

/// The constructor of `made` that so many arguments choose, when it is the only one of user code.
static const CXXConstructorDecl *constructorFor(QualType made, unsigned arguments,
                                                Sources &sources) {
  const CXXRecordDecl *record = made.isNull() ? nullptr : made->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition() || arguments == 0)
    return nullptr;
  const CXXConstructorDecl *found = nullptr;
  for (const CXXConstructorDecl *each : record->ctors()) {
    if (each->isImplicit() || each->isDeleted() || each->isCopyOrMoveConstructor() ||
        arguments < each->getMinRequiredArguments() || arguments > each->getNumParams())
      continue;
    if (found)
      return nullptr;
    found = each;
  }
  return found && !sources.inSystemHeader(found->getLocation()) ? found : nullptr;
}

/// What a function that takes a constructor's arguments makes of them: the call of the constructor
/// on the object at `place`. False when nobody knows which constructor it is.
bool FunctionLowering::constructAt(QualType made, ir::ValueId place, const Expr &at,
                                   llvm::ArrayRef<const Expr *> arguments) {
  const CXXConstructorDecl *constructor =
      constructorFor(made, static_cast<unsigned>(arguments.size()), sources_);
  if (!constructor)
    return false;
  llvm::SmallVector<ir::ValueId, 4> operands{place};
  for (const Expr *written : arguments)
    operands.push_back(argument(written, true));
  ir::Instruction &instruction = emit(ir::Op::Call, operands, &at);
  instruction.symbol = types_.function(*constructor);
  instruction.places = 1U | placesOf(arguments) << 1U;
  instruction.type = types_.type(made);
  instruction.result = newValue();
  return true;
}

/// `v.emplace_back(arguments)` adds an object that is made of them.
ir::ValueId FunctionLowering::lowerEmplace(const CXXMemberCallExpr &call, ir::ValueId receiver) {
  const CXXMethodDecl *method = call.getMethodDecl();
  const bool emplaces = method->getIdentifier() && method->getName().starts_with("emplace");
  const auto *sequence = dyn_cast_or_null<ClassTemplateSpecializationDecl>(method->getParent());
  if (!emplaces || !sequence || !sources_.inSystemHeader(method->getLocation()) ||
      types_.describe(call.getObjectType()).kind != ir::TypeKind::Sequence ||
      sequence->getTemplateArgs().size() == 0 ||
      sequence->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return 0;
  const QualType element = sequence->getTemplateArgs()[0].getAsType();
  const bool makesView =
      types_.describe(element).isView && call.getNumArgs() == 1 && pointsInto(*call.getArg(0));
  const ir::ValueId object =
      makesView ? elementsOf(*call.getArg(0)) : value(ir::Op::Temporary, {0}, call);
  if (!makesView && !constructAt(element, object, call, {call.getArgs(), call.getNumArgs()}))
    return 0;
  ir::Instruction &instruction = emit(ir::Op::Call, {receiver, object}, &call);
  instruction.symbol = types_.function(*method);
  instruction.imm = call.isGLValue() ? 1 : 0;
  instruction.places = makesView ? 1 : 3;
  instruction.type = types_.type(call.getType());
  return instruction.result = newValue();
}

/// [expr.delete]: the destructor runs first; of a virtual one perhaps that of a derived class.
ir::ValueId FunctionLowering::lowerDelete(const CXXDeleteExpr &deletion) {
  const QualType type = deletion.getDestroyedType();
  const CXXRecordDecl *record = type.isNull() ? nullptr : type->getAsCXXRecordDecl();
  const CXXDestructorDecl *destructor =
      record && record->hasDefinition() ? record->getDestructor() : nullptr;
  const ir::ValueId pointer = rvalue(deletion.getArgument());
  if (!destructor || deletion.isArrayForm() || sources_.inSystemHeader(record->getLocation()) ||
      (!destructor->isUserProvided() && !destructor->isVirtual()))
    return opaque(deletion, {pointer});
  const ir::ValueId object = value(ir::Op::Deref, {pointer}, deletion);
  ir::Instruction &instruction = emit(ir::Op::Call, {object}, &deletion);
  instruction.symbol = types_.function(*destructor);
  instruction.places = 1;
  instruction.type = types_.type(deletion.getType());
  return instruction.result = newValue();
}

ir::ValueId FunctionLowering::lowerConstruct(const CXXConstructExpr &construct) {
  const auto initialised = initializes_.find(&construct);
  const VarDecl *target = initialised == initializes_.end() ? nullptr : initialised->second;
  if (const ir::ValueId done = lowerConcurrencyConstruct(construct, target))
    return done;
  if (const ir::ValueId done = lowerPointerConstruct(construct))
    return done;
  const CXXConstructorDecl *constructor = construct.getConstructor();
  llvm::SmallVector<const Expr *, 4> arguments;
  for (const Expr *written : construct.arguments())
    if (!isa<CXXDefaultArgExpr>(written))
      arguments.push_back(written);
  const ir::Type type = types_.describe(construct.getType());
  if (arguments.size() == 1 && constructor->isCopyOrMoveConstructor()) {
    if (const Expr *source = movedFrom(arguments[0]);
        source && isTracked(types_.describe(source->getType())))
      return value(ir::Op::Move, {lower(source)}, construct);
    return rvalue(arguments[0]);
  }
  // string -> string_view, vector -> span: it points to the elements of what it is made from.
  if (type.isView && arguments.size() == 1 && pointsInto(*arguments[0]))
    return elementsOf(*arguments[0]);
  // iterator -> const_iterator, const char * -> string, T * -> wrapper: the identity stays.
  const bool converts = arguments.size() == 1 && !constructor->isExplicit() &&
                        type.kind != ir::TypeKind::Container &&
                        !construct.getType()->isAggregateType() &&
                        sources_.inSystemHeader(constructor->getLocation());
  if (converts || (arguments.size() == 1 && type.kind == ir::TypeKind::Iterator))
    return rvalue(arguments[0]);
  // std::packaged_task keeps what it is made of, explicit as its constructor is.
  if (arguments.size() == 1 && type.kind == ir::TypeKind::Callable)
    return rvalue(arguments[0]);
  const auto values = lowerArguments(arguments, constructor);
  // string_view -> string: what it points to is copied.
  if (type.kind == ir::TypeKind::Sequence && !type.isView && arguments.size() == 1 &&
      types_.describe(arguments[0]->getType()).isView)
    value(ir::Op::Load, {value(ir::Op::Deref, {rvalue(arguments[0])}, construct)}, construct);
  if (sources_.inSystemHeader(constructor->getLocation()) || constructor->isImplicit()) {
    const ir::ValueId result = opaque(construct, values);
    block_->instructions.back().places = placesOf(arguments);
    return result;
  }
  llvm::SmallVector<ir::ValueId, 4> operands;
  if (target && target->hasLocalStorage()) {
    const ir::ValueId place = value(ir::Op::Var, {}, construct);
    block_->instructions.back().index = variable(*target);
    operands.push_back(place);
  } else {
    operands.push_back(0);
  }
  operands.append(values.begin(), values.end());
  ir::Instruction &instruction = emit(ir::Op::Call, operands, &construct);
  instruction.symbol = types_.function(*constructor);
  instruction.places = 1U | placesOf(arguments) << 1U;
  instruction.type = types_.type(construct.getType());
  return instruction.result = newValue();
}

} // namespace maplint::lower
