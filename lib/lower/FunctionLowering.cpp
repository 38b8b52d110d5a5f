#include "lib/lower/FunctionLowering.h"

#include "lib/lower/Concurrency.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace maplint::lower {

static std::unique_ptr<CFG> buildGraph(const FunctionDecl &declaration, ASTContext &context) {
  CFG::BuildOptions options;
  options.AddImplicitDtors = true;
  options.AddTemporaryDtors = true;
  options.AddInitializers = true;
  options.AddCXXDefaultInitExprInCtors = true;
  options.PruneTriviallyFalseEdges = true;
  options.setAllAlwaysAdd();
  return CFG::buildCFG(&declaration, declaration.getBody(), &context, options);
}

FunctionLowering::FunctionLowering(Types &types, const FunctionDecl &declaration,
                                   ir::Function &function, LambdaLowering lowerLambda)
    : types_(types), sources_(types.sources()), context_(types.context()),
      declaration_(declaration), function_(function), lowerLambda_(lowerLambda) {}

void FunctionLowering::run() {
  declareParameters();
  graph_ = buildGraph(declaration_, context_);
  if (!graph_)
    return;
  shape_ = std::make_unique<Shape>(declaration_.getBody(), context_, sources_, function_);
  for (const CFGBlock *block : *graph_)
    for (const CFGElement &element : *block)
      if (const auto statement = element.getAs<CFGStmt>())
        if (const auto *decl = dyn_cast<DeclStmt>(statement->getStmt()))
          for (const Decl *d : decl->decls())
            if (const auto *var = dyn_cast<VarDecl>(d); var && var->getInit())
              initializes_[var->getInit()->IgnoreImplicit()] = var;
  function_.blocks.resize(graph_->getNumBlockIDs());
  function_.entry = graph_->getEntry().getBlockID();
  // The graph numbers blocks from the exit upwards; evaluation runs the other way round.
  llvm::SmallVector<const CFGBlock *, 32> order(graph_->getNumBlockIDs(), nullptr);
  for (const CFGBlock *block : *graph_)
    order[block->getBlockID()] = block;
  for (const CFGBlock *block : llvm::reverse(order))
    if (block)
      lowerBlock(*block);
  fillLoops();
}

void FunctionLowering::declareParameters() {
  for (const ParmVarDecl *parameter : declaration_.parameters()) {
    const ir::VarId id = addVariable(*parameter, ir::Storage::Parameter);
    // A generic closure that is given itself: `solve(solve, n)`.
    const auto *closure = dyn_cast<CXXMethodDecl>(&declaration_);
    const CXXRecordDecl *given = parameter->getType().getNonReferenceType()->getAsCXXRecordDecl();
    function_.variables[id].isSelf =
        closure && given && closure->getParent()->isLambda() && given == closure->getParent();
    const bool isKnown = parameter->hasDefaultArg() && !parameter->hasUnparsedDefaultArg() &&
                         !parameter->hasUninstantiatedDefaultArg();
    function_.variables[id].defaultsToNull =
        isKnown && parameter->getType()->isPointerType() &&
        parameter->getDefaultArg()->isNullPointerConstant(context_, Expr::NPC_NeverValueDependent);
  }
  function_.parameters = declaration_.getNumParams();
  const auto *method = dyn_cast<CXXMethodDecl>(&declaration_);
  if (method && method->getParent()->isLambda())
    declareCaptures(*method->getParent());
}

void FunctionLowering::declareCaptures(const CXXRecordDecl &closure) {
  for (const LambdaCapture &capture : closure.captures()) {
    if (!capture.capturesVariable())
      continue;
    const ir::VarId id = addVariable(*capture.getCapturedVar(), ir::Storage::Capture);
    ir::Variable &variable = function_.variables[id];
    variable.isReference = capture.getCaptureKind() == LCK_ByRef;
    ++function_.captures;
  }
}

