// Tells what the user wrote from what system headers brought.

#pragma once

#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"

namespace clang {
class Decl;
}

namespace maplint::driver {

class UserCode {
public:
  explicit UserCode(const clang::SourceManager &sources) : sources_(sources) {}

  /// True when `location`, or the macro it comes from, stands in a file that is no system header.
  bool wrote(clang::SourceLocation location);

private:
  const clang::SourceManager &sources_;
};

/// True when a generic lambda among `declarations` was never instantiated: the algorithm that
/// would have called it may be one whose body was skipped.
bool hasUncalledGenericLambda(llvm::ArrayRef<clang::Decl *> declarations);

} // namespace maplint::driver
