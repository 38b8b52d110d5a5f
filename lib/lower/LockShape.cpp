#include "lib/lower/LockShape.h"

#include "lib/lower/Types.h"

#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace maplint::lower {

using model::LockAction;
using model::Role;

bool isLockable(const CXXRecordDecl &record) {
  bool locks = false;
  bool unlocks = false;
  if (!record.hasDefinition())
    return false;
  for (const CXXMethodDecl *method : record.methods()) {
    if (!method->getIdentifier() || method->getMinRequiredArguments() != 0)
      continue;
    const auto action = model::mutexMethod(std::string_view(method->getName()));
    locks |= action == LockAction::Lock || action == LockAction::LockShared;
    unlocks |= action == LockAction::Unlock;
  }
  if (locks && unlocks)
    return true;
  return llvm::any_of(record.bases(), [](const CXXBaseSpecifier &base) {
    const CXXRecordDecl *inherited = base.getType()->getAsCXXRecordDecl();
    return inherited && isLockable(*inherited);
  });
}

/// What the function called by `call` does to a lock, by its name alone; in a template the callee
/// may not be known yet.
static std::optional<LockAction> actionOfCall(const CallExpr &call) {
  if (const FunctionDecl *callee = call.getDirectCallee()) {
    if (!callee->getIdentifier())
      return std::nullopt;
    if (!isa<CXXMethodDecl>(callee))
      return model::lockFunction(callee->isExternC() ? callee->getName().str()
                                                     : qualifiedName(*callee));
    if (const auto declared = declaredAction(*callee))
      return declared->action;
    return model::mutexMethod(std::string_view(callee->getName()));
  }
  if (const auto *later = dyn_cast<CXXDependentScopeMemberExpr>(call.getCallee()))
    if (const IdentifierInfo *name = later->getMember().getAsIdentifierInfo())
      return model::mutexMethod(std::string_view(name->getName()));
  return std::nullopt;
}

/// The first action on a lock among `wanted` in the text of `body`.
static std::optional<LockAction> findAction(const Stmt *body, llvm::ArrayRef<LockAction> wanted) {
  if (!body)
    return std::nullopt;
  if (const auto *call = dyn_cast<CallExpr>(body))
    if (const auto action = actionOfCall(*call); action && llvm::is_contained(wanted, *action))
      return action;
  for (const Stmt *child : body->children())
    if (const auto found = findAction(child, wanted))
      return found;
  return std::nullopt;
}

static const FunctionDecl *withBody(const FunctionDecl &function) {
  const FunctionDecl *definition = nullptr;
  if (function.hasBody(definition))
    return definition;
  const FunctionDecl *pattern = function.getTemplateInstantiationPattern();
  return pattern && pattern->hasBody(definition) ? definition : nullptr;
}

static std::optional<LockAction> actionIn(const FunctionDecl &function,
                                          llvm::ArrayRef<LockAction> wanted) {
  const FunctionDecl *definition = withBody(function);
  return definition ? findAction(definition->getBody(), wanted) : std::nullopt;
}

/// The constructors that can lock something: they take it as an argument.
static llvm::SmallVector<const CXXConstructorDecl *, 4> takers(const CXXRecordDecl &record) {
  llvm::SmallVector<const CXXConstructorDecl *, 4> found;
  for (const Decl *member : record.decls()) {
    if (const auto *generic = dyn_cast<FunctionTemplateDecl>(member))
      member = generic->getTemplatedDecl();
    const auto *constructor = dyn_cast<CXXConstructorDecl>(member);
    if (constructor && constructor->getNumParams() != 0 && !constructor->isCopyOrMoveConstructor())
      found.push_back(constructor);
  }
  return found;
}

/// What the constructor of a guard does to the lock it is given, by its text.
static std::optional<LockAction> lockingConstructor(const CXXRecordDecl &record) {
  static constexpr LockAction locking[] = {LockAction::Lock, LockAction::LockShared,
                                           LockAction::TryLock, LockAction::TryLockShared};
  for (const CXXConstructorDecl *constructor : takers(record))
    if (const auto action = actionIn(*constructor, locking))
      return action;
  return std::nullopt;
}

