// Where the Clang lies that this maplint was built with.

#pragma once

#include <string>

namespace maplint::driver {

struct Toolchain {
  std::string driver;      ///< absolute path that stands as argv[0]; libc++ is found beside it
  std::string resourceDir; ///< of Clang's own headers
};

/// Looks beside the executable, beside the Clang library and where the build found LLVM.
Toolchain findToolchain(const char *argv0);

/// The version of the LLVM in use, as `22.1.8`.
std::string llvmVersion();

} // namespace maplint::driver
