#include "tools/maplint/Commands.h"

#include "lib/driver/BaselineCommand.h"
#include "lib/driver/ConfigSchema.h"
#include "lib/driver/Doctor.h"
#include "lib/driver/EffectiveConfig.h"
#include "lib/driver/Files.h"
#include "lib/driver/Run.h"
#include "lib/ir/Print.h"
#include "lib/lower/Lower.h"
#include "lib/report/Json.h"
#include "lib/triage/Rules.h"
#include "tools/maplint/CommandLine.h"
#include "tools/maplint/Completion.h"
#include "tools/maplint/Describe.h"
#include "tools/maplint/Help.h"
#include "tools/maplint/LspCommand.h"
#include "tools/maplint/Manual.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <array>
#include <optional>
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

llvm::Expected<ExitStatus> list(Words words, const char *) {
  if (!words.empty())
    return usageError("list takes no arguments");
  return print(listText());
}

llvm::Expected<ExitStatus> schema(Words words, const char *) {
  if (words.size() == 1 && words.front() == "config")
    return print(driver::configSchema());
  if (words.size() > 1 || (words.size() == 1 && words.front() != "report"))
    return usageError("usage: maplint schema [report|config]");
  return print(report::jsonSchema(triage::allRules()));
}

llvm::Expected<ExitStatus> explain(Words words, const char *) {
  std::vector<llvm::StringRef> ids;
  bool asJson = false;
  for (const llvm::StringRef word : words) {
    if (word == "--format=json")
      asJson = true;
    else if (word.starts_with("-") && word != "--format=text")
      return usageError("explain: unknown option " + word);
    else if (!word.starts_with("-"))
      ids.push_back(word);
  }
  if (ids.size() != 1)
    return usageError("explain needs one check; `maplint list` shows them");
  const CheckInfo *rule = triage::findRule(std::string_view(ids.front()));
  if (!rule)
    return usageError("no check is called '" + ids.front() + "'; `maplint list` shows them");
  return print(asJson ? explainJson(*rule) : explainText(*rule));
}

llvm::Expected<ExitStatus> docs(Words words, const char *) {
  llvm::StringRef folder = words.empty() ? "" : llvm::StringRef(words[0]);
  if (words.size() == 2 && folder == "--out")
    folder = words[1];
  else if (words.size() != 1 || !folder.consume_front("--out="))
    return usageError("usage: maplint docs --out DIR");
  if (const std::error_code error = llvm::sys::fs::create_directories(
          folder, /*IgnoreExisting=*/true, llvm::sys::fs::perms::all_all)) // less the umask
    return usageError(folder + ": " + error.message());
  for (const CheckInfo *rule : triage::allRules()) {
    const std::string page = folder.str() + "/" + std::string(rule->id) + ".md";
    if (llvm::Error error = driver::writeAtomically(page, explainMarkdown(*rule)))
      return usageError(page + ": " + llvm::toString(std::move(error)));
  }
  return ExitStatus::Clean;
}

llvm::Expected<ExitStatus> dumpIr(Words words, const char *argv0) {
  auto line = parseCommandOptions(words);
  if (!line)
    return line.takeError();
  auto selection = driver::select(line->options, argv0);
  if (!selection)
    return selection.takeError();
  ExitStatus status = ExitStatus::Clean;
  for (const driver::Unit &unit : selection->units) {
    const std::string failure = driver::parseUnit(unit, {}, [&](clang::ASTContext &context) {
      llvm::outs() << ir::print(lower::lower(context, unit.settings->model));
    });
    if (failure.empty())
      continue;
    driver::say(unit.file + ": not analysed: " + failure);
    status = ExitStatus::Incomplete;
  }
  return status;
}

llvm::Expected<ExitStatus> facts(Words words, const char *argv0) {
  auto line = parseCommandOptions(words);
  if (!line)
    return line.takeError();
  return driver::writeFacts(line->options, argv0);
}

llvm::Expected<ExitStatus> link(Words words, const char *) {
  auto line = parseCommandOptions(words);
  if (!line)
    return line.takeError();
  return driver::link(line->options);
}

llvm::Expected<ExitStatus> config(Words words, const char *) {
  auto line = parseCommandOptions(words);
  if (!line)
    return line.takeError();
  auto text = driver::effectiveConfig(line->options);
  return text ? print(*text) : llvm::Expected<ExitStatus>(text.takeError());
}

llvm::Expected<ExitStatus> doctor(Words words, const char *argv0) {
  auto line = parseCommandOptions(words);
  if (!line)
    return line.takeError();
  return driver::doctor(line->options, argv0);
}

llvm::Expected<ExitStatus> baseline(Words words, const char *argv0) {
  using driver::BaselineAction;
  const llvm::StringRef action = words.empty() ? "" : llvm::StringRef(words.front());
  const auto chosen = llvm::StringSwitch<std::optional<BaselineAction>>(action)
                          .Case("create", BaselineAction::Create)
                          .Case("update", BaselineAction::Update)
                          .Case("check", BaselineAction::Check)
                          .Default(std::nullopt);
  if (!chosen)
    return usageError("usage: maplint baseline create|update|check [OPTION...] [-p DIR] [FILE...]");
  auto line = parseCommandOptions(words.drop_front());
  if (!line)
    return line.takeError();
  return driver::baseline(*chosen, line->options, argv0);
}

llvm::Expected<ExitStatus> completion(Words words, const char *) {
  if (words.size() == 1)
    if (const auto script = completionScript(words.front()))
      return print(*script);
  return usageError("usage: maplint completion bash|zsh|fish");
}

llvm::Expected<ExitStatus> man(Words words, const char *) {
  if (!words.empty())
    return usageError("man takes no arguments");
  return print(manualPage());
}

std::vector<std::string> ids() {
  std::vector<std::string> all;
  for (const CheckInfo *rule : triage::allRules())
    all.emplace_back(rule->id);
  return all;
}

} // namespace

// A table is read by its columns.
// NOLINTBEGIN(modernize-use-designated-initializers)
std::span<const Command> commandTable() {
  using Names = std::vector<std::string>;
  static constexpr std::array commands = {
      Command{"list", "", "the checks", false, list},
      Command{"explain", "CHECK [--format=json]", "one check, with examples", false, explain, ids},
      Command{"config", "[OPTION...] FILE", "what holds for a file, and who says so", true, config},
      Command{"doctor", "[-p DIR]", "what is wrong with an installation", true, doctor},
      Command{"baseline", "create|update|check",
              "takes down what is found, to see only what is new", true, baseline,
              [] {
                return Names{"create", "update", "check"};
              }},
      Command{"facts", "-o OUT FILE -- FLAG...", "what one file knows, for a later link", true,
              facts},
      Command{"link", "[OPTION...] FACTS...", "the report of files that were taken down so", true,
              link},
#ifdef MAPLINT_HAS_LSP
      Command{"lsp", "[OPTION...] [-p DIR]", "a language server, for editors", true,
              languageServer},
#endif
      Command{"schema", "[report|config]", "of the JSON report, or of .maplint.yaml", false, schema,
              [] {
                return Names{"report", "config"};
              }},
      Command{"docs", "--out DIR", "a page for each check", false, docs},
      Command{"completion", "bash|zsh|fish", "a script for that shell", false, completion,
              [] {
                return Names{"bash", "zsh", "fish"};
              }},
      Command{"man", "", "the manual page", false, man},
      Command{"dump-ir", "FILE -- FLAG...", "what the analysis sees", true, dumpIr}};
  return commands;
}

// NOLINTEND(modernize-use-designated-initializers)

} // namespace maplint::tool
