#include "lib/driver/Doctor.h"

#include "lib/core/Check.h"
#include "lib/driver/Arguments.h"
#include "lib/driver/Config.h"
#include "lib/driver/Database.h"
#include "lib/driver/Files.h"
#include "lib/driver/Output.h"
#include "lib/driver/Process.h"
#include "lib/driver/Run.h"
#include "lib/driver/Toolchain.h"
#include "lib/report/Escape.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <set>

namespace maplint::driver {
namespace {

using llvm::StringRef;

constexpr std::size_t shownFiles = 3;

class Doctor {
public:
  Doctor(const Options &options, const char *argv0) : options_(options), argv0_(argv0) {}

  bool run() {
    const report::Tool self = tool();
    good("maplint " + self.version + ", LLVM " + self.llvm);
    headers();
    configuration(database());
    clangTidy();
    return isWell_;
  }

  std::string out;

private:
  void say(StringRef mark, const std::string &what) {
    out += mark.str() + report::escaped(what) + "\n";
  }

  void good(const std::string &what) { say("ok       ", what); }

  void note(const std::string &what) { say("note     ", what); }

  void bad(const std::string &what) {
    say("problem  ", what);
    isWell_ = false;
  }

  /// Clang's own headers, and a standard library that it can read.
  void headers() {
    const Toolchain toolchain = findToolchain(argv0_);
    if (toolchain.resourceDir.empty())
      return bad(
          "Clang's own headers (stddef.h) are nowhere to be found; install libclang-common-" +
          std::to_string(LLVM_VERSION_MAJOR) + "-dev");
    good("Clang's own headers: " + toolchain.resourceDir);
    llvm::SmallString<128> probe;
    if (llvm::sys::fs::createTemporaryFile("maplint", "cpp", probe))
      return bad("no temporary file can be made");
    const llvm::FileRemover remove(probe);
    if (llvm::Error error = writeAtomically(
            probe, "#include <map>\n#include <unordered_map>\nstd::map<int, int> probe;\n"))
      return bad(llvm::toString(std::move(error)));
    const std::string why = parse(probe.str().str(), toolchain);
    if (why.empty())
      good("the standard library: <map> and <unordered_map> compile");
    else
      bad("a file that includes <map> does not compile: " + why);
  }

  std::string parse(const std::string &file, const Toolchain &toolchain) {
    std::set<std::string> dropped;
    const std::vector<std::string> command = {"clang++", "-std=c++20"};
    const Unit unit{.file = file,
                    .directory = llvm::sys::path::parent_path(file).str(),
                    .arguments = hardened(command, file, toolchain, dropped),
                    .settings = std::make_shared<AnalysisSettings>()};
    return parseUnit(unit, {}, [](clang::ASTContext &) {});
  }

  /// The folder whose configuration is asked for.
  std::string database() {
    const std::string here = options_.files.empty()
                                 ? canonical(".")
                                 : llvm::sys::path::parent_path(canonical(options_.files[0])).str();
    auto found =
        options_.buildDirectory ? Database::load(*options_.buildDirectory) : Database::find(here);
    if (!found) {
      bad(llvm::toString(found.takeError()));
      return here;
    }
    const auto &jobs = found->all();
    if (jobs.empty()) {
      bad(found->path() + ": no C++ file among its entries");
      return here;
    }
    good(found->path() + ": " + counted(jobs.size(), "C++ command"));
    std::vector<std::string> files;
    std::vector<std::string> folders;
    for (const CompileJob &job : jobs) {
      if (!whyUnreadable(job.file).empty())
        files.push_back(job.file);
      if (!llvm::sys::fs::is_directory(job.directory))
        folders.push_back(job.directory);
    }
    missing(files, "file");
    missing(folders, "directory");
    return projectRoot(jobs, &*found);
  }

  void missing(const std::vector<std::string> &names, const std::string &what) {
    if (names.empty())
      return;
    std::string some;
    for (std::size_t i = 0; i < std::min(names.size(), shownFiles); ++i)
      some += (i == 0 ? ": " : ", ") + names[i];
    bad(counted(names.size(), what) + " of the database cannot be read" + some +
        (names.size() > shownFiles ? ", ..." : "") + "; generate it again");
  }

  void configuration(const std::string &folder) {
    const std::string file =
        options_.configFile.empty() ? findConfig(folder) : canonical(options_.configFile);
    if (file.empty())
      return note("no " + configFileName.str() + " in " + folder + " or above: all checks run");
    auto config = loadConfig(file);
    if (config)
      good(file);
    else
      bad(llvm::toString(config.takeError()));
  }

  /// The wrapper beside this program, or on the path.
  [[nodiscard]] std::string wrapper() const {
    const std::string self = llvm::sys::fs::getMainExecutable(argv0_, nullptr);
    const StringRef folder = llvm::sys::path::parent_path(self);
    const auto found =
        llvm::sys::findProgramByName("maplint-clang-tidy", {folder, StringRef("/usr/bin")});
    return found ? *found : std::string();
  }

  void clangTidy() {
    const std::string program = wrapper();
    if (program.empty())
      return note("no maplint-clang-tidy beside maplint: the module is not installed");
    auto version = runProgram(program, {"--version"});
    if (!version || version->status != 0)
      return bad(program + ": " +
                 (version ? version->firstError : llvm::toString(version.takeError())));
    const std::string expected = "LLVM version " + llvmVersion();
    if (!StringRef(version->out).contains(expected))
      return bad(program + " runs another clang-tidy than maplint's LLVM " + llvmVersion() + ": " +
                 StringRef(version->out).trim().str());
    auto listed = runProgram(program, {"--config={}", "--checks=-*,map-*", "--list-checks"});
    if (!listed || listed->status != 0)
      return bad(program + ": " +
                 (listed ? listed->firstError : llvm::toString(listed.takeError())));
    const std::size_t checks = StringRef(listed->out).count("    map-");
    if (checks != allChecks().size())
      return bad(program + " knows " + counted(checks, "check") + ", maplint " +
                 std::to_string(allChecks().size()) + "; build both from one source");
    good(program + ": " + expected + ", the same " + counted(checks, "check"));
  }

  const Options &options_;
  const char *argv0_;
  bool isWell_ = true;
};

} // namespace

llvm::Expected<ExitStatus> doctor(const Options &options, const char *argv0) {
  Doctor doctor(options, argv0);
  const bool isWell = doctor.run();
  if (llvm::Error error = print(options, doctor.out))
    return std::move(error);
  return isWell ? ExitStatus::Clean : ExitStatus::Findings;
}

} // namespace maplint::driver
