#include "lib/lower/Types.h"

#include "lib/lower/LockShape.h"

#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace maplint::lower {

std::string qualifiedName(const NamedDecl &decl) {
  std::string name = decl.getNameAsString();
  for (const DeclContext *scope = decl.getDeclContext(); scope; scope = scope->getParent()) {
    if (const auto *space = dyn_cast<NamespaceDecl>(scope)) {
      if (!space->isInline() && !space->isAnonymousNamespace())
        name = space->getNameAsString() + "::" + name;
    } else if (const auto *record = dyn_cast<RecordDecl>(scope)) {
      if (record->getIdentifier())
        name = record->getNameAsString() + "::" + name;
    }
  }
  return name;
}

static ir::TypeKind standardKind(llvm::StringRef name) {
  return llvm::StringSwitch<ir::TypeKind>(name)
      .Case("std::unique_ptr", ir::TypeKind::UniquePointer)
      .Cases({"std::shared_ptr", "boost::shared_ptr", "QSharedPointer"},
             ir::TypeKind::SharedPointer)
      .Cases({"std::optional", "boost::optional", "absl::optional"}, ir::TypeKind::Optional)
      .Cases({"std::vector", "std::list", "std::array", "std::deque", "std::forward_list",
              "std::initializer_list", "std::span", "std::basic_string", "std::basic_string_view",
              "std::stack", "std::queue", "std::priority_queue"},
             ir::TypeKind::Sequence)
      .Cases({"llvm::SmallVector", "llvm::SmallVectorImpl", "llvm::ArrayRef",
              "llvm::MutableArrayRef", "llvm::StringRef", "absl::InlinedVector", "absl::Span",
              "QList", "QVector", "QStringList"},
             ir::TypeKind::Sequence)
      .Cases({"std::function", "std::move_only_function", "std::packaged_task"},
             ir::TypeKind::Callable)
      .Default(ir::TypeKind::Record);
}

static ir::TypeKind concurrencyKind(const CXXRecordDecl &record) {
  switch (roleOf(record)) {
  case model::Role::Mutex: return ir::TypeKind::Mutex;
  case model::Role::Guard: return ir::TypeKind::Guard;
  case model::Role::Thread: return ir::TypeKind::Thread;
  case model::Role::Pool:
  case model::Role::None: break;
  }
  return ir::TypeKind::Record;
}

const model::Container *Types::containerOf(const CXXRecordDecl &record) {
  const CXXRecordDecl *key = record.getCanonicalDecl();
  const auto known = containers_.find(key);
  if (known != containers_.end())
    return known->second;
  containers_[key] = nullptr; // a class is not its own base; cut recursion on invalid code
  const model::Container *found = record.getIdentifier() ? model_.container(qualifiedName(record))
                                                         : nullptr;
  if (!found && record.hasDefinition()) {
    for (const CXXBaseSpecifier &base : record.bases()) {
      if (base.getAccessSpecifier() == AS_private)
        continue;
      const CXXRecordDecl *baseRecord = base.getType()->getAsCXXRecordDecl();
      if (baseRecord && (found = containerOf(*baseRecord)))
        break;
    }
  }
  return containers_[key] = found;
}

const model::Container *Types::container(QualType type) {
  if (type.isNull())
    return nullptr;
  const CXXRecordDecl *record = type.getNonReferenceType()->getAsCXXRecordDecl();
  return record ? containerOf(*record) : nullptr;
}

/// The first template argument that is a type, for smart pointers and sequences.
static QualType firstTypeArgument(const CXXRecordDecl &record, unsigned index) {
  const auto *specialization = dyn_cast<ClassTemplateSpecializationDecl>(&record);
  if (!specialization || specialization->getTemplateArgs().size() <= index)
    return {};
  const TemplateArgument &argument = specialization->getTemplateArgs()[index];
  return argument.getKind() == TemplateArgument::Type ? argument.getAsType() : QualType();
}

