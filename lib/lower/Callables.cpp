// What a thread is given to run: functions, closures, function objects, what std::bind makes of
// them.

#include "lib/lower/Concurrency.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace maplint::lower {

static const FunctionDecl *namedFunction(const Expr &expression) {
  const Expr *written = expression.IgnoreParenImpCasts();
  if (const auto *address = dyn_cast<UnaryOperator>(written);
      address && address->getOpcode() == UO_AddrOf)
    written = address->getSubExpr()->IgnoreParenImpCasts();
  const auto *named = dyn_cast<DeclRefExpr>(written);
  return named ? dyn_cast<FunctionDecl>(named->getDecl()) : nullptr;
}

/// The one function that calling an object of class `record` runs, or null.
static const CXXMethodDecl *callOperator(const CXXRecordDecl &record) {
  const CXXMethodDecl *found = nullptr;
  // std::function and the like call what was put into them.
  if (!record.hasDefinition() || record.isLambda() || record.isInStdNamespace())
    return nullptr;
  for (const CXXMethodDecl *method : record.methods()) {
    if (method->getOverloadedOperator() != OO_Call)
      continue;
    if (found)
      return nullptr;
    found = method;
  }
  return found;
}

static const CallExpr *freeCall(const Expr &expression,
                                std::initializer_list<llvm::StringRef> names) {
  const auto *call = dyn_cast<CallExpr>(expression.IgnoreUnlessSpelledInSource());
  const FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  if (!callee || !callee->getIdentifier() || isa<CXXMethodDecl>(callee))
    return nullptr;
  return llvm::is_contained(names, callee->getName()) ? call : nullptr;
}

static const CallExpr *boundCall(const Expr &expression) {
  return freeCall(expression, {"bind", "bind_front"});
}

bool ConcurrencyLowering::isCallable(const Expr &expression) {
  const Expr &written = *expression.IgnoreUnlessSpelledInSource();
  const QualType type = written.getType().getNonReferenceType();
  if (type->isFunctionType() || type->isFunctionPointerType() || type->isMemberPointerType() ||
      namedFunction(written) || boundCall(written))
    return true;
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  return record && (record->isLambda() || callOperator(*record) ||
                    in_.types_.describe(type).kind == ir::TypeKind::Callable);
}

ConcurrencyLowering::Callable ConcurrencyLowering::callable(Arguments arguments) {
  Callable result;
  if (arguments.empty())
    return result;
  // Qt 5: QtConcurrent::run(object, &Class::method, arguments...).
  if (arguments.size() > 1 && !isCallable(*arguments[0]) && isCallable(*arguments[1])) {
    result.receiver = arguments[0];
    arguments = arguments.drop_front();
  }
  result.function = arguments.front()->IgnoreUnlessSpelledInSource();
  result.arguments.append(arguments.begin() + 1, arguments.end());
  if (const CallExpr *bound = boundCall(*result.function)) {
    if (bound->getNumArgs() == 0)
      return result;
    result.function = bound->getArg(0)->IgnoreUnlessSpelledInSource();
    result.arguments.assign(bound->arg_begin() + 1, bound->arg_end());
  }
  return result;
}

ir::ValueId ConcurrencyLowering::functionValue(const Expr &expression) {
  const FunctionDecl *function = namedFunction(expression);
  const CXXRecordDecl *record = expression.getType().getNonReferenceType()->getAsCXXRecordDecl();
  if (!function && record)
    function = callOperator(*record);
  if (!function)
    return in_.rvalue(&expression);
  const ir::ValueId result = in_.value(ir::Op::Function, {}, expression);
  in_.block_->instructions.back().symbol = in_.types_.function(*function);
  return result;
}

/// A thread copies its arguments; only what is wrapped in a reference stays the caller's.
ir::ValueId ConcurrencyLowering::argument(const Expr &written, bool &isPlace) {
  const Expr &value = *written.IgnoreUnlessSpelledInSource();
  const CallExpr *wrapped = freeCall(value, {"ref", "cref"});
  isPlace = wrapped && wrapped->getNumArgs() == 1;
  return isPlace ? in_.lower(wrapped->getArg(0)) : in_.rvalue(&value);
}

llvm::SmallVector<ir::ValueId, 6> ConcurrencyLowering::operands(const Callable &callable,
                                                                std::uint32_t &places) {
  llvm::SmallVector<ir::ValueId, 6> result{functionValue(*callable.function)};
  const auto add = [&](const Expr &written) {
    bool isPlace = false;
    const ir::ValueId given = argument(written, isPlace);
    if (isPlace && result.size() < 31)
      places |= 1U << result.size();
    result.push_back(given);
  };
  const QualType type = callable.function->getType().getNonReferenceType();
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (callable.receiver)
    add(*callable.receiver);
  else if (record && callOperator(*record) && !namedFunction(*callable.function))
    result.push_back(in_.value(ir::Op::AddressOf, {place(*callable.function)}, *callable.function));
  for (const Expr *written : callable.arguments)
    add(*written);
  return result;
}

} // namespace maplint::lower
