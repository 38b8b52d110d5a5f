#include "lib/lower/FunctionLowering.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/Support/xxhash.h"

using namespace clang;

namespace maplint::lower {

ir::ValueId FunctionLowering::lower(const Expr *expression) {
  if (!expression)
    return 0;
  const auto known = values_.find(expression);
  if (known != values_.end())
    return known->second;
  const ir::ValueId result = lowerNew(*expression);
  values_[expression] = result;
  return result;
}

ir::ValueId FunctionLowering::rvalue(const Expr *expression) {
  const ir::ValueId result = lower(expression);
  if (!expression->isGLValue() || result == 0)
    return result;
  return value(ir::Op::Load, {result}, *expression);
}

ir::ValueId FunctionLowering::opaque(const Expr &expression, llvm::ArrayRef<ir::ValueId> operands) {
  ir::Instruction &instruction = emit(ir::Op::Opaque, operands, &expression);
  instruction.type = types_.type(expression.getType());
  return instruction.result = newValue();
}

/// The expression whose value a wrapper passes on, or null when `expression` is no wrapper.
static const Expr *wrapped(const Expr &expression) {
  if (const auto *e = dyn_cast<ParenExpr>(&expression))
    return e->getSubExpr();
  if (const auto *e = dyn_cast<FullExpr>(&expression))
    return e->getSubExpr();
  if (const auto *e = dyn_cast<CXXBindTemporaryExpr>(&expression))
    return e->getSubExpr();
  if (const auto *e = dyn_cast<SubstNonTypeTemplateParmExpr>(&expression))
    return e->getReplacement();
  if (const auto *e = dyn_cast<CXXRewrittenBinaryOperator>(&expression))
    return e->getSemanticForm();
  if (const auto *e = dyn_cast<CXXDefaultInitExpr>(&expression))
    return e->getExpr();
  if (const auto *e = dyn_cast<OpaqueValueExpr>(&expression))
    return e->getSourceExpr();
  if (const auto *e = dyn_cast<CXXStdInitializerListExpr>(&expression))
    return e->getSubExpr();
  return nullptr;
}

ir::ValueId FunctionLowering::lowerNew(const Expr &expression) {
  if (const Expr *inner = wrapped(expression))
    return lower(inner);
  if (const auto *e = dyn_cast<CastExpr>(&expression))
    return lowerCast(*e);
  if (const auto *e = dyn_cast<DeclRefExpr>(&expression))
    return lowerReference(*e, *e->getDecl());
  if (const auto *e = dyn_cast<MemberExpr>(&expression))
    return lowerMember(*e);
  if (const auto *e = dyn_cast<CallExpr>(&expression))
    return lowerCall(*e);
  if (const auto *e = dyn_cast<CXXConstructExpr>(&expression))
    return lowerConstruct(*e);
  if (const auto *e = dyn_cast<UnaryOperator>(&expression))
    return lowerUnary(*e);
  if (const auto *e = dyn_cast<BinaryOperator>(&expression))
    return lowerBinary(*e);
  if (const auto *e = dyn_cast<LambdaExpr>(&expression))
    return lowerLambdaExpression(*e);
  if (const auto *e = dyn_cast<MaterializeTemporaryExpr>(&expression)) {
    const ir::ValueId inner = lower(e->getSubExpr());
    return e->getSubExpr()->isGLValue() ? inner : value(ir::Op::Temporary, {inner}, *e);
  }
  if (const auto *e = dyn_cast<ArraySubscriptExpr>(&expression)) {
    const ir::ValueId base = rvalue(e->getBase());
    const ir::ValueId index = rvalue(e->getIdx());
    const ir::ValueId array = value(ir::Op::Deref, {base}, *e);
    return value(ir::Op::Index, {array, index}, *e);
  }
  if (isa<CXXThisExpr>(&expression)) {
    const ir::ValueId self = value(ir::Op::This, {}, expression);
    return value(ir::Op::AddressOf, {self}, expression);
  }
  if (const auto *e = dyn_cast<CXXNewExpr>(&expression)) {
    if (e->getInitializer())
      rvalue(e->getInitializer());
    return value(ir::Op::NonNull, {}, *e);
  }
  if (const auto *e = dyn_cast<CXXDeleteExpr>(&expression))
    return lowerDelete(*e);
  if (isa<CXXNullPtrLiteralExpr>(&expression) || isa<GNUNullExpr>(&expression))
    return value(ir::Op::Null, {}, expression);
  const auto integer = [&](std::int64_t constant) {
    const ir::ValueId result = value(ir::Op::Integer, {}, expression);
    block_->instructions.back().imm = constant;
    return result;
  };
  if (const auto *e = dyn_cast<IntegerLiteral>(&expression))
    return integer(static_cast<std::int64_t>(e->getValue().getLimitedValue()));
  if (const auto *e = dyn_cast<CXXBoolLiteralExpr>(&expression))
    return integer(e->getValue() ? 1 : 0);
  if (const auto *e = dyn_cast<CharacterLiteral>(&expression))
    return integer(e->getValue());
  if (const auto *e = dyn_cast<clang::StringLiteral>(&expression)) // equal text, equal key
    return integer(static_cast<std::int64_t>(llvm::xxh3_64bits(e->getBytes()) >> 1));
  if (isa<ImplicitValueInitExpr>(&expression) || isa<CXXScalarValueInitExpr>(&expression))
    return expression.getType()->isPointerType() ? value(ir::Op::Null, {}, expression) : integer(0);
  if (const auto *e = dyn_cast<InitListExpr>(&expression)) {
    if (e->getNumInits() == 0 && e->getType()->isPointerType())
      return value(ir::Op::Null, {}, *e);
    if (e->getNumInits() == 1 && !e->getType()->isArrayType() && !e->getType()->isRecordType())
      return lower(e->getInit(0));
    if (const ir::ValueId made = lowerAggregate(*e))
      return made;
    llvm::SmallVector<ir::ValueId, 8> parts;
    for (const Expr *init : e->inits())
      parts.push_back(rvalue(init));
    return opaque(*e, parts);
  }
  llvm::SmallVector<ir::ValueId, 4> operands;
  for (const Stmt *child : expression.children()) {
    const auto *part = dyn_cast_or_null<Expr>(child);
    const auto found = part ? values_.find(part) : values_.end();
    if (found != values_.end() && found->second)
      operands.push_back(found->second);
  }
  return opaque(expression, operands);
}

/// `Frame{states[id], 1}`: an object of a class of user code that keeps a reference or pointer.
ir::ValueId FunctionLowering::lowerAggregate(const InitListExpr &list) {
  const CXXRecordDecl *record = list.getType()->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition() || record->getNumBases() != 0 || record->isUnion() ||
      sources_.inSystemHeader(record->getLocation()) || list.getNumInits() == 0)
    return 0;
  const auto keeps = [&](const FieldDecl *field) {
    const ir::TypeKind kind = types_.describe(field->getType()).kind;
    return field->getType()->isReferenceType() || kind == ir::TypeKind::Pointer ||
           kind == ir::TypeKind::Iterator;
  };
  if (llvm::none_of(record->fields(), keeps))
    return 0;
  const ir::ValueId object = value(ir::Op::Temporary, {0}, list);
  unsigned n = 0;
  for (const FieldDecl *field : record->fields()) {
    if (n >= list.getNumInits())
      break;
    const Expr *init = list.getInit(n++);
    if (isa<ImplicitValueInitExpr>(init) && !keeps(field))
      continue;
    const ir::ValueId given = field->getType()->isReferenceType()
                                  ? value(ir::Op::AddressOf, {lower(init)}, *init)
                                  : rvalue(init);
    const ir::ValueId place = value(ir::Op::Field, {object}, list);
    block_->instructions.back().symbol = types_.field(*field);
    emit(ir::Op::Store, {place, given}, init).imm = 1;
  }
  return value(ir::Op::Load, {object}, list);
}

