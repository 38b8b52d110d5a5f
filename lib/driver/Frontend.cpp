#include "lib/driver/Frontend.h"

#include "lib/driver/Compiler.h"
#include "lib/driver/UserCode.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/Stack.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/SemaConsumer.h"
#include "llvm/ADT/SmallString.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace maplint::driver {
namespace {

using namespace clang;

/// Keeps the first error; the rest usually follows from it.
class FirstError : public DiagnosticConsumer {
public:
  void HandleDiagnostic(DiagnosticsEngine::Level level, const Diagnostic &info) override {
    DiagnosticConsumer::HandleDiagnostic(level, info);
    if (level < DiagnosticsEngine::Error || !text.empty())
      return;
    llvm::SmallString<128> message;
    info.FormatDiagnostic(message);
    text = place(info) + message.str().str();
  }

  std::string text;

private:
  static std::string place(const Diagnostic &info) {
    if (!info.hasSourceManager() || info.getLocation().isInvalid())
      return {};
    const SourceManager &sources = info.getSourceManager();
    const PresumedLoc at = sources.getPresumedLoc(sources.getExpansionLoc(info.getLocation()));
    if (at.isInvalid())
      return {};
    return std::string(at.getFilename()) + ":" + std::to_string(at.getLine()) + ":" +
           std::to_string(at.getColumn()) + ": ";
  }
};

/// What a parse is for, and what came of it. Outlives the consumer, which the frontend destroys.
struct Purpose {
  ParseMode mode;
  TakenBodies taken;
  UseContext use;
  ParseOutcome outcome = ParseOutcome::Failed;
  std::vector<std::uint64_t> bodies;
};

class Consumer : public SemaConsumer {
public:
  Consumer(CompilerInstance &compiler, Purpose &purpose)
      : compiler_(compiler), user_(compiler.getSourceManager()),
        bodies_(compiler.getSourceManager(), compiler.getLangOpts(), purpose.taken),
        purpose_(purpose) {}

  void InitializeSema(Sema &sema) override { sema_ = &sema; }

  void ForgetSema() override { sema_ = nullptr; }

  bool shouldSkipFunctionBody(Decl *declaration) override {
    return !user_.wrote(declaration->getLocation()) || bodies_.isTaken(*declaration);
  }

  bool HandleTopLevelDecl(DeclGroupRef group) override {
    if (!scope_ && sema_)
      scope_ = sema_->TUScope;
    std::copy_if(group.begin(), group.end(), std::back_inserter(top_),
                 [this](const Decl *each) { return user_.wrote(each->getLocation()); });
    return true;
  }

  void HandleTranslationUnit(ASTContext &context) override {
    const bool fast = purpose_.mode == ParseMode::Fast;
    if (fast && !failed())
      instantiateUserTemplates();
    if (failed())
      return;
    if (fast && hasUncalledGenericLambda(top_)) {
      purpose_.outcome = ParseOutcome::Incomplete;
      return;
    }
    purpose_.outcome = ParseOutcome::Used;
    context.setTraversalScope(top_);
    purpose_.bodies = bodies_.taken(compiler_.getPreprocessor());
    purpose_.use(context);
  }

private:
  [[nodiscard]] bool failed() const { return compiler_.getDiagnostics().hasErrorOccurred(); }

  /// The parse of a translation unit's prefix leaves all pending instantiations undone; do those
  /// whose text the user wrote. They may ask for more, which join the queue.
  void instantiateUserTemplates() {
    // A prefix ends without a scope, but instantiating looks names up.
    Scope *const atEnd = sema_->TUScope;
    sema_->TUScope = scope_;
    auto &pending = sema_->PendingInstantiations;
    while (!pending.empty()) {
      const auto [declaration, point] = pending.front();
      pending.pop_front();
      auto *function = dyn_cast<FunctionDecl>(declaration);
      const FunctionDecl *pattern =
          function ? function->getTemplateInstantiationPattern() : nullptr;
      if (!pattern || function->isDefined() || !user_.wrote(pattern->getLocation()))
        continue;
      sema_->InstantiateFunctionDefinition(point, function, /*Recursive=*/false,
                                           /*DefinitionRequired=*/false, /*AtEndOfTU=*/true);
    }
    sema_->TUScope = atEnd;
  }

  CompilerInstance &compiler_;
  UserCode user_;
  HeaderBodies bodies_;
  Purpose &purpose_;
  Sema *sema_ = nullptr;
  Scope *scope_ = nullptr;
  std::vector<Decl *> top_;
};

class Action : public ASTFrontendAction {
public:
  explicit Action(Purpose &purpose) : purpose_(purpose) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &compiler, StringRef) override {
    compiler.getFrontendOpts().SkipFunctionBodies = purpose_.mode == ParseMode::Fast;
    return std::make_unique<Consumer>(compiler, purpose_);
  }

  TranslationUnitKind getTranslationUnitKind() override {
    return purpose_.mode == ParseMode::Fast ? TU_Prefix : TU_Complete;
  }

private:
  Purpose &purpose_;
};

} // namespace

ParseResult parse(const ParseRequest &request,
                  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files, UseContext use) {
  noteBottomOfStack();
  if (const std::error_code error = files->setCurrentWorkingDirectory(request.directory))
    return {.outcome = ParseOutcome::Failed,
            .firstError = request.directory.str() + ": " + error.message(),
            .bodies = {}};
  FirstError errors;
  auto invocation = makeInvocation(request.arguments, files, errors);
  if (!invocation)
    return {.outcome = ParseOutcome::Failed, .firstError = errors.text, .bodies = {}};
  CompilerInstance &compiler = makeCompiler(std::move(invocation), std::move(files), errors);
  Purpose purpose{.mode = request.mode, .taken = request.taken, .use = use};
  Action action(purpose);
  if (!compiler.ExecuteAction(action))
    return {.outcome = ParseOutcome::Failed, .firstError = errors.text, .bodies = {}};
  return {.outcome = purpose.outcome, .firstError = {}, .bodies = std::move(purpose.bodies)};
}

} // namespace maplint::driver
