#include "lib/driver/Unit.h"

#include "lib/driver/Files.h"
#include "lib/lower/Lower.h"
#include "lib/program/Facts.h"

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

} // namespace

static bool isNeverKnown(std::uint64_t) {
  return false;
}

static ParseResult parsed(const Unit &unit, const Overlay &overlay, const TakenBodies &taken,
                          UseContext use) {
  ParseResult result;
  for (const ParseMode mode : {ParseMode::Fast, ParseMode::Exact}) {
    if (unit.settings->exact && mode == ParseMode::Fast)
      continue;
    result = parse(
        {.arguments = unit.arguments, .directory = unit.directory, .mode = mode, .taken = taken},
        llvm::makeIntrusiveRefCnt<GuardedFileSystem>(overlay), use);
    if (result.outcome == ParseOutcome::Used)
      return result;
  }
  if (result.firstError.empty())
    result.firstError = "does not compile";
  return result;
}

std::string parseUnit(const Unit &unit, const Overlay &overlay, UseContext use) {
  return parsed(unit, overlay, {.contains = isNeverKnown}, use).firstError;
}

UnitFacts factsOf(const Unit &unit, const Overlay &overlay, const KnownBefore &known) {
  UnitFacts result;
  // Settings are shared by the units that they hold for.
  const auto salt = reinterpret_cast<std::uintptr_t>(unit.settings.get());
  const TakenBodies taken{.contains = known.body, .salt = salt};
  ParseResult parse = parsed(unit, overlay, taken, [&](clang::ASTContext &context) {
    const std::map<std::string, std::string> files = userFiles(context);
    const ir::Unit lowered = lower::lower(context, unit.settings->model);
    const auto pathOf = [](const std::string &path) { return canonical(path); };
    result.facts =
        program::encode(lowered, {.files = files, .pathOf = pathOf, .isKnown = known.entity});
  });
  result.failure = std::move(parse.firstError);
  result.bodies = std::move(parse.bodies);
  return result;
}

UnitFacts travellingFactsOf(const Unit &unit, const std::string &root) {
  UnitFacts result;
  result.failure = parseUnit(unit, {}, [&](clang::ASTContext &context) {
    const auto shown = [&](const std::string &path) { return relativeTo(root, canonical(path)); };
    std::map<std::string, std::string> files;
    std::map<std::string, std::string> texts;
    for (const auto &[path, hash] : userFiles(context)) {
      files.emplace(shown(path), hash);
      if (auto text = readRegularFile(path))
        texts.emplace(shown(path), std::move(*text));
      else
        llvm::consumeError(text.takeError());
    }
    const ir::Unit lowered = lower::lower(context, unit.settings->model);
    result.facts = program::encode(
        lowered, {.files = files, .pathOf = shown, .isKnown = isNeverKnown, .texts = &texts});
  });
  return result;
}

} // namespace maplint::driver