ir::ValueId FunctionLowering::lowerCast(const CastExpr &cast) {
  const Expr *inner = cast.getSubExpr();
  switch (cast.getCastKind()) {
  case CK_LValueToRValue: return value(ir::Op::Load, {lower(inner)}, cast);
  case CK_NullToPointer: return value(ir::Op::Null, {}, cast);
  case CK_ToVoid: lower(inner); return 0;
  case CK_ArrayToPointerDecay: {
    if (isa<clang::StringLiteral>(inner->IgnoreParens()))
      return lower(inner);
    return value(ir::Op::AddressOf, {lower(inner)}, cast);
  }
  case CK_PointerToBoolean:
  case CK_IntegralToBoolean:
  case CK_FloatingToBoolean:
  case CK_MemberPointerToBoolean: return value(ir::Op::Truth, {rvalue(inner)}, cast);
  case CK_Dynamic: {
    const ir::ValueId operand = lower(inner);
    if (!cast.getType()->isPointerType())
      return operand;
    const ir::ValueId result = opaque(cast, {operand});
    block_->instructions.back().imm = 1;
    return result;
  }
  case CK_IntegralToFloating:
  case CK_FloatingToIntegral:
  case CK_PointerToIntegral:
  case CK_IntegralToPointer: return opaque(cast, {rvalue(inner)});
  default: return lower(inner);
  }
}

