#include "lib/driver/UserCode.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

namespace maplint::driver {
namespace {

// Redefining members of the base is how this visitor works.
// NOLINTBEGIN(bugprone-derived-method-shadowing-base-method)
class LambdaFinder : public clang::RecursiveASTVisitor<LambdaFinder> {
public:
  bool shouldVisitTemplateInstantiations() const { return true; }

  bool shouldWalkTypesOfTypeLocs() const { return false; }

  // Types hold no lambdas that matter here, and are most of what there is to walk.
  bool TraverseTypeLoc(clang::TypeLoc) { return true; }

  bool TraverseTypeLoc(clang::TypeLoc, bool) { return true; }

  bool VisitLambdaExpr(clang::LambdaExpr *lambda) {
    const clang::CXXMethodDecl *call = lambda->getCallOperator();
    // Inside a template everything is uninstantiated; its instantiations are looked at.
    if (!lambda->isGenericLambda() || lambda->getLambdaClass()->getParent()->isDependentContext())
      return true;
    const clang::FunctionTemplateDecl *generic = call->getDescribedFunctionTemplate();
    found = generic && generic->specializations().empty();
    return !found;
  }

  bool found = false;
};

// NOLINTEND(bugprone-derived-method-shadowing-base-method)

} // namespace

bool UserCode::wrote(clang::SourceLocation location) {
  if (location.isInvalid())
    return false;
  // Asked of the place itself: `#pragma GCC system_header` holds from its line on.
  return !sources_.isInSystemHeader(sources_.getExpansionLoc(location));
}

bool hasUncalledGenericLambda(llvm::ArrayRef<clang::Decl *> declarations) {
  LambdaFinder finder;
  for (clang::Decl *declaration : declarations)
    if (!finder.TraverseDecl(declaration))
      break;
  return finder.found;
}

} // namespace maplint::driver