ir::VarId FunctionLowering::addVariable(const ValueDecl &declaration, ir::Storage storage) {
  const QualType type = declaration.getType();
  ir::Variable variable;
  variable.name = declaration.getNameAsString();
  variable.type = types_.type(type);
  variable.storage = storage;
  variable.isReference = type->isReferenceType();
  variable.isRvalueReference = type->isRValueReferenceType();
  const QualType target = type->isPointerOrReferenceType() ? type->getPointeeType() : type;
  variable.pointsToConst = target.isConstQualified();
  variable.isImplicit = declaration.isImplicit();
  if (const auto *bound = dyn_cast<DecompositionDecl>(&declaration))
    for (const BindingDecl *binding : bound->bindings())
      variable.bindings.push_back(binding->getNameAsString());
  variable.range = sources_.token(declaration.getLocation());
  const auto id = static_cast<ir::VarId>(function_.variables.size());
  function_.variables.push_back(std::move(variable));
  variables_[&declaration] = id;
  return id;
}

ir::VarId FunctionLowering::variable(const VarDecl &declaration) {
  const auto known = variables_.find(&declaration);
  if (known != variables_.end())
    return known->second;
  return addVariable(declaration, ir::Storage::Local);
}

ir::VarId FunctionLowering::capture(const ValueDecl &declaration) {
  const auto known = variables_.find(&declaration);
  if (known != variables_.end())
    return known->second;
  // A variable of an enclosing function that the closure does not list: a constant.
  return addVariable(declaration, ir::Storage::Local);
}

ir::Instruction &FunctionLowering::emit(ir::Op op, llvm::ArrayRef<ir::ValueId> operands,
                                        const Stmt *at) {
  ir::Instruction instruction;
  instruction.op = op;
  instruction.operands.assign(operands.begin(), operands.end());
  if (at) {
    instruction.range = sources_.range(at->getSourceRange());
    if (const auto *expression = dyn_cast<Expr>(at))
      instruction.statement = shape_->statementOf(expression);
  }
  block_->instructions.push_back(std::move(instruction));
  return block_->instructions.back();
}

ir::ValueId FunctionLowering::value(ir::Op op, llvm::ArrayRef<ir::ValueId> operands,
                                    const Expr &at) {
  ir::Instruction &instruction = emit(op, operands, &at);
  instruction.result = newValue();
  return instruction.result;
}

void FunctionLowering::lowerBlock(const CFGBlock &block) {
  block_ = &function_.blocks[block.getBlockID()];
  if (block.getBlockID() == function_.entry)
    ConcurrencyLowering(*this).heldAtEntry();
  for (const CFGElement &element : block) {
    if (block_->loop == ir::none)
      if (const auto statement = element.getAs<CFGStmt>())
        block_->loop = shape_->loopOf(statement->getStmt());
    lowerElement(element);
  }
  lowerTerminator(block);
}

void FunctionLowering::lowerElement(const CFGElement &element) {
  if (const auto statement = element.getAs<CFGStmt>()) {
    const Stmt &lowered = *statement->getStmt();
    lowerStatement(lowered);
    if (!isa<Expr>(lowered) || shape_->statementOf(cast<Expr>(&lowered)).valid())
      ConcurrencyLowering(*this).endTemporaryLocks(lowered);
    return;
  }
  if (const auto initializer = element.getAs<CFGInitializer>()) {
    lowerInitializer(*initializer->getInitializer());
    return;
  }
  if (const auto destructor = element.getAs<CFGAutomaticObjDtor>()) {
    const VarDecl *destroyed = destructor->getVarDecl();
    ir::Instruction &instruction = emit(ir::Op::Destroy, {}, nullptr);
    instruction.index = variable(*destroyed);
    instruction.range = sources_.token(destructor->getTriggerStmt()->getEndLoc());
  }
}