ir::ValueId FunctionLowering::lowerReference(const Expr &expression, const ValueDecl &declaration) {
  if (const auto *binding = dyn_cast<BindingDecl>(&declaration))
    return lowerBinding(*binding, expression);
  if (const auto *constant = dyn_cast<EnumConstantDecl>(&declaration)) {
    const ir::ValueId result = value(ir::Op::Integer, {}, expression);
    block_->instructions.back().imm = constant->getInitVal().getExtValue();
    return result;
  }
  if (const auto *function = dyn_cast<FunctionDecl>(&declaration)) {
    const ir::ValueId result = value(ir::Op::Function, {}, expression);
    block_->instructions.back().symbol = types_.function(*function);
    return result;
  }
  const auto *named = dyn_cast<VarDecl>(&declaration);
  if (!named)
    return opaque(expression);
  if (!named->hasLocalStorage()) {
    const ir::ValueId place = value(ir::Op::Global, {}, expression);
    block_->instructions.back().symbol = types_.variable(*named);
    if (!named->getType()->isReferenceType())
      return place;
    const ir::ValueId target = value(ir::Op::Load, {place}, expression);
    return value(ir::Op::Deref, {target}, expression);
  }
  const ir::ValueId place = value(ir::Op::Var, {}, expression);
  block_->instructions.back().index =
      named->getDeclContext() == &declaration_ ? variable(*named) : capture(*named);
  return place;
}

ir::ValueId FunctionLowering::lowerBinding(const BindingDecl &binding, const Expr &expression) {
  const auto captured = variables_.find(&binding);
  if (captured != variables_.end()) {
    const ir::ValueId place = value(ir::Op::Var, {}, expression);
    block_->instructions.back().index = captured->second;
    return place;
  }
  const auto *whole = dyn_cast_or_null<DecompositionDecl>(binding.getDecomposedDecl());
  if (!whole || !whole->hasLocalStorage())
    return opaque(expression);
  unsigned position = 0;
  for (const BindingDecl *each : whole->bindings()) {
    if (each == &binding)
      break;
    ++position;
  }
  const ir::ValueId object = value(ir::Op::Var, {}, expression);
  block_->instructions.back().index = variable(*whole);
  if (whole->bindings().size() == 2)
    return value(position == 0 ? ir::Op::First : ir::Op::Second, {object}, expression);
  const ir::ValueId index = value(ir::Op::Integer, {}, expression);
  block_->instructions.back().imm = position;
  return value(ir::Op::Index, {object, index}, expression);
}

ir::ValueId FunctionLowering::lowerMember(const MemberExpr &member) {
  const ValueDecl *declared = member.getMemberDecl();
  if (isa<VarDecl>(declared) || isa<EnumConstantDecl>(declared))
    return lowerReference(member, *declared);
  const Expr *base = member.getBase();
  ir::ValueId object = 0;
  if (member.isArrow())
    object = value(ir::Op::Deref, {rvalue(base)}, *base);
  else
    object = base->isGLValue() ? lower(base) : value(ir::Op::Temporary, {lower(base)}, *base);
  const auto *field = dyn_cast<FieldDecl>(declared);
  if (!field)
    return object;
  if (field->getIdentifier() && field->getName() == "first")
    return value(ir::Op::First, {object}, member);
  if (field->getIdentifier() && field->getName() == "second")
    return value(ir::Op::Second, {object}, member);
  const ir::ValueId place = value(ir::Op::Field, {object}, member);
  block_->instructions.back().symbol = types_.field(*field);
  if (!field->getType()->isReferenceType())
    return place;
  const ir::ValueId target = value(ir::Op::Load, {place}, member);
  return value(ir::Op::Deref, {target}, member);
}

ir::ValueId FunctionLowering::lowerUnary(const UnaryOperator &unary) {
  if (unary.getOpcode() == UO_Minus)
    if (const auto *number = dyn_cast<IntegerLiteral>(unary.getSubExpr()->IgnoreParens())) {
      const ir::ValueId result = value(ir::Op::Integer, {}, unary);
      block_->instructions.back().imm =
          -static_cast<std::int64_t>(number->getValue().getLimitedValue(INT64_MAX));
      return result;
    }
  const Expr *inner = unary.getSubExpr();
  switch (unary.getOpcode()) {
  case UO_AddrOf: return value(ir::Op::AddressOf, {lower(inner)}, unary);
  case UO_Deref: return value(ir::Op::Deref, {rvalue(inner)}, unary);
  case UO_LNot: return value(ir::Op::Not, {rvalue(inner)}, unary);
  case UO_PreInc:
  case UO_PreDec:
  case UO_PostInc:
  case UO_PostDec: {
    const ir::ValueId place = lower(inner);
    const bool postfix = unary.isPostfix();
    const ir::ValueId advanced = value(ir::Op::Advance, {place}, unary);
    block_->instructions.back().imm =
        (postfix ? 1 : 0) | (unary.isDecrementOp() ? ir::advancesBack : 0);
    return postfix ? advanced : place;
  }
  case UO_Extension:
  case UO_Plus: return lower(inner);
  default: return opaque(unary, {rvalue(inner)});
  }
}

