#include "lib/lower/Concurrency.h"

#include "lib/lower/LockShape.h"
#include "lib/lower/Pools.h"

#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace maplint::lower {

using model::Start;

/// The role of the class of `object`, or of what it points to.
static model::Role roleBehind(const Expr &object) {
  QualType type = object.getType().getNonReferenceType();
  if (type->isPointerType())
    type = type->getPointeeType();
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  return record ? roleOf(*record) : model::Role::None;
}

static ir::SpawnKind spawnKind(Start start) {
  switch (start) {
  case Start::Thread: return ir::SpawnKind::Thread;
  case Start::Async: return ir::SpawnKind::Async;
  case Start::Parallel: return ir::SpawnKind::Parallel;
  case Start::Each: return ir::SpawnKind::Async;
  case Start::Posted: return ir::SpawnKind::Posted;
  }
  return ir::SpawnKind::Thread;
}

void ConcurrencyLowering::spawn(const Callable &callable, ir::SpawnKind kind, ir::VarId handle,
                                const Expr &at) {
  std::uint32_t places = 0;
  const auto given = operands(callable, places);
  ir::Instruction &started = in_.emit(ir::Op::Spawn, given, &at);
  started.imm = static_cast<std::int64_t>(kind);
  started.index = handle;
  started.places = places;
}

/// The member or global that is an event loop of Asio: whoever calls its run() serves it. A strand
/// is none, whatever it wraps.
ir::SymbolId ConcurrencyLowering::eventLoop(const Expr &executor) {
  const Expr *named = executor.IgnoreUnlessSpelledInSource()->IgnoreParenImpCasts();
  if (const auto *asked = dyn_cast<CXXMemberCallExpr>(named);
      asked && asked->getMethodDecl() && asked->getMethodDecl()->getIdentifier() &&
      asked->getMethodDecl()->getName() == "get_executor")
    named = asked->getImplicitObjectArgument()->IgnoreParenImpCasts();
  if (!model::isEventLoop(className(named->getType())))
    return ir::none;
  if (const auto *member = dyn_cast<MemberExpr>(named))
    if (const auto *field = dyn_cast<FieldDecl>(member->getMemberDecl()))
      return in_.types_.field(*field);
  const auto *reference = dyn_cast<DeclRefExpr>(named);
  const auto *variable = reference ? dyn_cast<VarDecl>(reference->getDecl()) : nullptr;
  return variable && variable->hasGlobalStorage() ? in_.types_.variable(*variable) : ir::none;
}

/// Whose tasks these are: those of one event loop, or of one pool of several threads.
ir::SymbolId ConcurrencyLowering::executor(const Expr &executor) {
  const ValueDecl *pool = poolOfSeveral(executor);
  if (!pool)
    return eventLoop(executor);
  if (const auto *field = dyn_cast<FieldDecl>(pool))
    return in_.types_.field(*field);
  return in_.types_.variable(*cast<VarDecl>(pool));
}

void ConcurrencyLowering::run(const Callable &callable, const Expr &at) {
  std::uint32_t places = 0;
  const auto given = operands(callable, places);
  ir::Instruction &called = in_.emit(ir::Op::Invoke, given, &at);
  called.places = places;
  called.result = in_.newValue();
}

ir::ValueId ConcurrencyLowering::thread(const CXXConstructExpr &construct,
                                        const VarDecl *variable) {
  if (!model::startsThread(className(construct.getType())) || construct.getNumArgs() == 0 ||
      construct.getConstructor()->isCopyOrMoveConstructor())
    return 0;
  const Arguments arguments(construct.getArgs(), construct.getNumArgs());
  const ir::VarId handle =
      variable && variable->hasLocalStorage() ? in_.variable(*variable) : ir::none;
  spawn(callable(arguments), ir::SpawnKind::Thread, handle, construct);
  return in_.opaque(construct);
}

/// The variable that the call's result initialises.
ir::VarId ConcurrencyLowering::handleOf(const Expr &call) {
  const auto found = in_.initializes_.find(&call);
  const bool isLocal =
      found != in_.initializes_.end() && found->second && found->second->hasLocalStorage();
  return isLocal ? in_.variable(*found->second) : ir::none;
}