void FunctionLowering::lowerTerminator(const CFGBlock &block) {
  if (block_->loop == ir::none && block.getTerminatorStmt())
    block_->loop = shape_->loopOf(block.getTerminatorStmt());
  if (block.hasNoReturnElement()) {
    block_->terminator = ir::TerminatorKind::Exit;
    return;
  }
  for (const CFGBlock::AdjacentBlock &successor : block.succs()) {
    const CFGBlock *target = successor.getReachableBlock();
    block_->successors.push_back(target ? target->getBlockID() : ir::none);
  }
  if (&block == &graph_->getExit()) {
    block_->terminator = ir::TerminatorKind::Exit;
    return;
  }
  if (block_->successors.size() < 2)
    return;
  const Stmt *terminator = block.getTerminatorStmt();
  if (!terminator || isa<SwitchStmt>(terminator) || block_->successors.size() > 2) {
    block_->terminator = ir::TerminatorKind::Switch;
    return;
  }
  block_->terminator = ir::TerminatorKind::Branch;
  if (const auto *condition = dyn_cast_or_null<Expr>(block.getLastCondition())) {
    block_->condition = rvalue(condition);
    ConcurrencyLowering(*this).endTemporaryLocks(*condition);
    block_->conditionRange = sources_.range(condition->getSourceRange());
  }
}

/// True when `init` makes an empty object without asking for capacity: `T x;`, `T x{};`.
static bool isDefaultConstruction(const Expr *init) {
  init = init->IgnoreImplicit();
  if (const auto *list = dyn_cast<InitListExpr>(init))
    return list->getNumInits() == 0;
  const auto *construct = dyn_cast<CXXConstructExpr>(init);
  if (!construct)
    return false;
  return construct->getNumArgs() == 0 || isa<CXXDefaultArgExpr>(construct->getArg(0));
}

void FunctionLowering::lowerInitializer(const CXXCtorInitializer &initializer) {
  const Expr *init = initializer.getInit();
  if (!init)
    return;
  if (!initializer.isAnyMemberInitializer()) {
    lower(init);
    return;
  }
  const FieldDecl *field = initializer.getAnyMember();
  const Expr *written = init;
  if (const auto *inClass = dyn_cast<CXXDefaultInitExpr>(init))
    written = inClass->getExpr();
  ir::ValueId stored = 0;
  if (field->getType()->isReferenceType()) {
    const ir::ValueId place = lower(written);
    stored = value(ir::Op::AddressOf, {place}, *written);
  } else {
    if (types_.container(field->getType()) && isDefaultConstruction(written))
      return;
    stored = rvalue(written);
  }
  const ir::ValueId self = value(ir::Op::This, {}, *written);
  const ir::ValueId place = value(ir::Op::Field, {self}, *written);
  block_->instructions.back().symbol = types_.field(*field);
  emit(ir::Op::Store, {place, stored}, written).imm = 1;
  sizeContainer(field->getType(), written, place);
}

void FunctionLowering::lowerStatement(const Stmt &statement) {
  if (const auto *declaration = dyn_cast<DeclStmt>(&statement)) {
    lowerDeclaration(*declaration);
    return;
  }
  if (const auto *result = dyn_cast<ReturnStmt>(&statement)) {
    lowerReturn(*result);
    return;
  }
  if (const auto *directive = dyn_cast<OMPExecutableDirective>(&statement)) {
    ConcurrencyLowering(*this).directive(*directive);
    return;
  }
  const auto *expression = dyn_cast<Expr>(&statement);
  if (!expression || shape_->isDeferred(expression))
    return;
  const ir::ValueId result = lower(expression);
  if (const Expr *conditional = shape_->conditionalOf(expression)) {
    ir::ValueId &joined = values_[conditional];
    if (joined == 0)
      joined = newValue();
    emit(ir::Op::Copy, {result}, expression).result = joined;
  }
}

void FunctionLowering::lowerDeclaration(const DeclStmt &statement) {
  for (const Decl *declaration : statement.decls())
    if (const auto *declared = dyn_cast<VarDecl>(declaration))
      lowerVariable(*declared, &statement);
}

