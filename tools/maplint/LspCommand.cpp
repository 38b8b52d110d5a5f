#include "tools/maplint/LspCommand.h"

#include "lib/driver/Files.h"
#include "lib/driver/Run.h"
#include "lib/driver/Settings.h"
#include "lib/lsp/Server.h"
#include "tools/maplint/CommandLine.h"
#include "tools/maplint/Describe.h"

#include "llvm/Support/raw_ostream.h"

#include <unistd.h>

namespace maplint::tool {

using driver::ExitStatus;
using driver::usageError;

/// What the options of a run ask for that a server cannot do: it analyses what is open, prints
/// nothing, and changes no file.
static llvm::Error refuse(const driver::Options &options) {
  if (!options.files.empty())
    return usageError("lsp takes no files: the editor says what is open");
  if (options.fix != driver::FixMode::None)
    return usageError("lsp takes no --fix: the editor offers the fixes");
  if (!options.since.empty() || !options.diff.empty())
    return usageError("lsp takes neither --since nor --diff");
  if (!options.output.empty() || !options.reports.empty())
    return usageError("lsp writes no report");
  return llvm::Error::success();
}

llvm::Expected<ExitStatus> languageServer(llvm::ArrayRef<std::string> words, const char *argv0) {
  auto line = parseCommandOptions(words);
  if (!line)
    return line.takeError();
  driver::Options &options = line->options;
  if (llvm::Error error = refuse(options))
    return std::move(error);
  if (auto book = driver::SettingsBook::open(options); !book)
    return book.takeError();
  options.quiet = true;
  if (isatty(STDIN_FILENO) != 0)
    driver::say("this is a language server: editors start it, see docs/editors.md");
  const lsp::Host host{.options = options,
                       .argv0 = argv0,
                       .version = driver::tool().version,
                       .explain = [](const CheckInfo &check, bool markdown) {
                         return markdown ? explanation(check) : explainText(check);
                       }};
  // The protocol asks for 1 where a client left without a word.
  return lsp::serve(host, STDIN_FILENO, llvm::outs()) ? ExitStatus::Clean : ExitStatus::Findings;
}

} // namespace maplint::tool
