// Reading and writing files that somebody else may have prepared.

#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace maplint::driver {

/// An error of the user's making: bad usage or configuration, exit status 2.
llvm::Error usageError(const llvm::Twine &message);

/// The whole text of a regular file. Pipes, devices and directories are refused: reading them may
/// never end.
llvm::Expected<std::string> readRegularFile(llvm::StringRef path);

/// An empty string when `path` can be read as a source, or what stands in the way.
std::string whyUnreadable(llvm::StringRef path);

/// An empty string when `path` is a regular file or can become one.
std::string whyUnwritable(llvm::StringRef path);

/// Replaces `path` by `text` in one step: readers see the old file or the new one. An existing
/// file keeps its mode.
llvm::Error writeAtomically(llvm::StringRef path, llvm::StringRef text);

/// Held while files below a directory are written, by whoever asks in the same way.
class DirectoryLock {
public:
  explicit DirectoryLock(const std::string &directory);
  ~DirectoryLock();
  DirectoryLock(const DirectoryLock &) = delete;
  DirectoryLock &operator=(const DirectoryLock &) = delete;

private:
  int descriptor_;
};

/// `path` without symbolic links, dots and relative parts; made absolute when it does not exist.
std::string canonical(llvm::StringRef path);

/// `text`, which is or begins with a path, as it is shown: relative to `root` where that is above.
std::string relativeTo(llvm::StringRef root, llvm::StringRef text);

/// True when `path` is `directory` or lies below it; both canonical.
bool isBelow(llvm::StringRef path, llvm::StringRef directory);

/// Names a content, to notice that a file is no longer what was analysed.
std::string contentHash(llvm::StringRef text);

} // namespace maplint::driver
