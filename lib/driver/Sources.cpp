#include "lib/driver/Sources.h"

#include "lib/driver/Files.h"

#include <algorithm>
#include <set>

namespace maplint::driver {
namespace {

std::set<std::string> filesOf(const report::Report &report) {
  std::set<std::string> files;
  for (const report::Result &result : report.findings) {
    files.insert(result.location.file);
    for (const report::Step &step : result.trace)
      files.insert(step.location.file);
    for (const report::ThreadPath &thread : result.threads)
      for (const report::ThreadEvent &event : thread.events)
        files.insert(event.location.file);
    for (const report::Fix &fix : result.fixes)
      for (const report::Edit &edit : fix.edits)
        files.insert(edit.file);
  }
  return files;
}

/// The content with `hash`; empty when nobody has it any more.
std::string textOf(const program::Program &program, const std::string &path,
                   const std::string &hash) {
  if (const std::string *carried = program.text(hash))
    return *carried;
  auto text = readRegularFile(path);
  if (text && contentHash(*text) == hash)
    return std::move(*text);
  if (!text)
    llvm::consumeError(text.takeError());
  return {};
}

bool showsSource(const Options &options) {
  return report::showsSource(options.format) ||
         std::ranges::any_of(options.reports, [](const ReportFile &extra) {
           return report::showsSource(extra.format);
         });
}

} // namespace

void addSources(report::Report &report, const Options &options, const program::Program &program,
                const std::string &root) {
  if (!showsSource(options))
    return;
  const std::set<std::string> wanted = filesOf(report);
  for (const auto &[path, known] : program.files()) {
    std::string file = relativeTo(root, path);
    if (!wanted.contains(file) || known.differs)
      continue;
    if (std::string text = textOf(program, path, known.hash); !text.empty())
      report.sources.emplace(std::move(file), std::move(text));
  }
}

} // namespace maplint::driver
