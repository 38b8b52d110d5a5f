// maplint's checks inside clang-tidy: one adapter class, one loop over allChecks().

#include "lib/core/Check.h"
#include "lib/flow/Analysis.h"
#include "lib/lower/ClangVersion.h"
#include "lib/lower/Lower.h"
#include "tools/clang-tidy-module/Translate.h"

#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#ifdef MAPLINT_TIDY_REGISTRY_HEADER
#include "clang-tidy/ClangTidyModuleRegistry.h"
#endif
#include "clang/AST/ASTContext.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"

#include <memory>
#include <optional>

namespace maplint::tidy {
namespace {

using clang::StringRef;
using clang::ast_matchers::MatchFinder;

/// One translation unit, lowered and analysed.
struct Analysed {
  Analysed(clang::ASTContext &context, const model::Model &model)
      : unit(lower::lower(context, model)), facts(flow::analyse(unit)) {}

  const ir::Unit unit;
  const flow::UnitFacts facts; ///< points into `unit`
};

/// Shared by the checks of one run: the first that asks pays for the analysis.
class UnitCache {
public:
  const Analysed &of(clang::ASTContext &context) {
    if (owner_ != &context) {
      analysed_ = std::make_unique<Analysed>(context, model_);
      owner_ = &context;
    }
    return *analysed_;
  }

  /// The next translation unit may get its context at the same address.
  void forget() {
    analysed_.reset();
    owner_ = nullptr;
  }

private:
  const model::Model model_;
  const clang::ASTContext *owner_ = nullptr;
  std::unique_ptr<const Analysed> analysed_;
};

class Adapter : public clang::tidy::ClangTidyCheck {
public:
  Adapter(const Check &check, std::shared_ptr<UnitCache> cache, StringRef name,
          clang::tidy::ClangTidyContext *context)
      : ClangTidyCheck(name, context), check_(check), cache_(std::move(cache)),
        options_(check.info) {
    for (const OptionInfo &option : check.info.options)
      read(option);
  }

  bool isLanguageVersionSupported(const clang::LangOptions &language) const override {
    return language.CPlusPlus;
  }

  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &stored) override {
    for (const OptionInfo &option : check_.info.options)
      Options.store(stored, option.name, options_.get(option.name));
  }

  void registerMatchers(MatchFinder *finder) override {
    finder->addMatcher(clang::ast_matchers::translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult &match) override {
    // What did not compile is seen only in part; the compiler's own error is the message.
    if (match.Context->getDiagnostics().hasUncompilableErrorOccurred())
      return;
    const Analysed &analysed = cache_->of(*match.Context);
    const Translator translator(analysed.unit.files, *match.SourceManager);
    check_.run(analysed.facts, options_, [&](const Finding &finding) {
      if (finding.confidence != Confidence::Low)
        report(finding, translator);
    });
  }

  void onEndOfTranslationUnit() override { cache_->forget(); }

private:
  void read(const OptionInfo &option) {
    // A value that is no number at all is reported by get() itself.
    const std::optional<std::int64_t> value = Options.get<std::int64_t>(option.name);
    if (!value || options_.set(option.name, *value))
      return;
    configurationDiag(
        "invalid configuration value '%0' for option '%1.%2'; expected an integer from %3 to %4")
        << std::to_string(*value) << check_.info.id << option.name << std::to_string(option.min)
        << std::to_string(option.max);
  }

  void report(const Finding &finding, const Translator &translator) {
    {
      auto shown = diag(translator.begin(finding.range), "%0");
      shown << finding.message << translator.range(finding.range);
      // clang-tidy applies what a diagnostic carries: of several alternatives only the first.
      if (!finding.fixes.empty())
        for (const clang::FixItHint &hint : translator.hints(finding.fixes.front()))
          shown << hint;
    }
    for (const Note &note : finding.notes)
      diag(translator.begin(note.range), "%0", clang::DiagnosticIDs::Note)
          << note.message << translator.range(note.range);
  }

  const Check &check_;
  std::shared_ptr<UnitCache> cache_;
  CheckOptions options_;
};

class Module : public clang::tidy::ClangTidyModule {
public:
  void addCheckFactories(clang::tidy::ClangTidyCheckFactories &factories) override {
    const auto cache = std::make_shared<UnitCache>();
    for (const Check *check : allChecks())
      factories.registerCheckFactory(
          check->info.id, [check, cache](StringRef name, clang::tidy::ClangTidyContext *context) {
            return std::make_unique<Adapter>(*check, cache, name, context);
          });
  }
};

// clang-tidy finds a plugin by a static registration and in no other way.
// NOLINTNEXTLINE(bugprone-throwing-static-initialization)
const clang::tidy::ClangTidyModuleRegistry::Add<Module>
    registration("maplint", "Misuse of maps: races, dead iterators, null maps, missing reserves.");

} // namespace
} // namespace maplint::tidy
