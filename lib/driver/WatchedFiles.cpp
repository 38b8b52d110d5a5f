#include "lib/driver/WatchedFiles.h"

#include "lib/driver/Config.h"
#include "lib/driver/Files.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

#include <algorithm>

namespace maplint::driver {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;
namespace path = llvm::sys::path;

constexpr milliseconds betweenLooks{250};
/// Editors write a file in several steps, and version control many files.
constexpr milliseconds untilSettled{100};
constexpr int longestUnrest = 20; // of those
/// Looking takes at most a twentieth of the time.
constexpr int restPerLook = 20;

} // namespace

std::set<std::string> settingsFiles(const Options &options, const Selection &selection) {
  std::set<std::string> files;
  for (const std::string &file :
       {selection.database, options.configFile, options.baseline, options.diff})
    if (!file.empty())
      files.insert(canonical(file));
  if (!options.configFile.empty())
    return files;
  for (const Unit &unit : selection.units)
    for (llvm::StringRef folder = path::parent_path(unit.file); !folder.empty();
         folder = path::parent_path(folder)) {
      llvm::SmallString<256> file(folder);
      path::append(file, configFileName);
      if (!files.insert(file.str().str()).second)
        break; // those above are known
    }
  return files;
}

void WatchedFiles::add(const std::set<std::string> &files) {
  std::set<std::string> fresh;
  std::ranges::set_difference(files, files_, std::inserter(fresh, fresh.end()));
  stamps_.merge(stampsOf(fresh));
  files_.merge(fresh);
}

void WatchedFiles::only(const std::set<std::string> &files) {
  std::erase_if(files_, [&](const std::string &file) { return !files.contains(file); });
  std::erase_if(stamps_, [&](const auto &each) { return !files.contains(each.first); });
  // No stamp for those that were read in the meantime: their contents are asked once.
  for (const std::string &file : files)
    if (contents_.contains(file))
      files_.insert(file);
  add(files);
}

bool WatchedFiles::hasChanged(const std::string &file) const {
  const auto known = contents_.find(file);
  if (known == contents_.end())
    return true;
  auto text = readRegularFile(file);
  if (text)
    return known->second.differs || contentHash(*text) != known->second.hash;
  llvm::consumeError(text.takeError());
  return true;
}

Stamps WatchedFiles::settled(const Interrupts &interrupts) const {
  Stamps now = stampsOf(files_);
  for (int i = 0; i < longestUnrest && !interrupts.sleep(untilSettled); ++i) {
    Stamps then = stampsOf(files_);
    if (then == now)
      break;
    now = std::move(then);
  }
  return now;
}

std::optional<std::set<std::string>> WatchedFiles::wait(const Interrupts &interrupts) {
  while (!interrupts.isPending()) {
    const auto start = Clock::now();
    if (!differing(stamps_, stampsOf(files_)).empty()) {
      Stamps now = settled(interrupts);
      std::set<std::string> files = differing(stamps_, now);
      stamps_ = std::move(now);
      std::erase_if(files, [&](const std::string &file) { return !hasChanged(file); });
      if (!files.empty())
        return files;
    }
    const auto taken = std::chrono::duration_cast<milliseconds>(Clock::now() - start);
    if (interrupts.sleep(std::max(betweenLooks, restPerLook * taken)))
      break;
  }
  return std::nullopt;
}

} // namespace maplint::driver
