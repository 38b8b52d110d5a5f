#include "lib/lower/Sizes.h"

#include "lib/lower/Changes.h"
#include "lib/lower/Repeatable.h"
#include "lib/lower/Views.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace maplint::lower {

static ir::TripCount constant(std::int64_t count, std::string text = {}) {
  return {.kind = ir::TripCount::Kind::Constant,
          .constant = count,
          .expression = text.empty() ? std::to_string(count) : std::move(text)};
}

/// `text` counts something; its type decides whether a size takes it as it is.
static ir::TripCount counted(std::string text, QualType type) {
  if (text.empty())
    return {};
  if (type->isSignedIntegerOrEnumerationType())
    text = "static_cast<std::size_t>(" + text + ")";
  return {.kind = ir::TripCount::Kind::Expression, .expression = std::move(text)};
}

std::optional<std::int64_t> valueOf(const Expr &expression, const ASTContext &context) {
  Expr::EvalResult result;
  if (expression.isValueDependent() || !expression.getType()->isIntegralOrEnumerationType() ||
      !expression.EvaluateAsInt(result, context))
    return std::nullopt;
  const llvm::APSInt value = result.Val.getInt();
  return value.isRepresentableByInt64() ? std::optional(value.getExtValue()) : std::nullopt;
}

/// The type of `size()`: const and without parameters, in the class or a base of it.
static QualType sizeType(const CXXRecordDecl &record, ASTContext &context) {
  if (!record.hasDefinition())
    return {};
  for (const NamedDecl *found : record.lookup(&context.Idents.get("size")))
    if (const auto *method = dyn_cast<CXXMethodDecl>(found->getUnderlyingDecl()))
      if (method->isConst() && method->getNumParams() == 0 && method->getAccess() == AS_public &&
          method->getReturnType()->isIntegerType())
        return method->getReturnType();
  for (const CXXBaseSpecifier &base : record.bases())
    if (const CXXRecordDecl *parent = base.getType()->getAsCXXRecordDecl();
        parent && base.getAccessSpecifier() == AS_public)
      if (const QualType inherited = sizeType(*parent, context); !inherited.isNull())
        return inherited;
  return {};
}

/// The elements that `expression` lists: `{1, 2, 3}`.
static const InitListExpr *listIn(const Expr *expression) {
  while (expression) {
    expression = expression->IgnoreImplicit();
    if (const auto *list = dyn_cast<InitListExpr>(expression))
      return list->getNumInits() == 1 && isa<CXXStdInitializerListExpr>(list->getInit(0))
                 ? listIn(list->getInit(0))
                 : list;
    if (const auto *standard = dyn_cast<CXXStdInitializerListExpr>(expression)) {
      expression = standard->getSubExpr();
      continue;
    }
    const auto *construct = dyn_cast<CXXConstructExpr>(expression);
    if (!construct || construct->getNumArgs() == 0 || !construct->isStdInitListInitialization())
      return nullptr;
    expression = construct->getArg(0);
  }
  return nullptr;
}

/// True for `T x;` and `T x{};` of a class.
static bool startsEmpty(const VarDecl &variable) {
  const auto *construct = dyn_cast_or_null<CXXConstructExpr>(
      variable.getInit() ? variable.getInit()->IgnoreImplicit() : nullptr);
  return construct &&
         (construct->getNumArgs() == 0 || isa<CXXDefaultArgExpr>(construct->getArg(0)));
}

/// The number of elements of a variable that was filled with a list, and of one that gets its
/// elements one by one: at most that many.
static std::optional<std::int64_t> listedSize(const Expr &object, const Surroundings &around) {
  const auto *reference = dyn_cast<DeclRefExpr>(&object);
  const auto *variable = reference ? dyn_cast<VarDecl>(reference->getDecl()) : nullptr;
  if (!variable || !variable->getInit() || variable->getType()->isReferenceType())
    return std::nullopt;
  const InitListExpr *list = listIn(variable->getInit());
  if (!list && !startsEmpty(*variable))
    return std::nullopt;
  const std::int64_t count = list ? list->getNumInits() : 0;
  if (variable->getType().isConstQualified())
    return count;
  const bool isOwn = variable->hasLocalStorage() && variable->getDeclContext() == &around.function;
  const auto appended = isOwn ? appendedBy(*around.function.getBody(), *variable) : std::nullopt;
  return appended ? std::optional(count + *appended) : std::nullopt;
}

/// The number of elements when it is fixed: of an array, a list, a variable filled with a list.
static std::optional<std::int64_t> fixedSize(const Expr &object, const Surroundings &around) {
  const QualType type = object.getType().getNonReferenceType();
  if (const auto *array = around.context.getAsConstantArrayType(type))
    return array->getSize().getLimitedValue();
  if (const auto *special =
          dyn_cast_or_null<ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
      special && special->isInStdNamespace() && special->getName() == "array" &&
      special->getTemplateArgs().size() == 2 &&
      special->getTemplateArgs()[1].getKind() == TemplateArgument::Integral)
    return special->getTemplateArgs()[1].getAsIntegral().getLimitedValue();
  const InitListExpr *list = listIn(&object);
  return list ? std::optional<std::int64_t>(list->getNumInits()) : listedSize(object, around);
}

/// True for what a `.` may follow without parentheses.
static bool isPostfix(const Expr &expression) {
  return isa<DeclRefExpr>(expression) || isa<MemberExpr>(expression) ||
         isa<CXXMemberCallExpr>(expression) || isa<ArraySubscriptExpr>(expression) ||
         isa<CXXThisExpr>(expression) ||
         (isa<CXXOperatorCallExpr>(expression) &&
          cast<CXXOperatorCallExpr>(expression).getOperator() == OO_Subscript);
}

