#include "lib/lower/Changes.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSwitch.h"

#include <algorithm>

using namespace clang;

namespace maplint::lower {

namespace {

/// Walks code with the way down to each expression at hand, and judges each use of a declaration by
/// what stands around it.
class ChangeFinder {
public:
  /// `appended` counts what is appended once; without it appending is a change like others.
  explicit ChangeFinder(const Declarations &what, unsigned *appended = nullptr)
      : what_(what), appended_(appended) {}

  bool visit(const Stmt &statement);

private:
  enum class Verdict { Harmless, Change, LookFurther };

  [[nodiscard]] bool isUse(const Stmt &statement) const;
  [[nodiscard]] bool isHarmful(const Stmt &use) const;
  [[nodiscard]] Verdict judge(const Expr &used, const Stmt &around, const Stmt *beyond) const;
  [[nodiscard]] Verdict judgeLoad(const Expr &value, const Stmt *around) const;
  [[nodiscard]] Verdict judgeMember(const MemberExpr &member, const Stmt *call) const;
  [[nodiscard]] static Verdict judgeOperator(const CXXOperatorCallExpr &call, const Expr &used);
  [[nodiscard]] bool changesThis(const CXXMemberCallExpr &call) const;
  [[nodiscard]] bool appendsOnce(const CXXMethodDecl &method) const;