void Types::classify(const CXXRecordDecl &record, ir::Type &type) {
  if (const model::Container *container = containerOf(record)) {
    type.kind = ir::TypeKind::Container;
    type.container = container;
    // llvm::StringMap and QHash alike: the mapped type is the last argument that names one.
    const QualType mapped = firstTypeArgument(record, container->name == "llvm::StringMap" ? 0 : 1);
    if (container->isMap && !mapped.isNull())
      type.pointee = this->type(mapped);
    return;
  }
  if (record.isLambda()) {
    type.kind = ir::TypeKind::Callable;
    return;
  }
  if (!record.getIdentifier())
    return;
  const std::string name = qualifiedName(record);
  type.kind = standardKind(name);
  type.isHeap = llvm::StringSwitch<bool>(name)
                    .Cases({"std::vector", "std::deque", "std::list", "std::forward_list"}, true)
                    .Default(false);
  type.isView = llvm::StringSwitch<bool>(name)
                    .Cases({"std::span", "std::basic_string_view", "llvm::ArrayRef",
                            "llvm::MutableArrayRef", "llvm::StringRef", "absl::Span"},
                           true)
                    .Default(false);
  if (type.kind == ir::TypeKind::Sequence || type.pointerLike()) {
    const QualType element = firstTypeArgument(record, 0);
    if (!element.isNull())
      type.pointee = this->type(element);
    return;
  }
  if (type.kind == ir::TypeKind::Record)
    type.kind = concurrencyKind(record);
  if (type.kind == ir::TypeKind::Record && record.getName().contains("terator"))
    type.kind = ir::TypeKind::Iterator;
}

bool Types::isOptionalIterator(QualType type) {
  const ir::Type &optional = describe(type);
  const ir::Type *held = optional.kind == ir::TypeKind::Optional ? unit_.type(optional.pointee) : nullptr;
  return held && held->kind == ir::TypeKind::Iterator;
}

ir::TypeId Types::type(QualType written) {
  const QualType canonical =
      context_.getCanonicalType(written.getNonReferenceType()).getUnqualifiedType();
  const auto known = types_.find(canonical.getTypePtr());
  if (known != types_.end())
    return known->second;
  return add(written.getNonReferenceType().getUnqualifiedType());
}

ir::TypeId Types::add(QualType written) {
  const QualType canonical = context_.getCanonicalType(written).getUnqualifiedType();
  const auto id = static_cast<ir::TypeId>(unit_.types.size());
  types_[canonical.getTypePtr()] = id;
  unit_.types.push_back({.spelling = written.getAsString(context_.getPrintingPolicy())});
  ir::Type result = unit_.types.back();
  if (canonical->isPointerType()) {
    result.kind = ir::TypeKind::Pointer;
    if (!canonical->isVoidPointerType() && !canonical->isFunctionPointerType())
      result.pointee = type(canonical->getPointeeType());
  } else if (canonical->isArithmeticType() || canonical->isEnumeralType()) {
    result.kind = ir::TypeKind::Scalar;
    result.triviallyCopied = true;
  } else if (const auto *array = context_.getAsArrayType(canonical)) {
    result.kind = ir::TypeKind::Sequence;
    result.pointee = type(array->getElementType());
  } else if (const CXXRecordDecl *record = canonical->getAsCXXRecordDecl()) {
    result.record = this->record(*record);
    result.kind = ir::TypeKind::Record;
    classify(*record, result);
  }
  unit_.types[id] = std::move(result);
  return id;
}

ir::SymbolId Types::symbol(const NamedDecl &decl, ir::Symbol symbol) {
  llvm::SmallString<128> usr;
  if (index::generateUSRForDecl(&decl, usr))
    usr = (qualifiedName(decl) + "@" + std::to_string(decl.getLocation().getRawEncoding()));
  symbol.usr = usr.str();
  symbol.inSystemHeader = sources_.inSystemHeader(decl.getLocation());
  const auto known = unit_.symbolByUsr.find(symbol.usr);
  if (known != unit_.symbolByUsr.end())
    return known->second;
  const auto id = static_cast<ir::SymbolId>(unit_.symbols.size());
  unit_.symbolByUsr.emplace(symbol.usr, id);
  unit_.symbols.push_back(std::move(symbol));
  return id;
}

/// The field or variable that GUARDED_BY(...) names.
template <typename Declaration>
static const Declaration *guardOf(const ValueDecl &guarded) {
  const auto *attribute = guarded.getAttr<GuardedByAttr>();
  const Expr *written = attribute ? attribute->getArg()->IgnoreParenImpCasts() : nullptr;
  if (const auto *address = dyn_cast_or_null<UnaryOperator>(written);
      address && address->getOpcode() == UO_AddrOf)
    written = address->getSubExpr()->IgnoreParenImpCasts();
  if (const auto *member = dyn_cast_or_null<MemberExpr>(written))
    return isa<CXXThisExpr>(member->getBase()->IgnoreParenImpCasts())
               ? dyn_cast<Declaration>(member->getMemberDecl())
               : nullptr;
  const auto *named = dyn_cast_or_null<DeclRefExpr>(written);
  return named ? dyn_cast<Declaration>(named->getDecl()) : nullptr;
}

