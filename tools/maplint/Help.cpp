#include "tools/maplint/Help.h"

#include "lib/report/Format.h"
#include "tools/maplint/Commands.h"
#include "tools/maplint/OptionTable.h"

#include <algorithm>

namespace maplint::tool {
namespace {

/// `head`, and `text` behind it in a column of its own.
std::string row(std::string head, llvm::StringRef text, std::size_t column) {
  constexpr std::size_t width = 110;
  head.resize(std::max(head.size() + 2, column), ' ');
  while (text.size() > width - column) {
    const std::size_t blank = text.rfind(' ', width - column + 1);
    if (blank == llvm::StringRef::npos)
      break;
    head += text.take_front(blank).str() + "\n" + std::string(column, ' ');
    text = text.drop_front(blank + 1);
  }
  return head + text.str() + "\n";
}

} // namespace

std::string helpText() {
  constexpr std::size_t usageColumn = 50;
  constexpr std::size_t optionColumn = 30;
  std::string help =
      "Finds misuse of maps in C++ code.\n\n" +
      row("usage: maplint [OPTION...] [-p DIR] [FILE...]", "a project, or some of it",
          usageColumn) +
      row("       maplint [OPTION...] FILE... -- FLAG...", "files with these flags", usageColumn);
  for (const Command &command : commandTable()) {
    const std::string head = "       maplint " + command.name.str() +
                             (command.arguments.empty() ? "" : " ") + command.arguments.str();
    help += row(head, command.help, usageColumn);
  }
  help += "\noptions:\n";
  for (const Option &option : optionTable())
    help += row("  " + spelling(option), option.help, optionColumn);
  help += "\nformats:\n";
  for (const report::FormatInfo &info : report::formats())
    help += row("  " + std::string(info.name), info.summary, optionColumn);
  return help + "\nexit status: 0 nothing to report, 1 findings, 2 bad usage or configuration,\n"
                "             3 some files could not be analysed (the rest was)\n";
}

} // namespace maplint::tool