/// True when some method takes or releases locks on the way: what is held then, nobody can tell
/// from the declaration of a variable.
static bool changesLocks(const CXXRecordDecl &record) {
  return llvm::any_of(record.methods(), [](const CXXMethodDecl *method) {
    return !isa<CXXConstructorDecl>(method) && !isa<CXXDestructorDecl>(method) &&
           actionIn(*method, {LockAction::Lock, LockAction::LockShared, LockAction::TryLock,
                              LockAction::TryLockShared, LockAction::Unlock});
  });
}

/// The guard that `record` has as a base or a member and that a constructor gives its parameter to;
/// null for none.
static const CXXRecordDecl *wrappedGuard(const CXXRecordDecl &record) {
  for (const CXXConstructorDecl *constructor : takers(record)) {
    const FunctionDecl *definition = withBody(*constructor);
    if (!definition)
      continue;
    for (const CXXCtorInitializer *each : cast<CXXConstructorDecl>(definition)->inits()) {
      const QualType type = each->isAnyMemberInitializer() ? each->getAnyMember()->getType()
                            : each->isBaseInitializer()    ? QualType(each->getBaseClass(), 0)
                                                           : QualType();
      const auto *construct = dyn_cast_or_null<CXXConstructExpr>(
          each->getInit() ? each->getInit()->IgnoreImplicit() : nullptr);
      const CXXRecordDecl *guard = type.isNull() ? nullptr : type->getAsCXXRecordDecl();
      if (!guard || !construct || construct->getNumArgs() == 0 ||
          guard->getCanonicalDecl() == record.getCanonicalDecl())
        continue;
      const auto *named = dyn_cast<DeclRefExpr>(construct->getArg(0)->IgnoreParenImpCasts());
      if (named && isa<ParmVarDecl>(named->getDecl()) && roleOf(*guard) == Role::Guard)
        return guard;
    }
  }
  return nullptr;
}

static bool isGuardByShape(const CXXRecordDecl &record) {
  if (wrappedGuard(record) && !changesLocks(record))
    return true;
  const CXXDestructorDecl *destructor = record.getDestructor();
  return destructor && destructor->isUserProvided() &&
         actionIn(*destructor, {LockAction::Unlock}) && lockingConstructor(record);
}

/// A class that sounds like a guard may still be a mutex or own one; its members tell.
static bool looksLikeGuard(const CXXRecordDecl &record) {
  const CXXDestructorDecl *destructor = record.getDestructor();
  return destructor && !destructor->isImplicit() && !takers(record).empty();
}

