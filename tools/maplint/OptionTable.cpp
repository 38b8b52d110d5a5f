#include "tools/maplint/OptionTable.h"

#include "lib/triage/Rules.h"

#include "llvm/ADT/StringSwitch.h"

#include <array>

namespace maplint::tool {
namespace {

using driver::FixMode;
using llvm::StringRef;

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
  line.options.failOnNew = value.consume_back(",new");
  line.options.failOn = llvm::StringSwitch<std::optional<Severity>>(value)
                            .Case("note", Severity::Note)
                            .Case("warning", Severity::Warning)
                            .Case("error", Severity::Error)
                            .Default(std::nullopt);
  return line.options.failOn ? "" : "note, warning or error, or one of them and `,new`";
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

std::string setColours(CommandLine &line, StringRef value) {
  return choose(line.options.colours,
                llvm::StringSwitch<std::optional<driver::Colours>>(value)
                    .Case("auto", driver::Colours::Auto)
                    .Case("always", driver::Colours::Always)
                    .Case("never", driver::Colours::Never)
                    .Default(std::nullopt),
                "auto, always or never");
}

using Names = std::vector<std::string>;

Names formatWords() {
  Names names;
  for (const report::FormatInfo &info : report::formats())
    names.emplace_back(info.name);
  return names;
}

/// `map-nil-write` and `-map-nil-write`
Names checkWords() {
  Names names;
  for (const CheckInfo *rule : triage::allRules()) {
    names.emplace_back(rule->id);
    names.push_back("-" + std::string(rule->id));
  }
  return names;
}

Names optionWords() {
  Names names;
  for (const CheckInfo *rule : triage::allRules())
    for (const OptionInfo &option : rule->options)
      names.push_back(std::string(rule->id) + "." + std::string(option.name) + "=");
  return names;
}

Names severityWords() {
  return {"note", "warning", "error", "note,new", "warning,new", "error,new"};
}

} // namespace

// A table is read by its columns.
// NOLINTBEGIN(modernize-use-designated-initializers)
std::span<const Option> optionTable() {
  static constexpr std::array options = {
      Option{"--build", "-p", Takes::Value, "DIR",
             "directory of compile_commands.json; without it, it is looked for above the files",
             setBuild},
      Option{"--checks", "", Takes::Value, "GLOBS",
             "checks to run, `map-nil-*`, or to leave out, `-map-missing-*`; comma separated",
             [](CommandLine &l, StringRef v) { return text(l.options.checks, v); }, checkWords},
      Option{"--option", "", Takes::Value, "CHECK.NAME=VALUE", "sets an option of a check",
             [](CommandLine &l, StringRef v) {
               return text(l.options.checkOptions.emplace_back(), v);
             },
             optionWords},
      Option{"--config", "", Takes::Value, "FILE", "configuration instead of .maplint.yaml",
             [](CommandLine &l, StringRef v) { return text(l.options.configFile, v); }},
      Option{"--confidence", "", Takes::Value, "LEVEL",
             "least sure findings to report: low, medium (default) or high", setConfidence,
             [] {
               return Names{"low", "medium", "high"};
             }},
      Option{"--fail-on", "", Takes::Value, "SEVERITY[,new]",
             "least severity that makes the exit status 1: note, warning (default) or error; with "
             "`,new` what is known is reported too, but does not count",
             setFailOn, severityWords},
      Option{"--baseline", "", Takes::Value, "FILE",
             "findings that are known, made by `maplint baseline create`; they are not reported",
             [](CommandLine &l, StringRef v) { return text(l.options.baseline, v); }},
      Option{"--since", "", Takes::Value, "REV",
             "only findings that touch a line changed since the branch left that revision of git",
             [](CommandLine &l, StringRef v) { return text(l.options.since, v); }},
      Option{"--diff", "", Takes::Value, "FILE",
             "only findings that touch a line which this unified diff changes; - is standard input",
             [](CommandLine &l, StringRef v) { return text(l.options.diff, v); }},
      Option{"--reason", "", Takes::Value, "TEXT",
             "with `maplint baseline create` or `update`: the reason of what is new in it",
             [](CommandLine &l, StringRef v) { return text(l.options.reason, v); }},
      Option{"--require-reasons", "", Takes::Nothing, "",
             "makes it a finding that something is silenced without a reason",
             raiseOption<&driver::Options::requireReasons>},
      Option{"--fix", "", Takes::OptionalValue, "safe|suggested",
             "applies safe fixes, or suggested ones too, each verified before it is written",
             setFix,
             [] {
               return Names{"safe", "suggested"};
             }},
      Option{"--dry-run", "", Takes::Nothing, "", "with --fix: prints the diff, writes nothing",
             raiseOption<&driver::Options::dryRun>},
      Option{"--watch", "", Takes::Nothing, "",
             "goes on: analyses again what has changed, and prints the new report, until Ctrl-C",
             raiseOption<&driver::Options::watch>},
      Option{"--format", "", Takes::Value, "FORMAT",
             "of the report: text (default), or one of those listed below", setFormat, formatWords},
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
      Option{"--color", "", Takes::Value, "WHEN",
             "auto (default: on a terminal, unless NO_COLOR is set), always or never", setColours,
             [] {
               return Names{"auto", "always", "never"};
             }},
      Option{"--statistics", "", Takes::Nothing, "",
             "findings and time of each check and each file, on standard error and in JSON",
             raiseOption<&driver::Options::statistics>},
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

std::string spelling(const Option &option) {
  std::string text =
      (option.shortName.empty() ? "" : option.shortName.str() + ", ") + option.name.str();
  if (option.takes == Takes::Value)
    text += "=" + option.metavar.str();
  if (option.takes == Takes::OptionalValue)
    text += "[=" + option.metavar.str() + "]";
  return text;
}

} // namespace maplint::tool
