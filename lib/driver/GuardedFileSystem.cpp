#include "lib/driver/GuardedFileSystem.h"

#include "llvm/Support/MemoryBuffer.h"

namespace maplint::driver {
namespace vfs = llvm::vfs;

namespace {

vfs::Status resized(const vfs::Status &status, std::uint64_t size) {
  return {status.getName(), status.getUniqueID(),   status.getLastModificationTime(),
          status.getUser(), status.getGroup(),      size,
          status.getType(), status.getPermissions()};
}

class ReplacedFile : public vfs::File {
public:
  ReplacedFile(vfs::Status status, llvm::StringRef text)
      : status_(std::move(status)), text_(text) {}

  llvm::ErrorOr<vfs::Status> status() override { return status_; }

  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> getBuffer(const llvm::Twine &name, int64_t,
                                                               bool, bool) override {
    return llvm::MemoryBuffer::getMemBufferCopy(text_, name);
  }

  std::error_code close() override { return {}; }

private:
  vfs::Status status_;
  llvm::StringRef text_;
};

} // namespace

GuardedFileSystem::GuardedFileSystem(const Overlay &overlay)
    : ProxyFileSystem(vfs::createPhysicalFileSystem()) {
  for (const auto &[path, text] : overlay)
    if (const auto known = ProxyFileSystem::status(path))
      replaced_.emplace(known->getUniqueID(), text);
}

llvm::ErrorOr<vfs::Status> GuardedFileSystem::status(const llvm::Twine &path) {
  auto known = ProxyFileSystem::status(path);
  if (!known || replaced_.empty())
    return known;
  const auto replaced = replaced_.find(known->getUniqueID());
  return replaced == replaced_.end() ? known : resized(*known, replaced->second.size());
}

llvm::ErrorOr<std::unique_ptr<vfs::File>>
GuardedFileSystem::openFileForRead(const llvm::Twine &path) {
  // Opening a pipe for reading waits for a writer, so ask what it is before.
  const auto known = ProxyFileSystem::status(path);
  if (!known)
    return known.getError();
  if (known->getType() == llvm::sys::fs::file_type::directory_file)
    return std::make_error_code(std::errc::is_a_directory); // header search goes on past these
  if (known->getType() != llvm::sys::fs::file_type::regular_file)
    return std::make_error_code(std::errc::operation_not_supported);
  const auto replaced = replaced_.find(known->getUniqueID());
  if (replaced == replaced_.end())
    return ProxyFileSystem::openFileForRead(path);
  return std::make_unique<ReplacedFile>(resized(*known, replaced->second.size()), replaced->second);
}

} // namespace maplint::driver