ir::SymbolId Types::field(const FieldDecl &field) {
  const auto known = symbols_.find(&field);
  if (known != symbols_.end())
    return known->second;
  ir::Symbol symbol;
  symbol.kind = ir::SymbolKind::Field;
  symbol.name = field.getNameAsString();
  symbol.isPrivate = field.getAccess() == AS_private;
  symbol.isConst = field.getType().isConstQualified();
  symbol.isReference = field.getType()->isReferenceType();
  symbol.hasInitializer = field.hasInClassInitializer();
  if (!sources_.inSystemHeader(field.getLocation()))
    symbol.range = sources_.token(field.getLocation());
  symbol.type = type(field.getType());
  if (const auto *owner = dyn_cast<CXXRecordDecl>(field.getParent()))
    symbol.owner = record(*owner);
  if (const auto *guard = guardOf<FieldDecl>(field))
    symbol.guardedBy = this->field(*guard);
  return symbols_[&field] = this->symbol(field, std::move(symbol));
}

/// True for an initializer that leaves a pointer, a smart pointer or an optional null.
bool Types::isNull(const Expr &init) const {
  const Expr &value = *init.IgnoreUnlessSpelledInSource();
  if (const auto *made = dyn_cast<CXXConstructExpr>(&value))
    return made->getNumArgs() == 0 && !made->getType()->isArrayType();
  return value.isNullPointerConstant(context_, Expr::NPC_ValueDependentIsNotNull) !=
         Expr::NPCK_NotNull;
}

ir::SymbolId Types::variable(const VarDecl &variable) {
  const VarDecl *key = variable.getCanonicalDecl();
  const auto known = symbols_.find(key);
  if (known != symbols_.end())
    return known->second;
  ir::Symbol symbol;
  symbol.kind = variable.isStaticLocal() ? ir::SymbolKind::StaticLocal : ir::SymbolKind::Global;
  symbol.name = qualifiedName(variable);
  symbol.isThreadLocal = variable.getTLSKind() != VarDecl::TLS_None;
  symbol.isConst = variable.getType().isConstQualified();
  symbol.isReference = variable.getType()->isReferenceType();
  symbol.isInternal = variable.isStaticLocal() || !variable.isExternallyVisible();
  symbol.isPrivate = variable.getAccess() == AS_private;
  if (const VarDecl *definition = key->getDefinition(context_)) {
    symbol.hasInitializer = definition->hasInit() && !isNull(*definition->getInit());
    symbol.isThreadLocal |= definition->getTLSKind() != VarDecl::TLS_None;
  }
  if (!sources_.inSystemHeader(variable.getLocation()))
    symbol.range = sources_.token(variable.getLocation());
  symbol.type = type(variable.getType());
  if (const auto *owner = dyn_cast<CXXRecordDecl>(variable.getDeclContext()))
    symbol.owner = record(*owner);
  if (const auto *guard = guardOf<VarDecl>(variable); guard && guard->hasGlobalStorage())
    symbol.guardedBy = this->variable(*guard);
  return symbols_[key] = this->symbol(*key, std::move(symbol));
}

ir::SymbolId Types::function(const FunctionDecl &function) {
  const FunctionDecl *key = function.getCanonicalDecl();
  const auto known = symbols_.find(key);
  if (known != symbols_.end())
    return known->second;
  ir::Symbol symbol;
  symbol.kind = ir::SymbolKind::Function;
  symbol.name = qualifiedName(function);
  symbol.isInternal = !function.isExternallyVisible();
  symbol.isPrivate = function.getAccess() == AS_private;
  if (!sources_.inSystemHeader(key->getLocation()))
    symbol.range = sources_.token(key->getLocation());
  if (const auto *owner = dyn_cast<CXXRecordDecl>(function.getDeclContext()))
    symbol.owner = record(*owner);
  return symbols_[key] = this->symbol(*key, std::move(symbol));
}

ir::SymbolId Types::record(const CXXRecordDecl &record) {
  const CXXRecordDecl *key = record.getCanonicalDecl();
  const auto known = symbols_.find(key);
  if (known != symbols_.end())
    return known->second;
  ir::Symbol symbol;
  symbol.kind = ir::SymbolKind::Record;
  symbol.name = qualifiedName(record);
  symbol.isInternal = !record.isExternallyVisible();
  if (const CXXRecordDecl *definition = record.getDefinition();
      definition && !sources_.inSystemHeader(definition->getLocation()))
    symbol.range = sources_.token(definition->getLocation());
  return symbols_[key] = this->symbol(*key, std::move(symbol));
}

} // namespace maplint::lower
