// One file as it stands in an editor: what `maplint FILE` would say if its text were saved.

#pragma once

#include "lib/driver/GuardedFileSystem.h"
#include "lib/driver/Options.h"
#include "lib/report/Result.h"

#include "llvm/Support/Error.h"

#include <string>

namespace maplint::driver {

/// What is asked.
struct FileQuery {
  std::string file;       ///< canonical
  Overlay overlay;        ///< the texts that are not saved yet, of this file and of others
  std::string readBefore; ///< the source that included `file`, a header, the last time; or empty
};

/// What came of it.
struct FileAnswer {
  report::Report report; ///< paths are relative to `root`; other files' findings are in it as well
  std::string root;
  std::string readIn;  ///< the source that was analysed: the file, or one that includes it
  std::string unknown; ///< why nobody knows how to compile the file; then the rest is empty
};

/// Analyses the file of `query` with the configuration and the compile command that a run of the
/// command line would use. A file that the compilation database does not compile, a header, is
/// analysed as a part of a source that includes it: of the source of the same name if that one
/// does, else of the first. An error is one of the configuration.
llvm::Expected<FileAnswer> analyseFile(const Options &options, const FileQuery &query,
                                       const char *argv0);

} // namespace maplint::driver
