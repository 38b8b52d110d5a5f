#include "lib/driver/Files.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace maplint::driver {
namespace fs = llvm::sys::fs;

namespace {

/// No source, header or database is larger; what is would only fill memory.
constexpr std::uint64_t largestFile = std::uint64_t{512} << 20;

std::string whyNotRegular(const fs::file_status &status) {
  switch (status.type()) {
  case fs::file_type::regular_file:
    return status.getSize() > largestFile ? "larger than 512 MiB" : "";
  case fs::file_type::directory_file: return "is a directory";
  case fs::file_type::fifo_file: return "is a pipe, not a regular file";
  default: return "is not a regular file";
  }
}

/// Writes and syncs `text` to the open temporary file; the file is gone when that fails.
llvm::Error fill(fs::TempFile &file, llvm::StringRef text, mode_t mode) {
  {
    llvm::raw_fd_ostream stream(file.FD, /*shouldClose=*/false);
    stream << text;
    stream.flush();
    if (stream.has_error()) {
      const std::error_code error = stream.error();
      stream.clear_error();
      return llvm::errorCodeToError(error);
    }
  }
  if (fchmod(file.FD, mode) != 0 || fsync(file.FD) != 0)
    return llvm::errorCodeToError(std::error_code(errno, std::generic_category()));
  return llvm::Error::success();
}

/// The mode of `path`, or what a new file gets.
mode_t modeFor(llvm::StringRef path) {
  struct stat known {};

  if (stat(path.str().c_str(), &known) == 0)
    return known.st_mode & 07777;
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

} // namespace

llvm::Error usageError(const llvm::Twine &message) {
  return llvm::createStringError(std::make_error_code(std::errc::invalid_argument), message);
}

std::string whyUnreadable(llvm::StringRef path) {
  fs::file_status status;
  if (const std::error_code error = fs::status(path, status))
    return llvm::StringRef(error.message()).lower();
  std::string why = whyNotRegular(status);
  if (why.empty() && access(path.str().c_str(), R_OK) != 0)
    why = "permission denied";
  return why;
}

llvm::Expected<std::string> readRegularFile(llvm::StringRef path) {
  if (const std::string why = whyUnreadable(path); !why.empty())
    return usageError(path + ": " + why);
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer)
    return usageError(path + ": " + buffer.getError().message());
  return (*buffer)->getBuffer().str();
}

std::string whyUnwritable(llvm::StringRef path) {
  fs::file_status status;
  if (!fs::status(path, status))
    // Renaming a file over a device would replace the device.
    return whyNotRegular(status);
  llvm::StringRef folder = llvm::sys::path::parent_path(path);
  if (folder.empty())
    folder = ".";
  return fs::is_directory(folder) ? "" : "no such directory: " + folder.str();
}

llvm::Error writeAtomically(llvm::StringRef path, llvm::StringRef text) {
  if (const std::string why = whyUnwritable(path); !why.empty())
    return usageError(why);
  // Through a link the file it names is written, and the link stays.
  llvm::SmallString<256> target;
  if (fs::real_path(path, target))
    target = path;
  const mode_t mode = modeFor(target);
  auto file = fs::TempFile::create(llvm::Twine(target) + ".%%%%%%.tmp");
  if (!file)
    return file.takeError();
  if (llvm::Error error = fill(*file, text, mode))
    return llvm::joinErrors(std::move(error), file->discard());
  return file->keep(target);
}

DirectoryLock::DirectoryLock(const std::string &directory)
    : descriptor_(open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (descriptor_ >= 0)
    flock(descriptor_, LOCK_EX);
}

DirectoryLock::~DirectoryLock() {
  if (descriptor_ >= 0)
    close(descriptor_); // which unlocks
}

std::string canonical(llvm::StringRef path) {
  llvm::SmallString<256> real;
  if (!fs::real_path(path, real))
    return real.str().str();
  real = path;
  if (const std::error_code error = fs::make_absolute(real))
    return path.str(); // there is no current directory any more
  llvm::sys::path::remove_dots(real, /*remove_dot_dot=*/true);
  return real.str().str();
}

std::string relativeTo(llvm::StringRef root, llvm::StringRef text) {
  if (text.size() > root.size() && isBelow(text, root))
    text = text.drop_front(root.size()).ltrim('/');
  return text.str();
}

bool isBelow(llvm::StringRef path, llvm::StringRef directory) {
  if (!path.consume_front(directory))
    return false;
  return path.empty() || directory.ends_with("/") || path.starts_with("/");
}

std::string contentHash(llvm::StringRef text) {
  const auto hash = llvm::xxh3_128bits(llvm::arrayRefFromStringRef(text));
  return llvm::utohexstr(hash.high64) + llvm::utohexstr(hash.low64);
}

} // namespace maplint::driver