  const Declarations &what_;
  unsigned *appended_;
  llvm::SmallVector<const Stmt *, 32> way_;
};

} // namespace

/// Member functions that have a const overload and are called on objects that are not const.
static bool onlyReads(const CXXMethodDecl &method) {
  if (method.isConst() || method.isStatic())
    return true;
  if (!method.getIdentifier())
    return false;
  return llvm::StringSwitch<bool>(method.getName())
      .Cases({"begin", "end", "rbegin", "rend", "data", "front", "back", "at", "first", "last",
              "find", "lower_bound", "upper_bound", "equal_range"},
             true)
      .Default(false);
}

static bool onlyReads(const FunctionDecl *function) {
  if (!function || !function->getIdentifier() || !function->isInStdNamespace())
    return false;
  return llvm::StringSwitch<bool>(function->getName())
      .Cases({"begin", "end", "cbegin", "cend", "rbegin", "rend", "size", "ssize", "as_const"},
             true)
      .Default(false);
}

/// True when the parameter that takes `argument` is a forwarding reference: a reference only to
/// pass on what it is given. Functions that move are the exception.
static bool isForwarded(const FunctionDecl *callee, unsigned argument) {
  const FunctionTemplateDecl *pattern = callee ? callee->getPrimaryTemplate() : nullptr;
  if (!pattern || (callee->getIdentifier() && callee->getName() == "move"))
    return false;
  const auto parameters = pattern->getTemplatedDecl()->parameters();
  if (parameters.empty())
    return false;
  const auto last = static_cast<unsigned>(parameters.size()) - 1;
  QualType type = parameters[std::min(argument, last)]->getType();
  if (const auto *pack = type->getAs<PackExpansionType>())
    type = pack->getPattern();
  return type->isRValueReferenceType();
}

/// The same for whichever argument of a call or construction `used` is.
template <class Call>
static bool isForwarded(const Call &call, const FunctionDecl *callee, const Expr &used) {
  for (unsigned n = 0; n < call.getNumArgs(); ++n)
    if (call.getArg(n) == &used)
      return isForwarded(callee, n);
  return false;
}

bool ChangeFinder::isUse(const Stmt &statement) const {
  if (const auto *e = dyn_cast<DeclRefExpr>(&statement))
    return what_.contains(e->getDecl());
  if (const auto *e = dyn_cast<MemberExpr>(&statement))
    return what_.contains(e->getMemberDecl());
  return false;
}

/// True for a member function of `this` that may change the fields among what is looked for.
bool ChangeFinder::changesThis(const CXXMemberCallExpr &call) const {
  const CXXMethodDecl *method = call.getMethodDecl();
  if (!method || onlyReads(*method) ||
      !isa<CXXThisExpr>(call.getImplicitObjectArgument()->IgnoreParenImpCasts()))
    return false;
  return llvm::any_of(what_, [](const ValueDecl *d) { return isa<FieldDecl>(d); });
}

bool ChangeFinder::visit(const Stmt &statement) {
  if (isUse(statement) && isHarmful(statement))
    return true;
  if (const auto *call = dyn_cast<CXXMemberCallExpr>(&statement); call && changesThis(*call))
    return true;
  way_.push_back(&statement);
  bool found = false;
  for (const Stmt *child : statement.children())
    found = found || (child && visit(*child));
  if (const auto *lambda = dyn_cast<LambdaExpr>(&statement); lambda && !found)
    found = visit(*lambda->getBody());
  way_.pop_back();
  return found;
}

bool ChangeFinder::isHarmful(const Stmt &use) const {
  const Stmt *used = &use;
  for (std::size_t n = way_.size(); n > 0; --n) {
    const auto *expression = dyn_cast<Expr>(used);
    if (!expression)
      return false;
    const Verdict verdict = judge(*expression, *way_[n - 1], n > 1 ? way_[n - 2] : nullptr);
    if (verdict != Verdict::LookFurther)
      return verdict == Verdict::Change;
    used = way_[n - 1];
  }
  return false;
}

/// True when `method` appends one element, and the code runs once.
bool ChangeFinder::appendsOnce(const CXXMethodDecl &method) const {
  const bool appends = method.getIdentifier() && llvm::StringSwitch<bool>(method.getName())
                                                     .Cases({"push_back", "emplace_back"}, true)
                                                     .Default(false);
  return appends && llvm::none_of(way_, [](const Stmt *around) {
           return isa<ForStmt>(around) || isa<CXXForRangeStmt>(around) || isa<DoStmt>(around) ||
                  isa<WhileStmt>(around) || isa<LambdaExpr>(around);
         });
}

ChangeFinder::Verdict ChangeFinder::judgeMember(const MemberExpr &member, const Stmt *call) const {
  const auto *method = dyn_cast<CXXMethodDecl>(member.getMemberDecl());
  // A part of it: another one, or one that is looked for itself and judged where it stands.
  if (!method)
    return Verdict::Harmless;
  const bool isCall = isa_and_nonnull<CXXMemberCallExpr>(call);
  if (isCall && appended_ && appendsOnce(*method)) {
    ++*appended_;
    return Verdict::Harmless;
  }
  return isCall && onlyReads(*method) ? Verdict::Harmless : Verdict::Change;
}

ChangeFinder::Verdict ChangeFinder::judgeOperator(const CXXOperatorCallExpr &call,
                                                  const Expr &used) {
  const auto *method = dyn_cast_or_null<CXXMethodDecl>(call.getDirectCallee());
  if (call.getNumArgs() == 0 || call.getArg(0) != &used)
    return Verdict::Change; // by a reference that is not const
  if (method && method->isConst())
    return Verdict::Harmless;
  switch (call.getOperator()) {
  case OO_Subscript: // an element
    return Verdict::Harmless;
  case OO_Star:
  case OO_Arrow: return Verdict::LookFurther;
  default: return Verdict::Change;
  }
}

/// `value` is what was loaded from the declaration; only a pointer leads back to something.
ChangeFinder::Verdict ChangeFinder::judgeLoad(const Expr &value, const Stmt *around) const {
  const QualType type = value.getType();
  if (!type->isPointerType() || type->getPointeeType().isConstQualified() || !around)
    return Verdict::Harmless;
  if (const auto *binary = dyn_cast<BinaryOperator>(around); binary && binary->isComparisonOp())
    return Verdict::Harmless;
  if (const auto *cast = dyn_cast<CastExpr>(around))
    return cast->getType()->isPointerType() && !cast->getType()->getPointeeType().isConstQualified()
               ? Verdict::Change
               : Verdict::Harmless;
  const bool goesOn =
      isa<MemberExpr>(around) || isa<UnaryOperator>(around) || isa<ArraySubscriptExpr>(around);
  return goesOn ? Verdict::LookFurther : Verdict::Change;
}

ChangeFinder::Verdict ChangeFinder::judge(const Expr &used, const Stmt &around,
                                          const Stmt *beyond) const {
  if (used.isGLValue() && used.getType().isConstQualified())
    return Verdict::Harmless;
  if (const auto *cast = dyn_cast<CastExpr>(&around)) {
    if (cast->getCastKind() == CK_LValueToRValue)
      return judgeLoad(*cast, beyond);
    return cast->getCastKind() == CK_ToVoid ? Verdict::Harmless : Verdict::LookFurther;
  }
  if (isa<ParenExpr>(around) || isa<FullExpr>(around) || isa<MaterializeTemporaryExpr>(around))
    return Verdict::LookFurther;
  if (const auto *member = dyn_cast<MemberExpr>(&around))
    return judgeMember(*member, beyond);
  if (const auto *call = dyn_cast<CXXOperatorCallExpr>(&around))
    return judgeOperator(*call, used);
  if (const auto *call = dyn_cast<CallExpr>(&around))
    return onlyReads(call->getDirectCallee()) || isForwarded(*call, call->getDirectCallee(), used)
               ? Verdict::Harmless
               : Verdict::Change;
  if (const auto *made = dyn_cast<CXXConstructExpr>(&around))
    return isForwarded(*made, made->getConstructor(), used) ? Verdict::Harmless : Verdict::Change;
  if (const auto *unary = dyn_cast<UnaryOperator>(&around))
    return unary->getOpcode() == UO_Deref ? Verdict::LookFurther : Verdict::Change;
  if (isa<ArraySubscriptExpr>(around) || isa<LambdaExpr>(around) || isa<CompoundStmt>(around))
    return Verdict::Harmless;
  if (const auto *declaration = dyn_cast<DeclStmt>(&around)) {
    // The range-for's own reference; any other one may be written through.
    const auto *variable =
        declaration->isSingleDecl() ? dyn_cast<VarDecl>(declaration->getSingleDecl()) : nullptr;
    return variable && variable->isImplicit() ? Verdict::Harmless : Verdict::Change;
  }
  return Verdict::Change;
}

std::optional<unsigned> appendedBy(const Stmt &function, const VarDecl &sequence) {
  Declarations itself;
  itself.insert(&sequence);
  unsigned appended = 0;
  const bool isChanged = ChangeFinder(itself, &appended).visit(function);
  return isChanged ? std::nullopt : std::optional(appended);
}

bool mayChange(const Stmt &code, const Declarations &what) {
  return ChangeFinder(what).visit(code);
}

} // namespace maplint::lower
