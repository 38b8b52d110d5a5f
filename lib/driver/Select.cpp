#include "lib/driver/Arguments.h"
#include "lib/driver/Files.h"
#include "lib/driver/Run.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <optional>
#include <set>

namespace maplint::driver {
namespace {

/// The jobs that are asked for, and the database they come from if they do.
struct Jobs {
  std::vector<CompileJob> jobs;
  std::optional<Database> database;
};

llvm::Expected<Jobs> jobsFor(const Options &options) {
  if (options.flags && options.buildDirectory)
    return usageError("-p and flags after -- exclude each other");
  if (options.flags) {
    if (options.files.empty())
      return usageError("no files before --");
    auto jobs = fixedJobs(options.files, *options.flags);
    if (!jobs)
      return jobs.takeError();
    return Jobs{.jobs = std::move(*jobs), .database = std::nullopt};
  }
  if (!options.buildDirectory && options.files.empty())
    return usageError("nothing to analyse; name files or a build directory with -p, "
                      "see maplint --help");
  auto database = options.buildDirectory
                      ? Database::load(*options.buildDirectory)
                      : Database::find(llvm::sys::path::parent_path(canonical(options.files[0])));
  if (!database)
    return database.takeError();
  if (options.files.empty())
    return Jobs{.jobs = database->all(), .database = std::move(*database)};
  auto jobs = database->select(options.files);
  if (!jobs)
    return jobs.takeError();
  return Jobs{.jobs = std::move(*jobs), .database = std::move(*database)};
}

llvm::Expected<std::string> rootFor(const Options &options, const Jobs &jobs) {
  if (options.root.empty())
    return projectRoot(jobs.jobs, jobs.database ? &*jobs.database : nullptr);
  if (!llvm::sys::fs::is_directory(options.root))
    return usageError("--root " + options.root + ": no such directory");
  return canonical(options.root);
}

/// Collects units, leaving out what would be the same work again: CMake compiles a file once for a
/// static and once for a shared library.
class Units {
public:
  void add(Unit unit) {
    std::vector<std::string> meaning;
    for (const std::string &word : unit.arguments)
      if (!saysHowToLink(word))
        meaning.push_back(word);
    if (seen_.emplace(unit.file, std::move(meaning)).second)
      all.push_back(std::move(unit));
  }

  std::vector<Unit> all;

private:
  static bool saysHowToLink(llvm::StringRef word) {
    return word == "-fPIC" || word == "-fpic" || word == "-fPIE" || word == "-fpie" ||
           (word.starts_with("-D") && word.ends_with("_EXPORTS"));
  }

  std::set<std::pair<std::string, std::vector<std::string>>> seen_;
};

} // namespace

llvm::Expected<Selection> select(const Options &options, const char *argv0) {
  auto book = SettingsBook::open(options);
  if (!book)
    return book.takeError();
  auto jobs = jobsFor(options);
  if (!jobs)
    return jobs.takeError();
  auto root = rootFor(options, *jobs);
  if (!root)
    return root.takeError();
  const Toolchain toolchain = findToolchain(argv0);
  std::set<std::string> dropped;
  Units units;
  for (const CompileJob &job : jobs->jobs) {
    std::string file = canonical(job.file);
    auto settings = book->of(file);
    if (!settings)
      return settings.takeError();
    if (options.files.empty() && (*settings)->config.excludes(file))
      continue;
    units.add({.file = std::move(file),
               .directory = job.directory,
               .arguments = hardened(job.command, job.file, toolchain, dropped),
               .settings = std::move(*settings)});
  }
  if (options.verbose)
    for (const std::string &flag : dropped)
      say("flag not used: " + flag);
  return Selection{.units = std::move(units.all),
                   .root = std::move(*root),
                   .database = jobs->database ? jobs->database->path() : std::string(),
                   .whole = options.files.empty()};
}

} // namespace maplint::driver
