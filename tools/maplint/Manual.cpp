#include "tools/maplint/Manual.h"

#include "lib/report/Format.h"
#include "lib/triage/Rules.h"
#include "tools/maplint/Commands.h"
#include "tools/maplint/OptionTable.h"

#include "llvm/ADT/StringRef.h"

namespace maplint::tool {
namespace {

using llvm::StringRef;

/// Text that roff prints as it is.
std::string plain(StringRef text) {
  std::string out = text.starts_with(".") || text.starts_with("'") ? "\\&" : "";
  for (const char c : text) {
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else if (c == '`')
      out += "\\(ga";
    else
      out += c;
  }
  return out;
}

std::string bold(StringRef text) {
  return "\\fB" + plain(text) + "\\fR";
}

std::string entry(const std::string &head, StringRef text) {
  return ".TP\n" + head + "\n" + plain(text) + "\n";
}

std::string section(const char *title) {
  return std::string(".SH ") + title + "\n";
}

std::string commands() {
  std::string text = section("COMMANDS");
  for (const Command &command : commandTable())
    text += entry(bold(command.name) +
                      (command.arguments.empty() ? "" : " " + plain(command.arguments)),
                  command.help);
  return text;
}

std::string options() {
  std::string text = section("OPTIONS");
  for (const Option &option : optionTable())
    text += entry(bold(spelling(option)), option.help);
  return text;
}

std::string lists() {
  std::string text = section("FORMATS");
  for (const report::FormatInfo &format : report::formats())
    text += entry(bold(format.name), format.summary);
  text += section("CHECKS");
  for (const CheckInfo *rule : triage::allRules())
    text += entry(bold(rule->id), rule->summary);
  return text;
}

std::string rest() {
  return section("EXIT STATUS") + entry("0", "Nothing to report.") +
         entry("1", "Findings at or above --fail-on.") +
         entry("2", "Bad usage or configuration; nothing was analysed.") +
         entry("3", "Some files could not be analysed; the rest was.") + section("ENVIRONMENT") +
         entry(bold("NO_COLOR"), "Set to anything, it takes the colours away.") + section("FILES") +
         entry(bold(".maplint.yaml"),
               "The nearest one at or above a file is its configuration; `maplint config FILE` "
               "says what holds.") +
         entry(bold("compile_commands.json"), "The compilation database, see --build.") +
         entry(bold(".maplint-baseline.json"), "Where `maplint baseline` puts what is known.") +
         section("SEE ALSO") + ".BR clang\\-tidy (1)\n";
}

} // namespace

std::string manualPage() {
  return ".\\\" Made by `maplint man`; do not edit.\n.TH MAPLINT 1 \"\" \"maplint " MAPLINT_VERSION
         "\" \"User Commands\"\n" +
         section("NAME") + "maplint \\- finds misuse of maps in C++ code\n" + section("SYNOPSIS") +
         ".B maplint\n[\\fIOPTION\\fR...] [\\fB\\-p\\fR \\fIDIR\\fR] [\\fIFILE\\fR...]\n.br\n"
         ".B maplint\n[\\fIOPTION\\fR...] \\fIFILE\\fR... \\fB\\-\\-\\fR \\fIFLAG\\fR...\n.br\n"
         ".B maplint\n\\fICOMMAND\\fR [\\fIARGUMENT\\fR...]\n" +
         section("DESCRIPTION") +
         plain(
             "Analyses C++ code as a compiler reads it and reports uses of maps that fail at run "
             "time. A project is named by the directory of its compilation database, single files "
             "by themselves.") +
         "\n" + commands() + options() + lists() + rest();
}

} // namespace maplint::tool
