#include "tools/maplint/CommandLine.h"

#include "lib/driver/Files.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

#include <algorithm>
#include <array>
#include <limits>

namespace maplint::tool {
namespace {

using driver::FixMode;
using llvm::StringRef;

enum class Takes : std::uint8_t { Nothing, Value, OptionalValue };

/// Stores a value. Returns what was expected instead, or an empty string.
using Setter = std::string (*)(CommandLine &, StringRef);

struct Option {
  StringRef name; ///< with its dashes
  StringRef shortName;
  Takes takes;
  StringRef metavar;
  StringRef help;
  Setter set;
};

template <typename T>
std::string choose(T &target, std::optional<T> value, StringRef expected) {
  if (!value)
    return expected.str();
  target = *value;
  return {};
}

template <typename T>
std::string number(T &target, StringRef text, T smallest, T largest) {
  T value{};
  if (text.getAsInteger(10, value) || value < smallest || value > largest)
    return "a number from " + std::to_string(smallest) + " to " + std::to_string(largest);
  target = value;
  return {};
}

std::string text(std::string &target, StringRef value) {
  target = value.str();
  return value.empty() ? "a value" : "";
}

/// `text, json, ... or checkstyle`
std::string formatNames() {
  std::string names;
  for (const report::FormatInfo &info : report::formats()) {
    const bool isLast = &info == &report::formats().back();
    names += (names.empty() ? "" : isLast ? " or " : ", ") + std::string(info.name);
  }
  return names;
}

std::string setFormat(CommandLine &line, StringRef value) {
  return choose(line.options.format, report::formatNamed(std::string_view(value)), formatNames());
}

std::string addReport(CommandLine &line, StringRef value) {
  const auto [name, file] = value.split('=');
  const auto format = report::formatNamed(std::string_view(name));
  if (!format || file.empty())
    return "FORMAT=FILE with one of " + formatNames();
  line.options.reports.push_back({.format = *format, .file = file.str()});
  return {};
}

std::string setFailOn(CommandLine &line, StringRef value) {
  line.options.failOn = llvm::StringSwitch<std::optional<Severity>>(value)
                            .Case("note", Severity::Note)
                            .Case("warning", Severity::Warning)
                            .Case("error", Severity::Error)
                            .Default(std::nullopt);
  return line.options.failOn ? "" : "note, warning or error";
}

std::string setConfidence(CommandLine &line, StringRef value) {
  line.options.confidence = llvm::StringSwitch<std::optional<Confidence>>(value)
                                .Case("low", Confidence::Low)
                                .Case("medium", Confidence::Medium)
                                .Case("high", Confidence::High)
                                .Default(std::nullopt);
  return line.options.confidence ? "" : "low, medium or high";
}

std::string setFix(CommandLine &line, StringRef value) {
  return choose<FixMode>(line.options.fix,
                         llvm::StringSwitch<std::optional<FixMode>>(value)
                             .Case("", FixMode::Safe)
                             .Case("safe", FixMode::Safe)
                             .Case("suggested", FixMode::Suggested)
                             .Default(std::nullopt),
                         "safe or suggested");
}

std::string setBuild(CommandLine &line, StringRef value) {
  line.options.buildDirectory = value.str();
  return value.empty() ? "a directory" : "";
}

/// For options that are just there.
template <bool CommandLine::*Member>
std::string raise(CommandLine &line, StringRef) {
  line.*Member = true;
  return {};
}

template <bool driver::Options::*Member>
std::string raiseOption(CommandLine &line, StringRef) {
  line.options.*Member = true;
  return {};
}

constexpr unsigned aDay = 24 * 60 * 60;

// A table is read by its columns.
// NOLINTBEGIN(modernize-use-designated-initializers)
const auto &table() {
  static constexpr std::array options = {
      Option{"--build", "-p", Takes::Value, "DIR",
             "directory of compile_commands.json; without it, it is looked for above the files",
             setBuild},
      Option{"--checks", "", Takes::Value, "GLOBS",
             "checks to run, `map-nil-*`, or to leave out, `-map-missing-*`; comma separated",
             [](CommandLine &l, StringRef v) { return text(l.options.checks, v); }},
      Option{"--option", "", Takes::Value, "CHECK.NAME=VALUE", "sets an option of a check",
             [](CommandLine &l, StringRef v) {
               return text(l.options.checkOptions.emplace_back(), v);
             }},
      Option{"--config", "", Takes::Value, "FILE", "configuration instead of .maplint.yaml",
             [](CommandLine &l, StringRef v) { return text(l.options.configFile, v); }},
      Option{"--confidence", "", Takes::Value, "LEVEL",
             "least sure findings to report: low, medium (default) or high", setConfidence},
      Option{"--fail-on", "", Takes::Value, "SEVERITY",
             "least severity that makes the exit status 1: note, warning (default) or error",
             setFailOn},
      Option{"--fix", "", Takes::OptionalValue, "safe|suggested",
             "applies safe fixes, or suggested ones too, each verified before it is written",
             setFix},
      Option{"--dry-run", "", Takes::Nothing, "", "with --fix: prints the diff, writes nothing",
             raiseOption<&driver::Options::dryRun>},
      Option{"--format", "", Takes::Value, "FORMAT",
             "of the report: text (default), or one of those listed below", setFormat},
      Option{"--output", "-o", Takes::Value, "FILE", "where the report goes, instead of stdout",
             [](CommandLine &l, StringRef v) { return text(l.options.output, v); }},
      Option{"--report", "", Takes::Value, "FORMAT=FILE",
             "another report of the same run; may be given several times", addReport},
      Option{"--root", "", Takes::Value, "DIR",
             "project root: paths are relative to it, fixes stay within it",
             [](CommandLine &l, StringRef v) { return text(l.options.root, v); }},
      Option{"--jobs", "-j", Takes::Value, "N", "files at once; default: as many as cores",
             [](CommandLine &l, StringRef v) { return number(l.options.jobs, v, 1U, 4096U); }},
      Option{"--timeout", "", Takes::Value, "SECONDS", "for one file; default: 120",
             [](CommandLine &l, StringRef v) {
               return number(l.options.timeoutSeconds, v, 1U, aDay);
             }},
      Option{"--memory", "", Takes::Value, "MIB", "for one file; default: 2048",
             [](CommandLine &l, StringRef v) {
               return number<std::size_t>(l.options.memoryMiB, v, 16, std::size_t{1} << 20);
             }},
      Option{"--exact", "", Takes::Nothing, "",
             "parses system headers in full; slower, and done where needed anyway",
             raiseOption<&driver::Options::exact>},
      Option{"--quiet", "-q", Takes::Nothing, "", "findings only: no summary, no progress",
             raiseOption<&driver::Options::quiet>},
      Option{"--verbose", "-v", Takes::Nothing, "", "says what was left out and why",
             raiseOption<&driver::Options::verbose>},
      Option{"--version", "", Takes::Nothing, "", "prints the version",
             raise<&CommandLine::version>},
      Option{"--help", "-h", Takes::Nothing, "", "prints this", raise<&CommandLine::help>}};
  return options;
}

// NOLINTEND(modernize-use-designated-initializers)

/// The option closest to a misspelt one, as a hint.
std::string suggestion(StringRef word) {
  const auto nearest = std::ranges::min_element(
      table(), {}, [&](const Option &option) { return option.name.edit_distance(word); });
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
    for (const Option &option : table()) {
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

std::string helpText() {
  std::string help =
      "Finds misuse of maps in C++ code.\n\n"
      "usage: maplint [OPTION...] [-p DIR] [FILE...]     a project, or some of it\n"
      "       maplint [OPTION...] FILE... -- FLAG...     files with these flags\n"
      "       maplint list                               the checks\n"
      "       maplint explain CHECK [--format=json]      one check, with examples\n"
      "       maplint schema                             of the JSON report\n"
      "       maplint docs --out DIR                     a page for each check\n"
      "       maplint facts -o OUT FILE -- FLAG...       what one file knows, for a later link\n"
      "       maplint link [OPTION...] FACTS...          the report of files that were taken down "
      "so\n"
      "       maplint dump-ir FILE -- FLAG...            what the analysis sees\n\n"
      "options:\n";
  for (const Option &option : table()) {
    std::string head =
        "  " + (option.shortName.empty() ? "" : option.shortName.str() + ", ") + option.name.str();
    if (option.takes == Takes::Value)
      head += "=" + option.metavar.str();
    if (option.takes == Takes::OptionalValue)
      head += "[=" + option.metavar.str() + "]";
    head.resize(std::max<std::size_t>(head.size() + 2, 30), ' ');
    help += head + option.help.str() + "\n";
  }
  help += "\nformats:\n";
  for (const report::FormatInfo &info : report::formats()) {
    std::string head = "  " + std::string(info.name);
    head.resize(30, ' ');
    help += head + std::string(info.summary) + "\n";
  }
  return help + "\nexit status: 0 nothing to report, 1 findings, 2 bad usage or configuration,\n"
                "             3 some files could not be analysed (the rest was)\n";
}

} // namespace maplint::tool
