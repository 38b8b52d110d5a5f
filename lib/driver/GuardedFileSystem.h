// The file system as the analysed code may see it.

#pragma once

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <map>
#include <string>

namespace maplint::driver {

/// Texts that stand in for files on disk, by canonical path.
using Overlay = std::map<std::string, std::string>;

/// The disk, except that pipes and devices cannot be opened and that some files have another text.
class GuardedFileSystem : public llvm::vfs::ProxyFileSystem {
public:
  explicit GuardedFileSystem(const Overlay &overlay);

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine &path) override;

private:
  /// By inode, because a compiler reaches one file under several names.
  std::map<llvm::sys::fs::UniqueID, std::string> replaced_;
};

} // namespace maplint::driver
