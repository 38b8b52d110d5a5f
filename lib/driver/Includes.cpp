#include "lib/driver/Includes.h"

#include "lib/driver/Files.h"
#include "lib/triage/Tokens.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <array>
#include <set>

namespace maplint::driver {
namespace {

using llvm::StringRef;
namespace path = llvm::sys::path;

std::string joined(StringRef folder, StringRef name) {
  if (path::is_absolute(name))
    return name.str();
  llvm::SmallString<256> whole(folder);
  path::append(whole, name);
  return whole.str().str();
}

/// Where a unit looks for headers, and what is included before its first line.
struct SearchPath {
  std::vector<std::string> folders;
  std::vector<std::string> forced;
};

SearchPath searchPathOf(const Unit &unit) {
  constexpr std::array<StringRef, 4> folders = {"-iquote", "-isystem", "-idirafter", "-I"};
  constexpr std::array<StringRef, 2> files = {"-include", "-imacros"};
  SearchPath found{.folders = {unit.directory}, .forced = {}};
  const auto take = [&](std::size_t &i, StringRef option, std::vector<std::string> &list) {
    StringRef word = unit.arguments[i];
    if (!word.consume_front(option))
      return false;
    if (word.empty() && i + 1 < unit.arguments.size())
      word = unit.arguments[++i];
    list.push_back(joined(unit.directory, word));
    return true;
  };
  for (std::size_t i = 0; i < unit.arguments.size(); ++i) {
    bool taken = false;
    for (const StringRef option : folders)
      taken = taken || take(i, option, found.folders);
    for (const StringRef option : files)
      taken = taken || take(i, option, found.forced);
  }
  return found;
}

} // namespace

const IncludeGraph::Directives &IncludeGraph::directivesOf(const std::string &file) {
  const auto [known, isNew] = directives_.try_emplace(file);
  Directives &directives = known->second;
  auto text = isNew ? readRegularFile(file) : std::string();
  if (!text) {
    llvm::consumeError(text.takeError());
    return directives;
  }
  for (const triage::Token &token : triage::tokensOf(*text)) {
    if (token.kind != triage::TokenKind::Directive)
      continue;
    StringRef words = StringRef(token.of(*text)).drop_front().ltrim();
    if (!words.consume_front("include_next") && !words.consume_front("include") &&
        !words.consume_front("import"))
      continue;
    words = words.ltrim();
    const char close = words.starts_with("<") ? '>' : '"';
    const std::size_t end = words.find(close, 1);
    if ((words.starts_with("<") || words.starts_with("\"")) && end != StringRef::npos)
      directives.names.push_back(words.slice(1, end).str());
    else
      directives.computed = true;
  }
  return directives;
}

const std::string &IncludeGraph::resolved(const std::string &candidate) {
  const auto [known, isNew] = resolved_.try_emplace(candidate);
  if (isNew && llvm::sys::fs::is_regular_file(candidate))
    if (std::string real = canonical(candidate); isBelow(real, within_))
      known->second = std::move(real);
  return known->second;
}

bool IncludeGraph::walk(const Unit &unit, const std::function<bool(const std::string &)> &visit) {
  const SearchPath search = searchPathOf(unit);
  std::vector<std::string> open = {unit.file};
  std::set<std::string> seen = {unit.file};
  const auto follow = [&](const std::string &candidate) {
    const std::string &file = resolved(candidate);
    if (!file.empty() && seen.insert(file).second)
      open.push_back(file);
  };
  for (const std::string &file : search.forced)
    follow(file);
  while (!open.empty()) {
    const std::string file = std::move(open.back());
    open.pop_back();
    if (visit(file))
      return true;
    for (const std::string &name : directivesOf(file).names) {
      follow(joined(path::parent_path(file), name));
      for (const std::string &folder : search.folders)
        follow(joined(folder, name));
    }
  }
  return false;
}

bool IncludeGraph::reaches(const Unit &unit,
                           const std::function<bool(const std::string &)> &changed) {
  return walk(
      unit, [&](const std::string &file) { return changed(file) || directivesOf(file).computed; });
}

std::set<std::string> IncludeGraph::mayRead(const Unit &unit, llvm::StringRef missing) {
  std::set<std::string> files;
  walk(unit, [&](const std::string &file) { return !files.insert(file).second; });
  if (missing.empty())
    return files;
  std::vector<std::string> folders = searchPathOf(unit).folders;
  for (const std::string &file : files)
    folders.push_back(path::parent_path(file).str());
  for (const std::string &folder : folders)
    files.insert(canonical(joined(folder, missing)));
  return files;
}

} // namespace maplint::driver
