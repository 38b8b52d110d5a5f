#include "lib/driver/Output.h"

#include "lib/driver/Files.h"
#include "lib/driver/Run.h"
#include "lib/driver/Toolchain.h"
#include "lib/report/Escape.h"
#include "lib/report/Format.h"
#include "lib/triage/Rules.h"

#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <cstdlib>

namespace maplint::driver {

static bool wantsColours(const Options &options, bool canShowThem) {
  if (options.colours != Colours::Auto)
    return options.colours == Colours::Always;
  const char *refused = std::getenv("NO_COLOR");
  return canShowThem && (!refused || !*refused);
}

bool wantsColoursInMessages(const Options &options) {
  return wantsColours(options, llvm::sys::Process::StandardErrHasColors());
}

llvm::Error checkOutput(const Options &options) {
  if (const std::string why = options.output.empty() ? "" : whyUnwritable(options.output);
      !why.empty())
    return usageError("--output " + options.output + ": " + why);
  for (const ReportFile &extra : options.reports)
    if (const std::string why = whyUnwritable(extra.file); !why.empty())
      return usageError("--report " + extra.file + ": " + why);
  return llvm::Error::success();
}

llvm::Error print(const Options &options, const std::string &text) {
  if (!options.output.empty()) {
    if (llvm::Error error = writeAtomically(options.output, text))
      return usageError("--output " + options.output + ": " + llvm::toString(std::move(error)));
    return llvm::Error::success();
  }
  llvm::outs() << text;
  llvm::outs().flush();
  if (!llvm::outs().has_error())
    return llvm::Error::success();
  const std::error_code error = llvm::outs().error();
  llvm::outs().clear_error(); // or its destructor aborts
  return usageError("standard output cannot be written: " + error.message());
}

llvm::Error print(const Options &options, const report::Report &report) {
  const std::vector<const CheckInfo *> rules = triage::allRules();
  report::Rendering rendering{.style = {.summary = !options.quiet, .absent = options.listFixed},
                              .rules = rules};
  for (const ReportFile &extra : options.reports)
    if (llvm::Error error =
            writeAtomically(extra.file, report::render(report, extra.format, rendering)))
      return usageError("--report " + extra.file + ": " + llvm::toString(std::move(error)));
  rendering.style.colours =
      wantsColours(options, options.output.empty() && llvm::sys::Process::StandardOutHasColors());
  return print(options, report::render(report, options.format, rendering));
}

void sayFailures(const report::Report &report) {
  for (const report::FailedFile &failed : report.failed)
    say(failed.file + ": not analysed: " + failed.reason);
}

ExitStatus statusOf(const report::Report &report, const Options &options) {
  if (!report.failed.empty())
    return ExitStatus::Incomplete;
  const Severity least = options.failOn.value_or(Severity::Warning);
  const bool fails = std::ranges::any_of(report.findings, [&](const report::Result &result) {
    return result.severity >= least && result.state != report::BaselineState::Known;
  });
  return fails ? ExitStatus::Findings : ExitStatus::Clean;
}

std::string counted(std::size_t count, const std::string &noun) {
  const bool isMany = count != 1;
  const bool endsInY = noun.ends_with('y');
  const std::string many = endsInY ? noun.substr(0, noun.size() - 1) + "ies" : noun + "s";
  return std::to_string(count) + " " + (isMany ? many : noun);
}

report::Tool tool() {
  return {.version = MAPLINT_VERSION, .llvm = llvmVersion()};
}

void say(llvm::StringRef message) {
  llvm::errs() << "maplint: " << report::escaped(std::string_view(message)) << '\n';
}

} // namespace maplint::driver
