#include "lib/report/Uri.h"

#include "llvm/ADT/StringExtras.h"

namespace maplint::report {

std::string uriOf(std::string_view path) {
  std::string uri = path.starts_with("/") ? "file://" : "";
  for (const char c : path) {
    const bool plain =
        llvm::isAlnum(c) || std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain)
      uri += c;
    else
      uri += "%" + llvm::toHex(llvm::StringRef(&c, 1));
  }
  return uri;
}

} // namespace maplint::report
