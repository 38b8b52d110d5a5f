// Which files are analysed, and with which command line each.

#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace maplint::driver {

/// One translation unit as the build compiles it.
struct CompileJob {
  std::string file;                 ///< absolute
  std::string directory;            ///< absolute
  std::vector<std::string> command; ///< as written, with the compiler as first word
};

/// A compilation database.
class Database {
public:
  /// Reads `compile_commands.json` of `buildDirectory` (or that file itself).
  static llvm::Expected<Database> load(llvm::StringRef buildDirectory);
  /// Looks in `start` and its parents, and in a `build` folder of each.
  static llvm::Expected<Database> find(llvm::StringRef start);

  /// Every C++ file of the database, each command line once.
  [[nodiscard]] const std::vector<CompileJob> &all() const { return jobs_; }

  /// The jobs of `files`, or an error that names the one the database does not know.
  [[nodiscard]] llvm::Expected<std::vector<CompileJob>>
  select(llvm::ArrayRef<std::string> files) const;

  [[nodiscard]] const std::string &path() const { return path_; }

private:
  std::string path_;
  std::vector<CompileJob> jobs_;
};

/// Jobs for `files` that are all compiled with `flags`, in the current directory.
llvm::Expected<std::vector<CompileJob>> fixedJobs(llvm::ArrayRef<std::string> files,
                                                  llvm::ArrayRef<std::string> flags);

/// The directory that findings' paths are relative to and fixes stay within.
std::string projectRoot(const std::vector<CompileJob> &jobs, const Database *database);

} // namespace maplint::driver
