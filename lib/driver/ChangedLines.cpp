#include "lib/driver/ChangedLines.h"

#include "lib/driver/Files.h"
#include "lib/driver/Git.h"
#include "lib/driver/Includes.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <algorithm>

namespace maplint::driver {
namespace {

namespace path = llvm::sys::path;

llvm::Expected<std::string> readDiff(const std::string &file) {
  if (file != "-")
    return readRegularFile(file);
  auto text = llvm::MemoryBuffer::getSTDIN();
  if (!text)
    return usageError("standard input: " + text.getError().message());
  return (*text)->getBuffer().str();
}

/// Diffs name files from the top of a repository, or from where they were made. Empty when there is
/// no such file below the project or a folder above it.
std::string located(const std::string &name, const std::string &root) {
  if (path::is_absolute(name))
    return canonical(name);
  for (llvm::StringRef folder = root; !folder.empty(); folder = path::parent_path(folder)) {
    const std::string candidate = folder.str() + "/" + name;
    if (llvm::sys::fs::is_regular_file(candidate))
      return canonical(candidate);
    if (llvm::sys::fs::exists(folder + "/.git"))
      break;
  }
  return llvm::sys::fs::is_regular_file(name) ? canonical(name) : std::string();
}

/// The deepest folder above `root` and all changed files.
std::string commonFolder(const std::string &root, const triage::Changes &changes) {
  llvm::StringRef folder = root;
  for (const std::string &file : changes.files())
    while (!isBelow(file, folder))
      folder = path::parent_path(folder);
  return folder.str();
}

} // namespace

llvm::Expected<std::optional<triage::Changes>> changedLines(const Options &options,
                                                            const std::string &root) {
  if (!options.since.empty()) {
    auto changes = changedSince(options.since, root);
    if (!changes)
      return changes.takeError();
    return std::optional(std::move(*changes));
  }
  if (options.diff.empty())
    return std::nullopt;
  auto text = readDiff(options.diff);
  if (!text)
    return usageError("--diff " + llvm::toString(text.takeError()));
  auto changes = triage::Changes::parse(*text);
  if (!changes)
    return usageError("--diff " + options.diff + ": " + llvm::toString(changes.takeError()));
  return std::optional(
      changes->renamed([&](const std::string &name) { return located(name, root); }));
}

void keepAffected(Selection &selection, const triage::Changes &changes, bool verbose) {
  IncludeGraph graph(commonFolder(selection.root, changes));
  const auto changed = [&](const std::string &file) { return changes.contain(file); };
  const std::size_t before = selection.units.size();
  if (changes.empty())
    selection.units.clear();
  std::erase_if(selection.units, [&](const Unit &unit) { return !graph.reaches(unit, changed); });
  selection.whole = selection.whole && selection.units.size() == before;
  if (verbose)
    say(std::to_string(before - selection.units.size()) + " of " + std::to_string(before) +
        " files read nothing that has changed");
}

} // namespace maplint::driver