/// The class of the elements of a standard sequence or queue; null for everything else.
static const CXXRecordDecl *elementOf(const FieldDecl &field) {
  const auto *sequence =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(field.getType()->getAsCXXRecordDecl());
  if (!sequence || !sequence->isInStdNamespace() || sequence->getTemplateArgs().size() == 0 ||
      sequence->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return nullptr;
  const CXXRecordDecl *element = sequence->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
  return element && element->getIdentifier() ? element : nullptr;
}

static bool keepsThreads(const CXXRecordDecl &record) {
  return llvm::any_of(record.fields(), [](const FieldDecl *field) {
    const CXXRecordDecl *element = elementOf(*field);
    return element && model::startsThread(qualifiedName(*element));
  });
}

/// What lies in the queue of things to call of a class; null without one. A vector of callables is
/// more often one of listeners.
static const CXXRecordDecl *queuedTask(const CXXRecordDecl &record) {
  for (const FieldDecl *field : record.fields()) {
    const CXXRecordDecl *element = elementOf(*field);
    if (element && element->isInStdNamespace() &&
        llvm::is_contained({"function", "packaged_task", "move_only_function"},
                           element->getName()) &&
        llvm::is_contained({"queue", "deque", "list", "priority_queue"},
                           field->getType()->getAsCXXRecordDecl()->getName()))
      return element;
  }
  return nullptr;
}

bool queuesWork(const CXXMethodDecl &method) {
  const CXXRecordDecl *task =
      keepsThreads(*method.getParent()) ? queuedTask(*method.getParent()) : nullptr;
  if (!task || method.isStatic() || method.getNumParams() == 0)
    return false;
  const CXXRecordDecl *given =
      method.getParamDecl(0)->getType().getNonReferenceType()->getAsCXXRecordDecl();
  return method.getPrimaryTemplate() ||
         (given && given->getCanonicalDecl() == task->getCanonicalDecl());
}

/// A class that keeps several threads and is told what to run: what it is given runs beside itself.
/// Told by declarations alone: of a header's bodies some files see none.
static bool isPoolByShape(const CXXRecordDecl &record) {
  const auto takesWork = [](const Decl *member) {
    if (const auto *generic = dyn_cast<FunctionTemplateDecl>(member))
      member = generic->getTemplatedDecl();
    const auto *method = dyn_cast<CXXMethodDecl>(member);
    return method && method->getIdentifier() && model::posts(std::string_view(method->getName()));
  };
  return keepsThreads(record) && (queuedTask(record) || llvm::any_of(record.decls(), takesWork));
}

Role roleOf(const CXXRecordDecl &record) {
  const CXXRecordDecl *definition = record.getDefinition();
  if (!record.getIdentifier() || !definition)
    return Role::None;
  if (definition->hasAttr<ScopedLockableAttr>())
    return Role::Guard;
  const std::string name = qualifiedName(record);
  const Role role = model::role(name);
  if (role == Role::None && !definition->isLambda()) {
    if (isPoolByShape(*definition))
      return Role::Pool;
    return isGuardByShape(*definition) ? Role::Guard : Role::None;
  }
  if (role == Role::Guard && !model::isKnown(name) && !looksLikeGuard(*definition))
    return Role::None;
  return role;
}

bool guardsShared(const CXXRecordDecl &record) {
  const CXXRecordDecl *definition = record.getDefinition();
  if (!record.getIdentifier() || !definition)
    return false;
  const std::string name = qualifiedName(record);
  if (model::isKnown(name))
    return model::isSharedGuard(name);
  for (const CXXConstructorDecl *constructor : takers(*definition))
    if (const auto declared = declaredAction(*constructor))
      return declared->action == LockAction::LockShared;
  if (const CXXRecordDecl *wrapped = wrappedGuard(*definition))
    return guardsShared(*wrapped);
  const auto action = lockingConstructor(*definition);
  if (!action)
    return model::isSharedGuard(name);
  return action == LockAction::LockShared || action == LockAction::TryLockShared;
}

template <typename Attribute>
static std::optional<DeclaredAction> declared(const Attribute *attribute, LockAction exclusive,
                                              LockAction shared) {
  if (!attribute)
    return std::nullopt;
  return DeclaredAction{.action = attribute->isShared() ? shared : exclusive,
                        .of = {attribute->args_begin(), attribute->args_end()}};
}

std::optional<DeclaredAction> declaredAction(const FunctionDecl &function) {
  if (auto found = declared(function.getAttr<AcquireCapabilityAttr>(), LockAction::Lock,
                            LockAction::LockShared))
    return found;
  if (auto found = declared(function.getAttr<TryAcquireCapabilityAttr>(), LockAction::TryLock,
                            LockAction::TryLockShared))
    return found;
  if (auto found = declared(function.getAttr<AssertCapabilityAttr>(), LockAction::Assert,
                            LockAction::LockShared))
    return found;
  if (const auto *release = function.getAttr<ReleaseCapabilityAttr>())
    return DeclaredAction{.action = LockAction::Unlock,
                          .of = {release->args_begin(), release->args_end()}};
  return std::nullopt;
}

} // namespace maplint::lower