ir::ValueId ConcurrencyLowering::async(const CallExpr &call, Arguments arguments) {
  bool deferred = false;
  if (!arguments.empty() && arguments[0]->getType()->isEnumeralType()) {
    // std::launch::deferred, and only that, runs in the thread that waits.
    const auto *named = dyn_cast<DeclRefExpr>(arguments[0]->IgnoreParenImpCasts());
    deferred = named && named->getDecl()->getName() == "deferred";
    arguments = arguments.drop_front();
  }
  if (arguments.empty())
    return 0;
  const Callable called = callable(arguments);
  // The future of std::async that nobody keeps waits in its destructor; those of others do not.
  const FunctionDecl *callee = call.getDirectCallee();
  const bool waits = callee && callee->isInStdNamespace();
  if (deferred || (waits && in_.shape_->statementOf(&call).valid()))
    run(called, call);
  else
    spawn(called, ir::SpawnKind::Async, handleOf(call), call);
  return in_.opaque(call);
}

/// A parallel algorithm: every callable that it gets may run beside itself.
ir::ValueId ConcurrencyLowering::team(const CallExpr &call, Arguments arguments) {
  bool starts = false;
  for (const Expr *argument : arguments)
    if (isCallable(*argument)) {
      spawn(callable({argument}), ir::SpawnKind::Parallel, ir::none, call);
      starts = true;
    }
  return starts ? in_.opaque(call) : 0;
}

/// Callables that run beside each other, each once.
ir::ValueId ConcurrencyLowering::each(const CallExpr &call, Arguments arguments) {
  for (const Expr *argument : arguments)
    if (isCallable(*argument))
      spawn(callable({argument}), ir::SpawnKind::Async, ir::none, *argument);
  const ir::ValueId done = in_.opaque(call);
  in_.emit(ir::Op::Join, {done}, &call);
  return done;
}

static bool isJoinFunction(llvm::StringRef name) {
  return name == "pthread_join" || name == "thrd_join";
}

ir::ValueId ConcurrencyLowering::startingFunction(const CallExpr &call, llvm::StringRef name) {
  const Arguments arguments(call.getArgs(), call.getNumArgs());
  if (isJoinFunction(name) && !arguments.empty()) {
    in_.emit(ir::Op::Join, {in_.lower(arguments[0]->IgnoreParenImpCasts())}, &call);
    return in_.opaque(call);
  }
  const model::Starter *starter = model::starter(std::string_view(name));
  const bool parallelAlgorithm = !arguments.empty() && name.starts_with("std::") &&
                                 model::isParallelPolicy(className(arguments[0]->getType()));
  if (!starter && !parallelAlgorithm)
    return 0;
  if (starter && starter->start == Start::Async)
    return async(call, arguments);
  if (starter && starter->start == Start::Each)
    return each(call, arguments);
  if (parallelAlgorithm || (starter && starter->start == Start::Parallel))
    return team(call, arguments);
  if (starter && starter->callable >= 0) {
    if (arguments.size() <= static_cast<unsigned>(starter->callable))
      return 0;
    const ir::VarId handle =
        starter->handle < 0 ? handleOf(call) : localVariable(*arguments[starter->handle]);
    spawn(callable(arguments.drop_front(starter->callable)), spawnKind(starter->start), handle,
          call);
    return in_.opaque(call);
  }
  ir::SpawnKind kind = spawnKind(starter->start);
  // What is posted to a pool runs on several threads; other executors may have just one.
  if (kind == ir::SpawnKind::Posted && roleBehind(*arguments[0]) == model::Role::Pool)
    kind = ir::SpawnKind::Thread;
  for (const Expr *argument : llvm::reverse(arguments))
    if (isCallable(*argument)) {
      spawn(callable({argument}), kind, localVariable(*arguments[0]), call);
      in_.block_->instructions.back().symbol = executor(*arguments[0]);
      return in_.opaque(call);
    }
  return 0;
}

