#include "lib/driver/HeaderBodies.h"

#include "lib/lower/ClangVersion.h"

#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StableHashing.h"

namespace maplint::driver {

using namespace clang;

HeaderBodies::HeaderBodies(const SourceManager &sources, const LangOptions &language,
                           TakenBodies others)
    : sources_(sources), others_(others),
      salt_(llvm::stable_hash_combine(others.salt, language.LangStd)) {}

std::uint64_t HeaderBodies::keyOf(FileID file) {
  const auto [known, isNew] = files_.try_emplace(file, 0);
  const OptionalFileEntryRef entry = sources_.getFileEntryRefForID(file);
  if (!isNew || file == sources_.getMainFileID() || !entry)
    return known->second;
  const llvm::sys::fs::UniqueID id = entry->getUniqueID();
  const std::uint64_t parts[] = {salt_, id.getDevice(), id.getFile(),
                                 static_cast<std::uint64_t>(entry->getSize()),
                                 static_cast<std::uint64_t>(entry->getModificationTime())};
  return known->second = llvm::stable_hash_combine(parts);
}

std::uint64_t HeaderBodies::keyOf(SourceLocation location) {
  if (location.isInvalid() || location.isMacroID())
    return 0;
  const auto [file, offset] = sources_.getDecomposedLoc(location);
  const std::uint64_t key = keyOf(file);
  return key ? llvm::stable_hash_combine(key, offset) : 0;
}

bool HeaderBodies::isTaken(const Decl &declaration) {
  const auto *function = dyn_cast<FunctionDecl>(&declaration);
  if (!function || isa<CXXConstructorDecl, CXXDestructorDecl>(function) ||
      function->isDependentContext())
    return false;
  const std::uint64_t key = keyOf(function->getLocation());
  if (!key)
    return false;
  if (others_.contains(key))
    return true;
  seen_.emplace_back(function, key);
  return false;
}

/// Clang has concluded from the body that the function never returns: its callers need that.
static bool isKnownNotToReturn([[maybe_unused]] const FunctionDecl &function) {
#ifdef MAPLINT_INFERRED_NO_RETURN
  return function.hasAttr<MAPLINT_INFERRED_NO_RETURN>();
#else
  return false;
#endif
}

/// A function of which each unit has the same one, and whose body tells the others nothing.
static bool isShared(const FunctionDecl &function) {
  return function.isExternallyVisible() && function.doesThisDeclarationHaveABody() &&
         !function.isInvalidDecl() && !isKnownNotToReturn(function);
}

std::vector<std::uint64_t> HeaderBodies::taken(const Preprocessor &preprocessor) const {
  std::vector<std::uint64_t> keys;
  for (const auto &[function, key] : seen_) {
    const FileID file = sources_.getFileID(function->getLocation());
    if (isShared(*function) && preprocessor.getHeaderSearchInfo().isFileMultipleIncludeGuarded(
                                   *sources_.getFileEntryRefForID(file)))
      keys.push_back(key);
  }
  return keys;
}

} // namespace maplint::driver