/// What `*` or operator* is applied to, or null.
static const Expr *dereferenced(const Expr &expression) {
  if (const auto *unary = dyn_cast<UnaryOperator>(&expression))
    return unary->getOpcode() == UO_Deref ? unary->getSubExpr()->IgnoreParenImpCasts() : nullptr;
  const auto *call = dyn_cast<CXXOperatorCallExpr>(&expression);
  const bool isStar = call && call->getOperator() == OO_Star && call->getNumArgs() == 1;
  return isStar ? call->getArg(0)->IgnoreParenImpCasts() : nullptr;
}

static std::string sizeText(const Expr &object, const ASTContext &context) {
  if (const Expr *pointer = dereferenced(object)) {
    const std::string text = textOf(*pointer, context);
    return text.empty() || !isPostfix(*pointer) ? "" : text + "->size()";
  }
  const std::string text = textOf(object, context);
  return text.empty() || !isPostfix(object) ? "" : text + ".size()";
}

ir::TripCount sizeOf(const Expr &written, const Surroundings &around) {
  ASTContext &context = around.context;
  const Expr &object = passedOn(written);
  if (ir::TripCount numbers = numbersOf(object, context);
      numbers.kind != ir::TripCount::Kind::Unknown)
    return numbers;
  const bool isNamed = isRepeatable(object);
  if (const auto fixed = fixedSize(object, around)) {
    if (!isNamed)
      return constant(*fixed);
    if (!object.getType()->isArrayType())
      return constant(*fixed, sizeText(object, context));
    const std::string text = context.getLangOpts().CPlusPlus17 ? textOf(object, context) : "";
    return constant(*fixed, text.empty() ? text : "std::size(" + text + ")");
  }
  QualType type = object.getType().getNonReferenceType();
  const bool isArrow = type->isPointerType(); // c of `c->begin()`
  if (isArrow)
    type = type->getPointeeType();
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  const QualType count = record ? sizeType(*record, context) : QualType();
  if (count.isNull() || !isNamed)
    return {};
  if (!isArrow)
    return counted(sizeText(object, context), count);
  const std::string text = isPostfix(object) ? textOf(object, context) : std::string();
  return counted(text.empty() ? text : text + "->size()", count);
}

/// `expression` as an operand of `-`.
static std::string operandText(const Expr &expression, const ASTContext &context) {
  const std::string text = textOf(expression, context);
  const Expr *inner = expression.IgnoreImpCasts();
  return isa<BinaryOperator>(inner) && !text.empty() ? "(" + text + ")" : text;
}

ir::TripCount difference(const Expr &end, const Expr &begin, ASTContext &context) {
  if (!isRepeatable(end) || !isRepeatable(begin))
    return {};
  const std::string from = operandText(begin, context);
  // `p + n` ends n elements after `p`.
  if (const auto *sum = dyn_cast<BinaryOperator>(end.IgnoreParenImpCasts());
      sum && sum->getOpcode() == BO_Add && operandText(*sum->getLHS(), context) == from) {
    const Expr &count = *sum->getRHS()->IgnoreParenImpCasts();
    return counted(textOf(count, context), count.getType());
  }
  const std::string to = textOf(end, context);
  return from.empty() || to.empty() ? ir::TripCount()
                                    : counted(to + " - " + from, context.getPointerDiffType());
}

/// `(int)v.size()` is `v.size()` to who wants to know a size.
static const Expr &withoutCasts(const Expr &expression) {
  const Expr *inner = expression.IgnoreParenImpCasts();
  while (const auto *cast = dyn_cast<ExplicitCastExpr>(inner)) {
    const Expr *operand = cast->getSubExpr()->IgnoreParenImpCasts();
    if (!operand->getType()->isIntegerType())
      break;
    inner = operand;
  }
  if (const auto *braced = dyn_cast<InitListExpr>(inner); braced && braced->getNumInits() == 1)
    return withoutCasts(*braced->getInit(0)); // std::size_t{0}
  return *inner;
}

ir::TripCount numbersBetween(const Expr &lower, const Expr &upper, bool isInclusive,
                             ASTContext &context) {
  const Expr &from = withoutCasts(lower);
  const Expr &to = withoutCasts(upper);
  if (!from.getType()->isIntegralOrEnumerationType() ||
      !to.getType()->isIntegralOrEnumerationType())
    return {};
  const auto first = valueOf(from, context);
  const auto last = valueOf(to, context);
  if (first && last) {
    const std::int64_t count = std::max<std::int64_t>(0, *last - *first + (isInclusive ? 1 : 0));
    return constant(count, count == *last && isRepeatable(to) ? textOf(to, context) : "");
  }
  if ((first && *first < 0) || !isRepeatable(to) || !isRepeatable(from))
    return {};
  const std::string text = textOf(to, context);
  if (text.empty())
    return {};
  if (first && (*first > 0 || !isInclusive))
    return counted(text, to.getType());
  if (first)
    return counted(text + " + 1", to.getType());
  const std::string less = operandText(from, context);
  return less.empty() ? ir::TripCount()
                      : counted(text + " - " + less + (isInclusive ? " + 1" : ""), to.getType());
}

ir::TripCount numbersUpTo(const Expr &count, ASTContext &context) {
  const Expr &number = withoutCasts(count);
  const auto fixed = valueOf(number, context);
  if (fixed)
    return constant(*fixed, isRepeatable(number) ? textOf(number, context) : "");
  return isRepeatable(number) ? counted(textOf(number, context), number.getType())
                              : ir::TripCount();
}

} // namespace maplint::lower
