#include "lib/driver/Toolchain.h"

#include "clang/Basic/Version.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <dlfcn.h>

namespace maplint::driver {
namespace path = llvm::sys::path;

namespace {

/// The directory above `bin/` or `lib/` of `file`.
std::string prefixOf(llvm::StringRef file) {
  llvm::SmallString<256> real;
  if (llvm::sys::fs::real_path(file, real))
    return {};
  return path::parent_path(path::parent_path(real)).str();
}

std::string prefixOfClangLibrary() {
  Dl_info info{};
  if (dladdr(reinterpret_cast<const void *>(&clang::getClangFullVersion), &info) == 0)
    return {};
  return prefixOf(info.dli_fname);
}

} // namespace

Toolchain findToolchain(const char *argv0) {
  // /proc/self/exe tells; the arguments are for systems without it.
  const std::string self = llvm::sys::fs::getMainExecutable(argv0, nullptr);
  for (const std::string &prefix :
       {prefixOf(self), prefixOfClangLibrary(), std::string(MAPLINT_LLVM_PREFIX)}) {
    llvm::SmallString<256> resources(prefix);
    path::append(resources, "lib", "clang", std::to_string(LLVM_VERSION_MAJOR));
    if (!prefix.empty() && llvm::sys::fs::exists(resources + "/include/stddef.h"))
      return {.driver = prefix + "/bin/clang++", .resourceDir = resources.str().str()};
  }
  return {.driver = "/usr/bin/clang++", .resourceDir = {}};
}

std::string llvmVersion() {
  return LLVM_VERSION_STRING;
}

} // namespace maplint::driver
