#include "lib/driver/Stamps.h"

#include "llvm/Support/Chrono.h"
#include "llvm/Support/FileSystem.h"

namespace maplint::driver {

static Stamp stampOf(const std::string &file) {
  llvm::sys::fs::file_status status;
  if (llvm::sys::fs::status(file, status))
    return {};
  return {.modified = status.getLastModificationTime().time_since_epoch().count(),
          .size = status.getSize(),
          .inode = status.getUniqueID().getFile()};
}

Stamps stampsOf(const std::set<std::string> &files) {
  Stamps stamps;
  for (const std::string &file : files)
    stamps.emplace_hint(stamps.end(), file, stampOf(file));
  return stamps;
}

std::set<std::string> differing(const Stamps &before, const Stamps &after) {
  std::set<std::string> files;
  for (const auto &[file, stamp] : after)
    if (const auto known = before.find(file); known == before.end() || known->second != stamp)
      files.insert(file);
  return files;
}

} // namespace maplint::driver
