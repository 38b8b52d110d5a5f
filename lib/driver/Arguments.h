// Which words of a compiler's command line reach our own parse.
//
// The command lines come from the analysed project. Anything that could run a program, load a
// library or write a file is dropped, and so is what only another compiler understands: the list
// says what is kept, so an option invented tomorrow is harmless until somebody adds it.

#pragma once

#include "lib/driver/Toolchain.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <set>
#include <string>
#include <vector>

namespace maplint::driver {

/// The command line for Clang's driver made of `original`, whose first word is the compiler.
/// Options that were dropped and might matter are added to `dropped`.
std::vector<std::string> hardened(llvm::ArrayRef<std::string> original, llvm::StringRef file,
                                  const Toolchain &toolchain, std::set<std::string> &dropped);

} // namespace maplint::driver
