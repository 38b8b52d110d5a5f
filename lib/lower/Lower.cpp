#include "lib/lower/Lower.h"

#include "lib/lower/FunctionLowering.h"
#include "lib/lower/Sources.h"
#include "lib/lower/Types.h"
#include "lib/model/Concurrency.h"

#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace maplint::lower {

static int standardOf(const LangOptions &language) {
  if (language.CPlusPlus23)
    return 23;
  if (language.CPlusPlus20)
    return 20;
  if (language.CPlusPlus17)
    return 17;
  return language.CPlusPlus14 ? 14 : 11;
}

namespace {

/// Walks the declarations of user code and lowers each body once.
class UnitLowering {
public:
  UnitLowering(ASTContext &context, const model::Model &model, ir::Unit &unit)
      : context_(context), unit_(unit),
        sources_(context.getSourceManager(), context.getLangOpts(), unit.files),
        types_(context, model, sources_, unit) {}

  void run() {
    for (const Decl *declaration : context_.getTraversalScope())
      walk(declaration);
  }

private:
  void walk(const Decl *declaration);
  void walkRecord(const CXXRecordDecl &record);
  void walkFunction(const FunctionDecl &function);
  ir::FunctionId lowerLambda(const LambdaExpr &lambda, ir::FunctionId parent);
  ir::FunctionId lowerFunction(const FunctionDecl &function, ir::FunctionId parent);
  void describe(const FunctionDecl &declaration, ir::Function &function);

  ASTContext &context_;
  ir::Unit &unit_;
  Sources sources_;
  Types types_;
};

void UnitLowering::walk(const Decl *declaration) {
  if (isa<TranslationUnitDecl>(declaration) || isa<NamespaceDecl>(declaration) ||
      isa<LinkageSpecDecl>(declaration)) {
    if (const auto *space = dyn_cast<NamespaceDecl>(declaration);
        space && sources_.inSystemHeader(space->getLocation()))
      return;
    for (const Decl *child : cast<DeclContext>(declaration)->decls())
      walk(child);
    return;
  }
  if (sources_.inSystemHeader(declaration->getLocation()))
    return;
  if (const auto *generic = dyn_cast<FunctionTemplateDecl>(declaration)) {
    for (const FunctionDecl *instance : generic->specializations())
      walkFunction(*instance);
    return;
  }
  if (const auto *generic = dyn_cast<ClassTemplateDecl>(declaration)) {
    for (const ClassTemplateSpecializationDecl *instance : generic->specializations())
      walkRecord(*instance);
    return;
  }
  if (const auto *function = dyn_cast<FunctionDecl>(declaration))
    walkFunction(*function);
  else if (const auto *record = dyn_cast<CXXRecordDecl>(declaration))
    walkRecord(*record);
}

/// The class, or one that it is derived from, is one of those that the project names.
static bool isHandler(const CXXRecordDecl &record, const model::Model &model) {
  if (!model.hasHandlers() || !record.hasDefinition())
    return false;
  if (record.getIdentifier() && model.isHandler(qualifiedName(record)))
    return true;
  return llvm::any_of(record.bases(), [&](const CXXBaseSpecifier &base) {
    const CXXRecordDecl *inherited = base.getType()->getAsCXXRecordDecl();
    return inherited && isHandler(*inherited, model);
  });
}

void UnitLowering::walkRecord(const CXXRecordDecl &record) {
  if (!record.isThisDeclarationADefinition() || record.isDependentContext())
    return;
  ir::Record described;
  described.symbol = types_.record(record);
  described.hasFriends = record.hasFriends();
  described.hasUserConstructor = record.hasUserDeclaredConstructor();
  described.isHandler = isHandler(record, types_.model());
  for (const FieldDecl *field : record.fields())
    described.fields.push_back(types_.field(*field));
  for (const CXXBaseSpecifier &base : record.bases())
    if (const CXXRecordDecl *baseRecord = base.getType()->getAsCXXRecordDecl())
      described.bases.push_back(types_.record(*baseRecord));
  for (const CXXMethodDecl *method : record.methods()) {
    if (method->isImplicit() || method->isDeleted() || method->isDefaulted())
      continue;
    described.methods.push_back(types_.function(*method));
    if (method->isDefined())
      described.definedMethods.push_back(described.methods.back());
  }
  unit_.add(std::move(described));
  for (const Decl *child : record.decls())
    if (!isa<CXXRecordDecl>(child) || !cast<CXXRecordDecl>(child)->isInjectedClassName())
      walk(child);
}

void UnitLowering::walkFunction(const FunctionDecl &function) {
  if (!function.doesThisDeclarationHaveABody() || function.isDependentContext() ||
      function.isInvalidDecl() || function.isDefaulted() || !function.getBody())
    return;
  // The body of a closure is lowered where it stands, also when a call instantiates it later.
  const auto *method = dyn_cast<CXXMethodDecl>(&function);
  if (method && method->getParent()->isLambda())
    return;
  lowerFunction(function, ir::none);
}

void UnitLowering::describe(const FunctionDecl &declaration, ir::Function &function) {
  function.symbol = types_.function(declaration);
  function.name = qualifiedName(declaration);
  function.range = sources_.range(declaration.getSourceRange());
  function.returnType = types_.type(declaration.getReturnType());
  function.returnsReference = declaration.getReturnType()->isReferenceType();
  function.isInternal = !declaration.isExternallyVisible();
  function.isTemplate = declaration.isTemplateInstantiation();
  function.cppStandard = standardOf(context_.getLangOpts());
  function.locksUnchecked = declaration.hasAttr<NoThreadSafetyAnalysisAttr>();
  const auto *method = dyn_cast<CXXMethodDecl>(&declaration);
  if (!method)
    return;
  function.isMethod = true;
  function.record = types_.record(*method->getParent());
  function.isConstructor = isa<CXXConstructorDecl>(method);
  function.isDestructor = isa<CXXDestructorDecl>(method);
  function.isStatic = method->isStatic();
  function.isConst = method->isConst();
  function.isVirtual = method->isVirtual();
  function.isPrivate = method->getAccess() == AS_private;
  function.isProtected = method->getAccess() == AS_protected;
  function.isLambda = method->getParent()->isLambda();
  for (const CXXMethodDecl *overridden : method->overridden_methods())
    function.overrides.push_back(types_.function(*overridden));
}

ir::FunctionId UnitLowering::lowerFunction(const FunctionDecl &declaration, ir::FunctionId parent) {
  const auto id = static_cast<ir::FunctionId>(unit_.functions.size());
  unit_.functions.emplace_back();
  ir::Function &function = unit_.functions.back(); // a deque: stays while lambdas are added
  describe(declaration, function);
  function.parent = parent;
  if (function.isLambda && parent != ir::none)
    function.record = unit_.functions[parent].record;
  unit_.functionBySymbol.emplace(function.symbol, id);
  const auto nested = [&](const LambdaExpr &lambda) { return lowerLambda(lambda, id); };
  FunctionLowering(types_, declaration, function, nested).run();
  return id;
}

ir::FunctionId UnitLowering::lowerLambda(const LambdaExpr &lambda, ir::FunctionId parent) {
  const CXXMethodDecl *body = lambda.getCallOperator();
  if (const FunctionTemplateDecl *generic = lambda.getDependentCallOperator()) {
    body = nullptr;
    for (const FunctionDecl *instance : generic->specializations())
      if (instance->getBody())
        body = dyn_cast<CXXMethodDecl>(instance);
  }
  if (!body || !body->getBody() || body->isDependentContext())
    return ir::none;
  return lowerFunction(*body, parent);
}

} // namespace

