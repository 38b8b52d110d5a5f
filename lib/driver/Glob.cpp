#include "lib/driver/Glob.h"

#include "llvm/Support/GlobPattern.h"

namespace maplint::driver {

bool matches(llvm::StringRef glob, llvm::StringRef text) {
  llvm::Expected<llvm::GlobPattern> pattern = llvm::GlobPattern::create(glob);
  if (pattern)
    return pattern->match(text);
  llvm::consumeError(pattern.takeError());
  return false;
}

std::string whyMalformed(llvm::StringRef glob) {
  llvm::Expected<llvm::GlobPattern> pattern = llvm::GlobPattern::create(glob);
  return pattern ? std::string() : llvm::toString(pattern.takeError());
}

} // namespace maplint::driver
