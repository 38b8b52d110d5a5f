#include "tools/maplint/CommandLine.h"

#include "lib/driver/Files.h"
#include "tools/maplint/OptionTable.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>

namespace maplint::tool {
namespace {

using driver::FixMode;
using llvm::StringRef;

/// The option closest to a misspelt one, as a hint.
std::string suggestion(StringRef word) {
  const auto nearest = std::ranges::min_element(
      optionTable(), {}, [&](const Option &option) { return option.name.edit_distance(word); });
  if (nearest->name.edit_distance(word) > 3)
    return "; see maplint --help";
  return "; did you mean " + nearest->name.str() + "?";
}

class Parser {
public:
  explicit Parser(llvm::ArrayRef<std::string> words) : words_(words) {}

  llvm::Expected<CommandLine> run() {
    for (; at_ < words_.size(); ++at_) {
      const StringRef word = words_[at_];
      if (word == "--") {
        line_.options.flags.emplace(words_.begin() + at_ + 1, words_.end());
        break;
      }
      if (llvm::Error error = this->word(word))
        return std::move(error);
    }
    if (line_.options.dryRun && line_.options.fix == FixMode::None)
      return driver::usageError("--dry-run goes with --fix");
    const driver::Options &options = line_.options;
    if (options.watch && options.fix != FixMode::None)
      return driver::usageError("--watch and --fix exclude each other");
    if (options.watch && options.diff == "-")
      return driver::usageError("--watch reads a diff again: give it a file");
    if (!options.since.empty() && !options.diff.empty())
      return driver::usageError("--since and --diff exclude each other");
    if (options.failOnNew && options.baseline.empty() && options.since.empty() &&
        options.diff.empty())
      return driver::usageError("--fail-on=...,new needs something to compare with: --baseline, "
                                "--since or --diff");
    return std::move(line_);
  }

private:
  llvm::Error word(StringRef word) {
    if (word == "-" || word.empty())
      return driver::usageError("'" + word + "' is no file; standard input cannot be analysed");
    if (!word.starts_with("-")) {
      line_.options.files.push_back(word.str());
      return llvm::Error::success();
    }
    const auto [name, value] = word.split('=');
    for (const Option &option : optionTable()) {
      if (name == option.name)
        return longOption(option, word);
      if (!option.shortName.empty() && word.starts_with(option.shortName) &&
          !word.starts_with("--"))
        return shortOption(option, word);
    }
    return driver::usageError("unknown option " + name + suggestion(name));
  }

  llvm::Error longOption(const Option &option, StringRef word) {
    const bool joined = word.size() > option.name.size();
    if (option.takes == Takes::Nothing && joined)
      return driver::usageError(option.name + " takes no value");
    if (option.takes == Takes::Value && !joined)
      return separate(option);
    return store(option, joined ? word.drop_front(option.name.size() + 1) : "");
  }

  llvm::Error shortOption(const Option &option, StringRef word) {
    const StringRef joined = word.drop_front(option.shortName.size());
    if (option.takes == Takes::Nothing && !joined.empty())
      return driver::usageError("unknown option " + word + "; see maplint --help");
    if (option.takes == Takes::Value && joined.empty())
      return separate(option);
    return store(option, joined);
  }

  /// The value is the next word.
  llvm::Error separate(const Option &option) {
    if (at_ + 1 >= words_.size() || words_[at_ + 1] == "--")
      return driver::usageError(option.name + " needs a value: " + option.metavar);
    return store(option, words_[++at_]);
  }

  llvm::Error store(const Option &option, StringRef value) {
    const std::string expected = option.set(line_, value);
    if (expected.empty())
      return llvm::Error::success();
    return driver::usageError(option.name + "=" + value + ": expected " + expected);
  }

  llvm::ArrayRef<std::string> words_;
  std::size_t at_ = 0;
  CommandLine line_;
};

} // namespace

llvm::Expected<CommandLine> parseCommandLine(llvm::ArrayRef<std::string> words) {
  return Parser(words).run();
}

llvm::Expected<CommandLine> parseCommandOptions(llvm::ArrayRef<std::string> words) {
  auto line = parseCommandLine(words);
  if (line && line->options.watch)
    return driver::usageError("--watch goes with an analysis, not with a command");
  return line;
}

} // namespace maplint::tool