bool isUserCode(const Decl &declaration, const ASTContext &context) {
  const SourceManager &manager = context.getSourceManager();
  const SourceLocation at = manager.getExpansionLoc(declaration.getLocation());
  return at.isValid() && !manager.isInSystemHeader(at);
}

/// The text between the brackets or quotes of the include directive that is `line`, or nothing.
static llvm::StringRef included(llvm::StringRef line) {
  line = line.trim();
  if (!line.consume_front("#"))
    return {};
  line = line.ltrim();
  if (!line.consume_front("include"))
    return {};
  line = line.ltrim();
  if (!line.starts_with("<") && !line.starts_with("\""))
    return {};
  return line.drop_front().take_until([](char c) { return c == '>' || c == '"'; });
}

/// The directives themselves say more than what is included in the end: a file asks for threads.
static void addThreadHeaders(ir::Unit &unit) {
  for (FileId file = 0; file < unit.files.size(); ++file) {
    const llvm::StringRef text(unit.files[file].text.data(), unit.files[file].text.size());
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const llvm::StringRef line = text.slice(at, end);
      if (model::isThreadHeader(std::string_view(included(line)))) {
        unit.threadHeaders.push_back({.file = file,
                                      .begin = static_cast<std::uint32_t>(at),
                                      .end = static_cast<std::uint32_t>(end)});
        break;
      }
      at = end + 1;
    }
  }
}

ir::Unit lower(ASTContext &context, const model::Model &model) {
  ir::Unit unit;
  const SourceManager &manager = context.getSourceManager();
  if (const auto entry = manager.getFileEntryRefForID(manager.getMainFileID()))
    unit.mainFile = entry->getName().str();
  UnitLowering(context, model, unit).run();
  addThreadHeaders(unit);
  return unit;
}

} // namespace maplint::lower
