#include "lib/report/Escape.h"
#include "lib/report/Writers.h"

namespace maplint::report {
namespace {

/// https://docs.github.com/actions/reference/workflow-commands-for-github-actions. The escapes are
/// those of actions/toolkit, packages/core/src/command.ts.
std::string encoded(std::string_view text, bool inProperty) {
  std::string out;
  for (const char c : text) {
    if (c == '%')
      out += "%25";
    else if (c == '\r')
      out += "%0D";
    else if (c == '\n')
      out += "%0A";
    else if (inProperty && c == ':')
      out += "%3A";
    else if (inProperty && c == ',')
      out += "%2C";
    else
      out += c;
  }
  return out;
}

std::string_view commandOf(Severity severity) {
  return severity == Severity::Note ? "notice" : name(severity);
}

/// The steps of the trace are lines of the annotation.
std::string messageOf(const Result &result) {
  std::string message = escaped(result.message);
  for (const Step &step : result.trace)
    message += "\n" + escaped(step.location.file) + ":" + std::to_string(step.location.line) +
               ": " + escaped(step.message);
  return message;
}

/// Columns may be given where the range is within one line only.
std::string commandFor(const Result &result) {
  const Location &at = result.location;
  std::string line = "::" + std::string(commandOf(result.severity)) +
                     " file=" + encoded(escaped(at.file), true) +
                     ",line=" + std::to_string(at.line) + ",endLine=" + std::to_string(at.endLine);
  if (at.line == at.endLine)
    line += ",col=" + std::to_string(at.column) + ",endColumn=" + std::to_string(at.endColumn);
  return line + ",title=" + encoded("maplint: " + result.check, true) +
         "::" + encoded(messageOf(result), false) + "\n";
}

} // namespace

std::string toGitHub(const Report &report) {
  std::string lines;
  for (const Result &result : report.findings)
    lines += commandFor(result);
  for (const FailedFile &failed : report.failed)
    lines += "::error file=" + encoded(escaped(failed.file), true) +
             ",title=maplint%3A not analysed::" + encoded(escaped(failed.reason), false) + "\n";
  return lines;
}

} // namespace maplint::report
