// Shell patterns, as configurations write them.

#pragma once

#include "llvm/ADT/StringRef.h"

#include <string>

namespace maplint::driver {

/// True when the whole of `text` matches `glob` (see llvm::GlobPattern). A glob that is malformed
/// matches nothing.
bool matches(llvm::StringRef glob, llvm::StringRef text);

/// What is wrong with `glob`; empty when nothing is.
std::string whyMalformed(llvm::StringRef glob);

} // namespace maplint::driver
