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

std::string pathOf(std::string_view uri) {
  if (uri.starts_with("file://"))
    uri.remove_prefix(7);
  std::string path;
  for (std::size_t at = 0; at < uri.size(); ++at) {
    const bool isEscape = uri[at] == '%' && at + 2 < uri.size() && llvm::isHexDigit(uri[at + 1]) &&
                          llvm::isHexDigit(uri[at + 2]);
    path += isEscape ? static_cast<char>(llvm::hexFromNibbles(uri[at + 1], uri[at + 2])) : uri[at];
    at += isEscape ? 2 : 0;
  }
  return path;
}

} // namespace maplint::report
