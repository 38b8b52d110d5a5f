// Plays a clang-tidy of another version: answers the one question that the guard asks.

#include <dlfcn.h>

#include <cstdio>
#include <string>

namespace llvm {
class StringRef {
  const char *data_;
  unsigned long size_;
};
} // namespace llvm

namespace clang {
std::string getClangToolFullVersion(llvm::StringRef) { return "Some clang-tidy version " VERSION; }
} // namespace clang

int main(int, char **arguments) {
  if (dlopen(arguments[1], RTLD_LAZY) == nullptr) {
    std::puts(dlerror());
    return 1;
  }
  std::puts("loaded");
  return 0;
}
