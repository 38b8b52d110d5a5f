// Other programs, run to their end.

#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace maplint::driver {

/// What a program that was run came to.
struct ProcessResult {
  int status = -1; ///< 0 when it succeeded
  std::string out;
  std::string firstError; ///< first line of what it wrote to standard error
};

/// Runs `program`, a path, with `words` behind it, without a shell and without input. An error when
/// it cannot be run at all; after two minutes it is ended.
llvm::Expected<ProcessResult> runProgram(const std::string &program,
                                         llvm::ArrayRef<llvm::StringRef> words);

} // namespace maplint::driver
