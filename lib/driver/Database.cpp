#include "lib/driver/Database.h"

#include "lib/driver/Files.h"
#include "lib/driver/GuardedFileSystem.h"

#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace maplint::driver {
namespace path = llvm::sys::path;
namespace tooling = clang::tooling;

namespace {

constexpr llvm::StringRef howToMakeOne =
    "generate it with `cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON`, name its directory with -p, or "
    "give the flags after --";

llvm::Error damaged(llvm::StringRef file, const llvm::Twine &what) {
  return usageError(file + ": damaged compilation database: " + what + "; generate it again");
}

/// What is wrong with one entry, or an empty string.
std::string entryFault(const nlohmann::json &entry) {
  if (!entry.is_object())
    return "is not an object";
  for (const char *key : {"directory", "file"})
    if (!entry.contains(key) || !entry[key].is_string())
      return std::string("has no ") + key;
  const bool hasCommand = entry.contains("command") && entry["command"].is_string();
  const bool hasArguments = entry.contains("arguments") && entry["arguments"].is_array();
  return hasCommand || hasArguments ? "" : "has neither command nor arguments";
}

/// Clang's reader says little about what is wrong, and prints it over several lines itself.
llvm::Error validate(llvm::StringRef file, const std::string &text) {
  nlohmann::json entries;
  try {
    entries = nlohmann::json::parse(text);
  } catch (const nlohmann::json::parse_error &error) {
    return damaged(file, "no JSON after byte " + llvm::Twine(error.byte));
  }
  if (!entries.is_array())
    return damaged(file, "no list of commands");
  if (entries.empty())
    return usageError(file + ": the compilation database is empty; " + howToMakeOne);
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (const std::string fault = entryFault(entries[i]); !fault.empty())
      return damaged(file, "entry " + llvm::Twine(i + 1) + " " + fault);
  return llvm::Error::success();
}

constexpr std::array<llvm::StringRef, 15> sourceExtensions = {
    ".cpp", ".cc",  ".cxx", ".c++", ".C", ".CPP", ".cppm", ".ixx",
    ".ipp", ".hpp", ".hh",  ".hxx", ".h", ".H",   ".tcc"};

/// C, assembler and other languages share the database with C++.
bool isCxx(const tooling::CompileCommand &command) {
  const auto &words = command.CommandLine;
  if (std::ranges::find(words, "-xc++") != words.end())
    return true;
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    if (words[i] == "-x")
      return words[i + 1] == "c++";
  const llvm::StringRef extension = path::extension(command.Filename);
  return llvm::is_contained(sourceExtensions, extension);
}

std::string absolute(llvm::StringRef file, llvm::StringRef directory) {
  llvm::SmallString<256> full;
  if (!path::is_absolute(file))
    full = directory;
  path::append(full, file);
  path::remove_dots(full, /*remove_dot_dot=*/true);
  return full.str().str();
}

std::vector<CompileJob> jobsOf(const tooling::CompilationDatabase &database) {
  std::vector<CompileJob> jobs;
  std::set<std::pair<std::string, std::vector<std::string>>> seen;
  for (const tooling::CompileCommand &command : database.getAllCompileCommands()) {
    if (!isCxx(command))
      continue;
    std::string file = absolute(command.Filename, command.Directory);
    if (seen.emplace(file, command.CommandLine).second)
      jobs.push_back({.file = std::move(file),
                      .directory = command.Directory,
                      .command = command.CommandLine});
  }
  return jobs;
}

llvm::Error readableSource(llvm::StringRef file) {
  const std::string why = whyUnreadable(file);
  return why.empty() ? llvm::Error::success() : usageError(file + ": " + why);
}

} // namespace

llvm::Expected<Database> Database::load(llvm::StringRef buildDirectory) {
  llvm::SmallString<256> file(buildDirectory);
  if (llvm::sys::fs::is_directory(file))
    path::append(file, "compile_commands.json");
  auto text = readRegularFile(file);
  if (!text)
    return usageError(llvm::toString(text.takeError()) + "; " + howToMakeOne);
  if (llvm::Error error = validate(file, *text))
    return std::move(error);
  std::string message;
  auto database = tooling::JSONCompilationDatabase::loadFromBuffer(
      *text, message, tooling::JSONCommandLineSyntax::AutoDetect);
  if (!database)
    return damaged(file, llvm::StringRef(message).trim());
  const auto expanded = tooling::expandResponseFiles(
      std::move(database), llvm::makeIntrusiveRefCnt<GuardedFileSystem>(Overlay()));
  Database result;
  result.path_ = canonical(file);
  result.jobs_ = jobsOf(*expanded);
  return result;
}

llvm::Expected<Database> Database::find(llvm::StringRef start) {
  const std::string directory = canonical(start);
  for (llvm::StringRef at = directory; !at.empty(); at = path::parent_path(at))
    for (const llvm::StringRef folder : {"", "build"}) {
      llvm::SmallString<256> candidate(at);
      path::append(candidate, folder, "compile_commands.json");
      if (llvm::sys::fs::exists(candidate))
        return load(candidate);
    }
  return usageError("no compile_commands.json in " + llvm::Twine(start) +
                    " or a directory above it; " + howToMakeOne);
}

llvm::Expected<std::vector<CompileJob>> Database::select(llvm::ArrayRef<std::string> files) const {
  std::vector<CompileJob> chosen;
  for (const std::string &file : files) {
    if (llvm::Error error = readableSource(file))
      return std::move(error);
    const std::string wanted = canonical(file);
    const std::size_t before = chosen.size();
    for (const CompileJob &job : jobs_)
      if (job.file == wanted || canonical(job.file) == wanted)
        chosen.push_back(job);
    if (chosen.size() == before)
      return usageError(file + ": not in " + path_ +
                        "; add it to the build, or give its flags after --");
  }
  return chosen;
}

llvm::Expected<std::vector<CompileJob>> fixedJobs(llvm::ArrayRef<std::string> files,
                                                  llvm::ArrayRef<std::string> flags) {
  llvm::SmallString<256> here;
  if (const std::error_code error = llvm::sys::fs::current_path(here))
    return usageError("the current directory cannot be read: " + error.message());
  std::vector<CompileJob> jobs;
  for (const std::string &file : files) {
    if (llvm::Error error = readableSource(file))
      return std::move(error);
    CompileJob job{
        .file = absolute(file, here), .directory = here.str().str(), .command = {"clang++"}};
    job.command.insert(job.command.end(), flags.begin(), flags.end());
    jobs.push_back(std::move(job));
  }
  return jobs;
}

} // namespace maplint::driver
