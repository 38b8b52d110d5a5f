#include "lib/driver/Publish.h"

#include "lib/driver/Output.h"
#include "lib/report/Statistics.h"

#include "llvm/Support/raw_ostream.h"

namespace maplint::driver {

static std::uint64_t millisecondsSince(Clock::time_point start) {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count());
}

llvm::Expected<ExitStatus> publish(const Options &options, report::Report report,
                                   Clock::time_point start) {
  report.elapsedMs = millisecondsSince(start);
  sayFailures(report);
  if (llvm::Error error = print(options, report))
    return std::move(error);
  if (report.statistics)
    llvm::errs() << report::statisticsTable(*report.statistics);
  return statusOf(report, options);
}

llvm::Expected<ExitStatus> publish(const Options &options, Analysis analysis, const Triage &triage,
                                   Clock::time_point start) {
  triage.apply(analysis.report, analysis.looked);
  if (options.statistics)
    analysis.report.statistics = withFindings(std::move(analysis.cost), analysis.report);
  if (!options.dryRun)
    return publish(options, std::move(analysis.report), start);
  sayFailures(analysis.report);
  // A dry run's diff is there to be piped into patch.
  if (llvm::Error error = print(options, analysis.diff))
    return std::move(error);
  return statusOf(analysis.report, options);
}

} // namespace maplint::driver
