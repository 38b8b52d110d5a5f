// The two XML formats that build servers read. Neither has a standard: JUnit's is what Jenkins'
// xunit plug-in and GitLab accept, Checkstyle's what its XMLLogger writes.

#include "lib/report/Escape.h"
#include "lib/report/Writers.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <map>

namespace maplint::report {
namespace {

constexpr std::string_view header = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Text or the value of an attribute. What XML 1.0 (2.2) cannot say is escaped as for people.
std::string xml(std::string_view text) {
  std::string out;
  llvm::raw_string_ostream stream(out);
  llvm::printHTMLEscaped(escaped(text), stream);
  return out;
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + xml(value) + "\"";
}

std::string placeOf(const Location &at) {
  return at.file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

/// The finding with its trace, a line each.
std::string details(const Result &result) {
  std::string lines = xml(placeOf(result.location) + ": " + result.message) + "\n";
  for (const Step &step : result.trace)
    lines += xml(placeOf(step.location) + ": " + step.message) + "\n";
  return lines;
}

std::string testCase(std::string_view name, std::string_view className, const std::string &inside) {
  std::string head = "    <testcase" + attribute("name", name) + attribute("classname", className);
  return inside.empty() ? head + "/>\n" : head + ">\n" + inside + "    </testcase>\n";
}

} // namespace

std::string toJUnit(const Report &report) {
  std::string cases;
  for (const Result &result : report.findings)
    cases += testCase(result.check + " at line " + std::to_string(result.location.line),
                      result.location.file,
                      "      <failure" + attribute("message", result.message) +
                          attribute("type", result.check) + ">" + details(result) + "</failure>\n");
  for (const FailedFile &failed : report.failed)
    cases += testCase("analysis", failed.file,
                      "      <error" + attribute("message", failed.reason) +
                          attribute("type", "not analysed") + "/>\n");
  const bool isClean = cases.empty();
  if (isClean)
    cases = testCase("no findings", "maplint", {});
  const std::size_t count = isClean ? 1 : report.findings.size() + report.failed.size();
  const std::string counts = attribute("tests", std::to_string(count)) +
                             attribute("failures", std::to_string(report.findings.size())) +
                             attribute("errors", std::to_string(report.failed.size()));
  return std::string(header) + "<testsuites" + attribute("name", "maplint") + counts +
         ">\n  <testsuite" + attribute("name", "maplint") + counts + ">\n" + cases +
         "  </testsuite>\n</testsuites>\n";
}

std::string toCheckstyle(const Report &report) {
  const auto severity = [](Severity of) { return of == Severity::Note ? "info" : name(of); };
  std::map<std::string, std::string> byFile;
  for (const Result &result : report.findings)
    byFile[result.location.file] +=
        "    <error" + attribute("line", std::to_string(result.location.line)) +
        attribute("column", std::to_string(result.location.column)) +
        attribute("severity", severity(result.severity)) + attribute("message", result.message) +
        attribute("source", "maplint." + result.check) + "/>\n";
  for (const FailedFile &failed : report.failed)
    byFile[failed.file] += "    <error line=\"1\" severity=\"error\"" +
                           attribute("message", "not analysed: " + failed.reason) +
                           attribute("source", "maplint") + "/>\n";
  std::string files;
  for (const auto &[file, errors] : byFile)
    files += "  <file" + attribute("name", file) + ">\n" + errors + "  </file>\n";
  return std::string(header) + "<checkstyle version=\"4.3\">\n" + files + "</checkstyle>\n";
}

} // namespace maplint::report
