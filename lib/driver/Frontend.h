// One parse of one translation unit: the seam to Clang's frontend.

#pragma once

#include "lib/driver/HeaderBodies.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <string>
#include <vector>

namespace clang {
class ASTContext;
}

namespace maplint::driver {

enum class ParseMode : std::uint8_t {
  Fast, ///< skips what only system headers need: most function bodies and instantiations
  Exact,
};

enum class ParseOutcome : std::uint8_t {
  Used,
  Incomplete, ///< fast mode may have missed something: parse again in exact mode
  Failed,
};

struct ParseResult {
  ParseOutcome outcome = ParseOutcome::Failed;
  std::string firstError;            ///< of a failed parse, as FILE:LINE:COL: message
  std::vector<std::uint64_t> bodies; ///< of headers, that other units may leave out now
};

/// How one translation unit is parsed.
struct ParseRequest {
  llvm::ArrayRef<std::string> arguments; ///< of Clang's driver, hardened
  llvm::StringRef directory;
  ParseMode mode = ParseMode::Fast;
  TakenBodies taken; ///< bodies that need not be parsed; the exact mode parses them all
};

using UseContext = llvm::function_ref<void(clang::ASTContext &)>;

/// Parses and, when the code compiles, calls `use` with the context, whose traversal scope is the
/// user's own declarations. Nothing is freed: the process that parses is about to end.
ParseResult parse(const ParseRequest &request,
                  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files, UseContext use);

} // namespace maplint::driver
