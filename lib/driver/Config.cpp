#include "lib/driver/Config.h"

#include "lib/driver/Glob.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <algorithm>
#include <array>

namespace maplint::driver {

/// Beyond this a configuration is not one that a person wrote.
static constexpr std::uint64_t maximumSize = 1 << 20;

static llvm::Error failure(const llvm::Twine &message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), message);
}

std::span<const ConfigKey> configKeys() {
  static constexpr std::array keys = {
      ConfigKey{.name = "checks", .help = "checks to run; `-` takes away"},
      ConfigKey{.name = "options", .help = "by check, then by option, whole numbers"},
      ConfigKey{.name = "severity", .help = "by check: note, warning or error"},
      ConfigKey{.name = "containers", .help = "classes of the project that are containers"},
      ConfigKey{.name = "handlers", .help = "classes whose methods several threads call"},
      ConfigKey{.name = "exclude", .help = "paths that are left out"},
      ConfigKey{.name = "require-reasons", .help = "silencing without a reason is a finding"}};
  return keys;
}

bool selects(std::span<const std::string> globs, llvm::StringRef id) {
  bool selected = std::ranges::all_of(globs, [](llvm::StringRef g) { return g.starts_with("-"); });
  for (llvm::StringRef glob : globs) {
    const bool adds = !glob.consume_front("-");
    if (matches(glob, id))
      selected = adds;
  }
  return selected;
}

bool Config::selects(llvm::StringRef id) const {
  return driver::selects(checks, id);
}

/// `path` from the root, without `.` and `..`.
static llvm::SmallString<256> absolute(llvm::StringRef path) {
  llvm::SmallString<256> result(path);
  if (const std::error_code noCurrentFolder = llvm::sys::fs::make_absolute(result))
    return result;
  llvm::sys::path::remove_dots(result, /*remove_dot_dot=*/true);
  return result;
}

bool Config::excludes(llvm::StringRef path) const {
  for (std::size_t i = 0; i < exclude.size(); ++i)
    if (excludes(path, i))
      return true;
  return false;
}

bool Config::excludes(llvm::StringRef path, std::size_t i) const {
  const llvm::SmallString<256> whole = absolute(path);
  llvm::StringRef seen = whole;
  const llvm::StringRef folder = llvm::sys::path::parent_path(file);
  if (seen.starts_with(folder) && seen.drop_front(folder.size()).starts_with("/"))
    seen = seen.drop_front(folder.size() + 1);
  for (; !seen.empty() && seen != "/"; seen = llvm::sys::path::parent_path(seen))
    if (matches(exclude[i], seen))
      return true;
  return false;
}

CheckOptions Config::optionsOf(const CheckInfo &check) const {
  CheckOptions result(check);
  if (const auto mine = options.find(check.id); mine != options.end())
    for (const auto &[option, value] : mine->second)
      result.set(option, value);
  return result;
}

void Config::extend(model::Model &model) const {
  for (const ContainerConfig &container : containers)
    model.addLike(container.name, container.like, container.methods);
  for (const std::string &handler : handlers)
    model.addHandler(handler);
}

llvm::Expected<Config> loadConfig(llvm::StringRef file) {
  llvm::sys::fs::file_status status;
  if (const std::error_code error = llvm::sys::fs::status(file, status))
    return failure(file + ": error: cannot read the configuration: " + error.message());
  if (status.type() != llvm::sys::fs::file_type::regular_file || status.getSize() > maximumSize)
    return failure(file + ": error: not a configuration file");
  auto buffer = llvm::MemoryBuffer::getFile(file);
  if (!buffer)
    return failure(file + ": error: cannot read the configuration: " + buffer.getError().message());
  llvm::Expected<Config> config = parseConfig((*buffer)->getBuffer(), file);
  if (config)
    config->file = std::string(absolute(file));
  return config;
}

std::string findConfig(llvm::StringRef folder) {
  const llvm::SmallString<256> start = absolute(folder);
  for (llvm::StringRef at = start; !at.empty(); at = llvm::sys::path::parent_path(at)) {
    llvm::SmallString<256> candidate(at);
    llvm::sys::path::append(candidate, configFileName);
    if (llvm::sys::fs::exists(candidate))
      return std::string(candidate);
  }
  return {};
}

} // namespace maplint::driver
