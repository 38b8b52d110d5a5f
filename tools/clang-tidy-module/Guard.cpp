// Stops a clang-tidy of another version before it can misread our objects.
//
// A plugin that is older than its host would list its checks, report nothing and exit 0. This runs
// before any other initialiser of the plugin, and binding is lazy, so nothing else of the host is
// touched first.

#include "clang/Basic/Version.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

/// "22.1.8" of "Debian clang version 22.1.8 (...)".
std::string numberOf(std::string_view fullVersion) {
  constexpr std::string_view mark = "version ";
  const auto found = fullVersion.find(mark);
  if (found == std::string_view::npos)
    return {};
  const std::string_view rest = fullVersion.substr(found + mark.size());
  return std::string(rest.substr(0, rest.find_first_not_of("0123456789.")));
}

__attribute__((constructor(101))) void requireMatchingHost() {
  const std::string host = clang::getClangToolFullVersion("clang-tidy");
  if (numberOf(host) == CLANG_VERSION_STRING)
    return;
  std::fprintf(stderr,
               "maplint: error: this plugin was built for clang-tidy %s and cannot run in %s; "
               "use maplint-clang-tidy or build maplint with that version\n",
               CLANG_VERSION_STRING, host.c_str());
  std::_Exit(3);
}

} // namespace
