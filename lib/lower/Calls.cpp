#include "lib/lower/Filling.h"
#include "lib/lower/FunctionLowering.h"

#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace maplint::lower {

/// The operand of `std::move(x)`, or null.
static const Expr *movedFrom(const Expr *expression) {
  const auto *call = dyn_cast<CallExpr>(expression->IgnoreParenImpCasts());
  return call && call->isCallToStdMove() ? call->getArg(0) : nullptr;
}

static bool isTracked(const ir::Type &type) {
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

/// Bit i is set when argument i is a glvalue: its operand names a place.
static std::uint32_t placesOf(llvm::ArrayRef<const Expr *> arguments) {
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

/// `std::copy(first, last, std::inserter(m, hint))` is `m.insert(first, last)`.
ir::ValueId FunctionLowering::lowerFilling(const CallExpr &call) {
  const ir::LoopId loop = shape_->fillingOf(call);
  const auto filling = loop == ir::none ? std::nullopt : fillingOf(call);
  const model::Container *container =
      filling ? types_.container(filling->container->getType()) : nullptr;
  if (!container || !filling->container->isGLValue())
    return 0;
  const model::Operation *operation = types_.model().operation(
      *container, "insert", {.count = 2, .firstIsIterator = false, .secondIsIterator = true});
  if (!operation || operation->kind != model::OpKind::InsertRange)
    return 0;
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
  return instruction.result = newValue();
}

ir::ValueId FunctionLowering::lowerCall(const CallExpr &call) {
  if (const ir::ValueId done = lowerFilling(call))
    return done;
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
    block_->instructions.back().imm = postfix ? 1 : 0;
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
    const ir::ValueId old = value(ir::Op::Load, {target}, *first);
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
  const ir::ValueId object = value(ir::Op::Temporary, {0}, call);
  if (!constructAt(sequence->getTemplateArgs()[0].getAsType(), object, call,
                   {call.getArgs(), call.getNumArgs()}))
    return 0;
  ir::Instruction &instruction = emit(ir::Op::Call, {receiver, object}, &call);
  instruction.symbol = types_.function(*method);
  instruction.imm = call.isGLValue() ? 1 : 0;
  instruction.places = 3;
  instruction.type = types_.type(call.getType());
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