ir::ValueId FunctionLowering::compare(const Expr &at, BinaryOperatorKind kind, ir::ValueId left,
                                      ir::ValueId right) {
  if (kind == BO_GT)
    return compare(at, BO_LT, right, left);
  // Of floating point numbers neither need hold.
  const auto *binary = dyn_cast<BinaryOperator>(&at);
  if (binary && binary->getLHS()->getType()->isIntegerType() && (kind == BO_GE || kind == BO_LE)) {
    const bool isAtLeast = kind == BO_GE;
    const ir::ValueId less = compare(at, BO_LT, isAtLeast ? left : right, isAtLeast ? right : left);
    return value(ir::Op::Not, {less}, at);
  }
  const ir::ValueId result = value(ir::Op::Compare, {left, right}, at);
  const auto predicate = kind == BO_EQ   ? ir::ComparePredicate::Equal
                         : kind == BO_NE ? ir::ComparePredicate::NotEqual
                         : kind == BO_LT ? ir::ComparePredicate::Less
                                         : ir::ComparePredicate::Other;
  block_->instructions.back().imm = static_cast<std::int64_t>(predicate);
  return result;
}

ir::ValueId FunctionLowering::lowerBinary(const BinaryOperator &binary) {
  const Expr *left = binary.getLHS();
  const Expr *right = binary.getRHS();
  if (binary.getOpcode() == BO_Assign) {
    const ir::ValueId stored = rvalue(right);
    const ir::ValueId place = lower(left);
    emit(ir::Op::Store, {place, stored}, &binary);
    return place;
  }
  if (binary.isCompoundAssignmentOp()) {
    const ir::ValueId operand = rvalue(right);
    const ir::ValueId place = lower(left);
    const ir::ValueId old = value(ir::Op::Load, {place}, *left);
    const ir::ValueId changed = opaque(binary, {old, operand});
    if (binary.getOpcode() == BO_AddAssign && left->getType()->isIntegerType())
      block_->instructions.back().imm = ir::sumOfCounts;
    emit(ir::Op::Store, {place, changed}, &binary);
    return place;
  }
  if (binary.getOpcode() == BO_Comma) {
    lower(left);
    return lower(right);
  }
  const ir::ValueId a = rvalue(left);
  const ir::ValueId b = rvalue(right);
  if (binary.isLogicalOp())
    return value(binary.getOpcode() == BO_LAnd ? ir::Op::And : ir::Op::Or, {a, b}, binary);
  if (binary.isComparisonOp())
    return compare(binary, binary.getOpcode(), a, b);
  if (binary.isAdditiveOp() && left->getType()->isPointerType())
    return value(ir::Op::IteratorNext, {a, b}, binary);
  return opaque(binary, {a, b});
}

/// `std::function<void(int)> visit = [&](int n) { ... visit(n - 1); }`: the closure calls itself.
void FunctionLowering::markSelf(const LambdaExpr &lambda, ir::Function &body) {
  std::uint32_t at = body.parameters;
  for (const LambdaCapture &capture : lambda.captures()) {
    if (!capture.capturesVariable())
      continue;
    const auto *variable = dyn_cast<VarDecl>(capture.getCapturedVar());
    const Expr *init = variable ? variable->getInit() : nullptr;
    if (init && init->IgnoreUnlessSpelledInSource() == &lambda)
      body.variables[at].isSelf = true;
    ++at;
  }
}

ir::ValueId FunctionLowering::lowerLambdaExpression(const LambdaExpr &lambda) {
  llvm::SmallVector<ir::ValueId, 4> captured;
  auto init = lambda.capture_init_begin();
  for (const LambdaCapture &capture : lambda.captures()) {
    const Expr *source = *init++;
    if (!capture.capturesVariable())
      continue;
    captured.push_back(capture.getCaptureKind() == LCK_ByRef ? lower(source) : rvalue(source));
  }
  const ir::FunctionId function = lowerLambda_(lambda);
  const auto named = initializes_.find(&lambda);
  if (function != ir::none)
    types_.unit().functions[function].name = named == initializes_.end() || !named->second
                                                 ? "the lambda"
                                                 : named->second->getNameAsString();
  if (function != ir::none)
    markSelf(lambda, types_.unit().functions[function]);
  const ir::ValueId result = value(ir::Op::Lambda, captured, lambda);
  block_->instructions.back().index = function;
  return result;
}

} // namespace maplint::lower
