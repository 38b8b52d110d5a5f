#include "lib/driver/Git.h"

#include "lib/driver/Files.h"
#include "lib/driver/Process.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Program.h"

#include <vector>

namespace maplint::driver {
namespace {

using llvm::StringRef;

/// Runs git in one folder.
class Git {
public:
  explicit Git(std::string folder) : folder_(std::move(folder)) {}

  /// What `git WORDS` prints, or why it does not.
  llvm::Expected<std::string> operator()(const std::vector<StringRef> &words) const {
    const auto program = llvm::sys::findProgramByName("git");
    if (!program)
      return usageError("--since needs git, which is not installed");
    // Nothing that the repository's own configuration names is to be run.
    std::vector<StringRef> all = {"--no-pager",         "-C", folder_, "-c", "core.fsmonitor=false",
                                  "--no-optional-locks"};
    all.insert(all.end(), words.begin(), words.end());
    auto result = runProgram(*program, all);
    if (!result)
      return result.takeError();
    if (result->status == 0)
      return std::move(result->out);
    const std::string &why = result->firstError;
    return usageError(why.empty() ? "git " + words.front() + " failed" : "git: " + why);
  }

private:
  std::string folder_;
};

std::string trimmed(const std::string &text) {
  return StringRef(text).trim().str();
}

/// A name that cannot be taken for an option, of the commit that `revision` names.
llvm::Expected<std::string> commitOf(const Git &git, const std::string &revision) {
  auto commit =
      git({"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"});
  if (commit)
    return trimmed(*commit);
  return usageError("--since " + revision + ": " + llvm::toString(commit.takeError()));
}

} // namespace

llvm::Expected<triage::Changes> changedSince(const std::string &revision,
                                             const std::string &folder) {
  const Git here(folder);
  auto top = here({"rev-parse", "--show-toplevel"});
  if (!top)
    return usageError("--since " + revision + ": " + llvm::toString(top.takeError()));
  const std::string root = canonical(StringRef(*top).rtrim('\n'));
  const Git git(root);
  auto commit = commitOf(git, revision);
  if (!commit)
    return commit.takeError();
  // Where this branch left that one: what happened there since is not of this branch's making.
  std::string base = *commit;
  if (auto common = git({"merge-base", *commit, "HEAD"}))
    base = trimmed(*common);
  else
    llvm::consumeError(common.takeError());
  auto diff =
      git({"diff", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames", "--unified=0",
           "--src-prefix=a/", "--dst-prefix=b/", "--ignore-submodules", base, "--"});
  if (!diff)
    return diff.takeError();
  auto changes = triage::Changes::parse(*diff);
  if (!changes)
    return usageError("git diff: " + llvm::toString(changes.takeError()));
  auto untracked = git({"ls-files", "--others", "--exclude-standard", "-z"});
  if (!untracked)
    return untracked.takeError();
  for (const StringRef name : llvm::split(*untracked, '\0'))
    if (!name.empty())
      changes->addWhole(name.str());
  return changes->renamed([&](const std::string &name) { return canonical(root + "/" + name); });
}

} // namespace maplint::driver
