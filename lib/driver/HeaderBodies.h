// Bodies of functions in the project's headers that another unit of the run has taken down already:
// who includes the header as well need not parse them again.

#pragma once

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include "clang/Basic/SourceLocation.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace clang {
class Decl;
class FunctionDecl;
class LangOptions;
class Preprocessor;
class SourceManager;
} // namespace clang

namespace maplint::driver {

/// Which bodies other units have taken down, by key; see HeaderBodies::taken().
struct TakenBodies {
  llvm::function_ref<bool(std::uint64_t)> contains;
  /// Units that share it read a body alike: the same model of containers.
  std::uint64_t salt = 0;
};

/// The bodies of one parse. Keys hold for all units of a run whose sources do not change meanwhile:
/// a place in a file, and the standard the file is read by.
class HeaderBodies {
public:
  HeaderBodies(const clang::SourceManager &sources, const clang::LangOptions &language,
               TakenBodies others);

  /// True when another unit has taken down the body that `declaration` is about to get. Guards'
  /// constructors and destructors are needed everywhere: they tell what the class is.
  bool isTaken(const clang::Decl &declaration);

  /// The keys of bodies that this parse has seen and that others may leave out: those of functions
  /// that all units share, in headers that a unit reads once.
  [[nodiscard]] std::vector<std::uint64_t> taken(const clang::Preprocessor &preprocessor) const;

private:
  std::uint64_t keyOf(clang::SourceLocation location);
  std::uint64_t keyOf(clang::FileID file);

  const clang::SourceManager &sources_;
  TakenBodies others_;
  std::uint64_t salt_;
  llvm::DenseMap<clang::FileID, std::uint64_t> files_; ///< 0: not to be left out
  std::vector<std::pair<const clang::FunctionDecl *, std::uint64_t>> seen_;
};

} // namespace maplint::driver