void FunctionLowering::lowerVariable(const VarDecl &declared, const DeclStmt *statement) {
  if (!declared.hasLocalStorage())
    return;
  const ir::VarId id = variable(declared);
  function_.variables[id].declaration = sources_.statement(statement->getSourceRange());
  const Expr *init = declared.getInit();
  if (declared.getType()->isReferenceType()) {
    if (init)
      emit(ir::Op::Bind, {lower(init)}, init).index = id;
    return;
  }
  const bool isContainer = types_.container(declared.getType()) != nullptr;
  const bool empty = init && isContainer && isDefaultConstruction(init);
  ir::Instruction &begin = emit(ir::Op::Declare, {}, statement);
  begin.index = id;
  begin.imm = init == nullptr ? 1 : 0;
  if (!init || empty)
    return;
  const ir::ValueId stored = rvalue(init);
  if (types_.describe(declared.getType()).kind == ir::TypeKind::Guard) {
    if (!ConcurrencyLowering(*this).holdsValue(*init, declared) &&
        !isa<CXXConstructExpr>(init->IgnoreImplicit()))
      ConcurrencyLowering(*this).unknownGuard(declared, *init);
    return;
  }
  ir::Instruction &place = emit(ir::Op::Var, {}, nullptr);
  place.index = id;
  const ir::ValueId target = place.result = newValue();
  emit(ir::Op::Store, {target, stored}, init).imm = 1;
  nullMembers(declared.getType(), *init, target);
  nullElements(declared.getType(), *init, target);
  sizeContainer(declared.getType(), init, target);
}

/// `Options o;` of a class without a constructor of its own: what it says about its pointers holds.
void FunctionLowering::nullMembers(QualType type, const Expr &init, ir::ValueId place) {
  const auto *construct = dyn_cast<CXXConstructExpr>(init.IgnoreImplicit());
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!construct || construct->getNumArgs() != 0 || !record || !record->hasDefinition() ||
      record->hasUserProvidedDefaultConstructor() || types_.container(type) ||
      sources_.inSystemHeader(record->getLocation()))
    return;
  bool hasNull = false;
  for (const FieldDecl *field : record->fields()) {
    const ir::Type held = types_.describe(field->getType());
    const Expr *written = field->getInClassInitializer();
    const bool isNull = written ? written->IgnoreUnlessSpelledInSource()->isNullPointerConstant(
                                      context_, Expr::NPC_NeverValueDependent) != Expr::NPCK_NotNull
                                : held.kind != ir::TypeKind::Pointer;
    if (!held.pointerLike() || !isNull)
      continue;
    const ir::ValueId member = value(ir::Op::Field, {place}, init);
    block_->instructions.back().symbol = types_.field(*field);
    emit(ir::Op::StoreNull, {member}, &init);
    hasNull = true;
  }
  if (hasNull)
    constantMembers(*record, init, place);
}

/// The flags that stand beside a null tell when it is used.
void FunctionLowering::constantMembers(const CXXRecordDecl &record, const Expr &init,
                                       ir::ValueId place) {
  for (const FieldDecl *field : record.fields()) {
    const Expr *written = field->getInClassInitializer();
    Expr::EvalResult known;
    if (!written || !field->getType()->isIntegralOrEnumerationType() ||
        written->isValueDependent() || !written->EvaluateAsInt(known, context_))
      continue;
    const ir::ValueId member = value(ir::Op::Field, {place}, init);
    block_->instructions.back().symbol = types_.field(*field);
    const ir::ValueId number = value(ir::Op::Integer, {}, init);
    block_->instructions.back().imm = known.Val.getInt().getExtValue();
    emit(ir::Op::Store, {member, number}, &init);
  }
}

void FunctionLowering::sizeContainer(QualType type, const Expr *init, ir::ValueId place) {
  const model::Container *container = types_.container(type);
  const auto *construct = dyn_cast<CXXConstructExpr>(init->IgnoreImplicit());
  if (!container || !construct || construct->getNumArgs() == 0 ||
      !construct->getArg(0)->getType()->isIntegerType())
    return;
  const model::Operation *operation = types_.model().operation(*container, "rehash", {.count = 1});
  if (!operation)
    operation = types_.model().operation(*container, "reserve", {.count = 1});
  if (!operation)
    return;
  ir::Instruction &instruction = emit(ir::Op::Container, {place}, init);
  instruction.container = container;
  instruction.operation = operation;
  instruction.places = 1;
  instruction.result = newValue();
}

void FunctionLowering::lowerReturn(const ReturnStmt &statement) {
  const Expr *result = statement.getRetValue();
  if (!result) {
    emit(ir::Op::Return, {}, &statement);
    return;
  }
  const ir::ValueId returned = function_.returnsReference ? lower(result) : rvalue(result);
  emit(ir::Op::Return, {returned}, &statement);
}

} // namespace maplint::lower
