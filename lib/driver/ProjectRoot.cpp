#include "lib/driver/Database.h"
#include "lib/driver/Files.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace maplint::driver {
namespace path = llvm::sys::path;

namespace {

/// The deepest directory that all sources lie under.
std::string commonDirectory(const std::vector<CompileJob> &jobs) {
  std::string common;
  for (const CompileJob &job : jobs) {
    const std::string directory = path::parent_path(canonical(job.file)).str();
    if (common.empty())
      common = directory;
    while (!isBelow(directory, common))
      common = path::parent_path(common).str();
  }
  return common;
}

/// The nearest directory at or above `start` that says it is the top of a project.
std::string markedDirectory(llvm::StringRef start) {
  for (llvm::StringRef at = start; !at.empty(); at = path::parent_path(at))
    for (const llvm::StringRef mark : {".maplint.yaml", ".git"}) {
      llvm::SmallString<256> candidate(at);
      path::append(candidate, mark);
      if (llvm::sys::fs::exists(candidate))
        return at.str();
    }
  return {};
}

} // namespace

std::string projectRoot(const std::vector<CompileJob> &jobs, const Database *database) {
  std::string here = canonical(".");
  if (!database || jobs.empty())
    return here;
  const std::string sources = commonDirectory(database->all());
  if (const std::string marked = markedDirectory(sources); !marked.empty())
    return marked;
  return isBelow(sources, here) ? here : sources;
}

} // namespace maplint::driver
