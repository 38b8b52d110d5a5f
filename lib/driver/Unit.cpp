#include "lib/driver/Unit.h"

#include "lib/driver/Files.h"
#include "lib/driver/Resolve.h"
#include "lib/flow/Analysis.h"
#include "lib/lower/Lower.h"
#include "lib/report/Collect.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallString.h"

namespace maplint::driver {
namespace {

/// The user's files that `context` read, by canonical path, with the hash of their content.
std::map<std::string, std::string> userFiles(const clang::ASTContext &context) {
  const clang::SourceManager &sources = context.getSourceManager();
  std::map<std::string, std::string> files;
  for (unsigned i = 0; i < sources.local_sloc_entry_size(); ++i) {
    const clang::SrcMgr::SLocEntry &entry = sources.getLocalSLocEntry(i);
    if (!entry.isFile() || clang::SrcMgr::isSystem(entry.getFile().getFileCharacteristic()))
      continue;
    const clang::SrcMgr::ContentCache &content = entry.getFile().getContentCache();
    const auto buffer = content.getBufferIfLoaded();
    if (!content.OrigEntry || !buffer)
      continue;
    llvm::SmallString<256> path(content.OrigEntry->getName());
    sources.getFileManager().makeAbsolutePath(path);
    files.try_emplace(canonical(path), contentHash(buffer->getBuffer()));
  }
  return files;
}

std::vector<report::Result> results(clang::ASTContext &context, const Unit &of,
                                    const std::map<std::string, std::string> &files) {
  const AnalysisSettings &settings = *of.settings;
  const ir::Unit unit = lower::lower(context, settings.model);
  const flow::UnitFacts facts = flow::analyse(unit);
  Resolver resolver(unit.files, files);
  // A file that was asked for by name is looked at whatever the configuration leaves out.
  const auto leftOut = [&](const std::string &file) {
    return file != of.file && settings.config.excludes(file);
  };
  std::vector<report::Result> found;
  for (const auto &[check, options] : settings.checks)
    check->run(facts, options, [&, check = check](const Finding &finding) {
      if (finding.confidence < settings.atLeast)
        return;
      auto result = resolver.resolve(*check, finding);
      if (result && !leftOut(result->location.file))
        found.push_back(std::move(*result));
    });
  // An inline function or a template instance is found once for each way that leads to it.
  report::settle(found);
  return found;
}

} // namespace

std::string parseUnit(const Unit &unit, const Overlay &overlay, UseContext use) {
  ParseResult result;
  for (const ParseMode mode : {ParseMode::Fast, ParseMode::Exact}) {
    if (unit.settings->exact && mode == ParseMode::Fast)
      continue;
    result = parse({.arguments = unit.arguments, .directory = unit.directory, .mode = mode},
                   llvm::makeIntrusiveRefCnt<GuardedFileSystem>(overlay), use);
    if (result.outcome == ParseOutcome::Used)
      return {};
  }
  return result.firstError.empty() ? "does not compile" : result.firstError;
}

UnitOutcome analyse(const Unit &unit, const Overlay &overlay) {
  UnitOutcome outcome;
  outcome.failure = parseUnit(unit, overlay, [&](clang::ASTContext &context) {
    outcome.files = userFiles(context);
    outcome.results = results(context, unit, outcome.files);
  });
  return outcome;
}

} // namespace maplint::driver
