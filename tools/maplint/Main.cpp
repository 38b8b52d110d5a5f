// The command `maplint`: from words to what is run.

#include "lib/driver/Files.h"
#include "lib/driver/Run.h"
#include "tools/maplint/CommandLine.h"
#include "tools/maplint/Commands.h"
#include "tools/maplint/Help.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <csignal>
#include <string>
#include <vector>

namespace maplint::tool {
namespace {

using driver::ExitStatus;
using driver::usageError;
using Words = llvm::ArrayRef<std::string>;

ExitStatus print(llvm::StringRef text) {
  llvm::outs() << text;
  return ExitStatus::Clean;
}

llvm::Expected<ExitStatus> analyse(Words words, const char *argv0) {
  auto line = parseCommandLine(words);
  if (!line)
    return line.takeError();
  if (line->help)
    return print(helpText());
  const report::Tool tool = driver::tool();
  if (line->version)
    return print("maplint " + tool.version + " (LLVM " + tool.llvm + ")\n");
  return driver::run(line->options, argv0);
}

llvm::Expected<ExitStatus> dispatch(Words words, const char *argv0) {
  if (!words.empty())
    for (const Command &command : commandTable())
      if (words.front() == command.name)
        return command.run(words.drop_front(), argv0);
  return analyse(words, argv0);
}

/// Standard output may be a full disk or a reader that left.
llvm::Error flush() {
  llvm::outs().flush();
  if (!llvm::outs().has_error())
    return llvm::Error::success();
  const std::error_code error = llvm::outs().error();
  llvm::outs().clear_error(); // or its destructor aborts
  return usageError("standard output cannot be written: " + error.message());
}

llvm::Expected<ExitStatus> runAll(Words words, const char *argv0) {
  auto status = dispatch(words, argv0);
  if (status)
    if (llvm::Error error = flush())
      return std::move(error);
  return status;
}

} // namespace
} // namespace maplint::tool

int main(int argc, char **argv) {
  using maplint::driver::ExitStatus;
  std::signal(SIGPIPE, SIG_IGN); // a reader that leaves is a write error like any other
  const std::vector<std::string> words(argv + 1, argv + argc);
  auto status = maplint::tool::runAll(words, argv[0]);
  if (!status) {
    maplint::driver::say(llvm::toString(status.takeError()));
    return static_cast<int>(ExitStatus::Usage);
  }
  return static_cast<int>(*status);
}