ir::ValueId ConcurrencyLowering::joinMethod(const CXXMemberCallExpr &call, llvm::StringRef method) {
  const bool runsFirst = method == "run_and_wait"; // oneTBB's task_group
  if (!runsFirst && !model::isJoin(std::string_view(method)))
    return 0;
  const Expr &object = *call.getImplicitObjectArgument()->IgnoreParenImpCasts();
  const model::Role role = roleBehind(object);
  if (runsFirst && role == model::Role::Pool && call.getNumArgs() == 1 &&
      isCallable(*call.getArg(0)))
    spawn(callable({call.getArg(0)}), ir::SpawnKind::Thread, localVariable(object),
          *call.getArg(0));
  if (role != model::Role::Thread && role != model::Role::Pool)
    return 0;
  in_.emit(ir::Op::Join, {place(object)}, &call);
  return in_.opaque(call);
}

/// The class of the elements of a standard sequence, or of what a smart pointer owns.
static std::string elementClass(QualType type) {
  const auto *record = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      type.getNonReferenceType()->getAsCXXRecordDecl());
  if (!record || record->getTemplateArgs().size() == 0 ||
      record->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return {};
  const CXXRecordDecl *element = record->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
  return element && element->getIdentifier() ? qualifiedName(*element) : std::string();
}

void ConcurrencyLowering::adoptThread(const CXXMemberCallExpr &call) {
  const ir::VarId handle = localVariable(*call.getImplicitObjectArgument());
  for (ir::Instruction &started : llvm::reverse(in_.block_->instructions))
    if (started.op == ir::Op::Spawn) {
      if (started.index == ir::none)
        started.index = handle;
      return;
    }
}

ir::ValueId ConcurrencyLowering::emplaceThread(const CXXMemberCallExpr &call,
                                               llvm::StringRef method) {
  if (!llvm::is_contained({"emplace_back", "push_back", "emplace", "emplace_front"}, method) ||
      call.getNumArgs() == 0)
    return 0;
  const Expr &object = *call.getImplicitObjectArgument()->IgnoreParenImpCasts();
  const std::string element = elementClass(object.getType());
  if (model::role(element) != model::Role::Thread)
    return 0;
  const Arguments arguments(call.getArgs(), call.getNumArgs());
  if (model::role(className(arguments[0]->getType())) == model::Role::Thread) {
    adoptThread(call);
    return 0;
  }
  if (!model::startsThread(element) || !isCallable(*arguments[0]))
    return 0;
  spawn(callable(arguments), ir::SpawnKind::Thread, localVariable(object), call);
  return in_.opaque(call);
}

void ConcurrencyLowering::post(const CXXMemberCallExpr &call) {
  const Expr &object = *call.getImplicitObjectArgument()->IgnoreParenImpCasts();
  const bool toPool = roleBehind(object) == model::Role::Pool;
  const Arguments arguments(call.getArgs(), call.getNumArgs());
  const ir::SpawnKind kind = toPool ? ir::SpawnKind::Thread : ir::SpawnKind::Posted;
  const ir::VarId handle = toPool ? localVariable(object) : ir::none;
  for (unsigned n = 0; n < arguments.size(); ++n)
    if (isCallable(*arguments[n])) {
      spawn(callable(arguments.drop_front(n)), kind, handle, call);
      in_.block_->instructions.back().symbol = executor(object);
      return;
    }
}

ir::ValueId ConcurrencyLowering::startingMethod(const CXXMemberCallExpr &call,
                                                llvm::StringRef method) {
  if (const ir::ValueId done = joinMethod(call, method))
    return done;
  if (const ir::ValueId done = emplaceThread(call, method))
    return done;
  const model::Starter *starter = model::starter(qualifiedName(*call.getMethodDecl()));
  const Arguments arguments(call.getArgs(), call.getNumArgs());
  if (starter && !arguments.empty()) {
    const ir::VarId pool = localVariable(*call.getImplicitObjectArgument());
    spawn(callable(arguments), spawnKind(starter->start), pool, call);
    in_.block_->instructions.back().symbol = executor(*call.getImplicitObjectArgument());
    return in_.opaque(call);
  }
  // A call all the same: what it does to the executor is the generic path's business.
  if (model::posts(std::string_view(method)) ||
      (!arguments.empty() && isCallable(*arguments[0]) && queuesWork(*call.getMethodDecl())))
    post(call);
  return 0;
}

} // namespace maplint::lower
