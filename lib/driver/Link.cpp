#include "lib/driver/Link.h"

#include "lib/driver/Files.h"
#include "lib/driver/Resolve.h"
#include "lib/driver/Transport.h"
#include "lib/flow/Analysis.h"
#include "lib/report/Collect.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <set>

namespace maplint::driver {
namespace {

/// The sources behind the IR, each checked to be what the units read.
class Texts {
public:
  Texts(const program::Program &program, const Overlay &overlay)
      : program_(program), overlay_(overlay) {}

  /// Gives each user file of `table` its text.
  void load(FileTable &table) {
    const auto known = program_.files();
    for (FileId id = 0; id < table.size(); ++id) {
      const auto file = known.find(table[id].path);
      if (file == known.end())
        continue;
      hashes.emplace(file->first, file->second.hash);
      std::string text = textOf(file->first, file->second.hash);
      if (file->second.differs || contentHash(text) != file->second.hash)
        changed.push_back(file->first);
      else
        table.setText(id, texts_.emplace_back(std::move(text)));
    }
  }

  std::map<std::string, std::string> hashes; ///< of the user's files, by path
  std::vector<std::string> changed;

private:
  std::string textOf(const std::string &path, const std::string &hash) const {
    if (const auto replaced = overlay_.find(path); replaced != overlay_.end())
      return replaced->second;
    if (const std::string *carried = program_.text(hash))
      return *carried;
    auto text = readRegularFile(path);
    if (text)
      return std::move(*text);
    llvm::consumeError(text.takeError());
    return {};
  }

  const program::Program &program_;
  const Overlay &overlay_;
  std::deque<std::string> texts_;
};

/// Runs each check with each of the settings; what it finds counts where those settings hold.
std::vector<report::Result> check(const flow::UnitFacts &facts, Resolver &resolver,
                                  const SettingsOfFiles &settings) {
  std::set<SharedSettings> all;
  for (const auto &[file, ofFile] : settings)
    all.insert(ofFile);
  std::vector<report::Result> found;
  for (const SharedSettings &some : all)
    for (const auto &[check, options] : some->checks)
      check->run(facts, options, [&, check = check](const Finding &finding) {
        if (finding.confidence < some->atLeast)
          return;
        auto result = resolver.resolve(*check, finding);
        if (!result)
          return;
        const auto ofFile = settings.find(result->location.file);
        if (ofFile != settings.end() && ofFile->second == some)
          found.push_back(std::move(*result));
      });
  return found;
}

} // namespace

LinkOutcome link(const program::Program &program, const SettingsOfFiles &settings,
                 const Overlay &overlay, std::size_t only) {
  LinkOutcome outcome;
  program::Merged merged;
  outcome.failure = program.merge(merged, only);
  if (!outcome.failure.empty())
    return outcome;
  Texts texts(program, overlay);
  texts.load(merged.unit.files);
  outcome.changed = texts.changed;
  for (const std::string &file : texts.changed)
    texts.hashes.erase(file);
  const flow::UnitFacts facts = flow::analyse(merged.unit);
  Resolver resolver(merged.unit, texts.hashes);
  outcome.results = check(facts, resolver, settings);
  // A template's instances say the same of the same text.
  report::settle(outcome.results);
  return outcome;
}

static LinkOutcome linkEach(const program::Program &program, const SettingsOfFiles &settings,
                            const Limits &limits, const Overlay &overlay) {
  LinkOutcome all;
  runInChildren(
      program.units(), limits,
      [&](std::size_t i) { return packed(link(program, settings, overlay, i)); },
      [&](std::size_t i, const WorkResult &result) {
        LinkOutcome one = unpacked(result.bytes);
        if (!result.failure.empty())
          one.failure = result.failure;
        if (!one.failure.empty())
          all.failure += "; " + program.mainFile(i) + ": " + one.failure;
        std::ranges::move(one.results, std::back_inserter(all.results));
        std::ranges::move(one.changed, std::back_inserter(all.changed));
      });
  return all;
}

LinkOutcome linkInChild(const program::Program &program, const SettingsOfFiles &settings,
                        const Limits &limits, const Overlay &overlay) {
  // All files together may take what several of them may take one by one.
  Limits wide = limits;
  wide.memoryMiB *= 4;
  wide.time *= 10;
  LinkOutcome outcome;
  runInChildren(
      1, wide, [&](std::size_t) { return packed(link(program, settings, overlay)); },
      [&](std::size_t, const WorkResult &result) {
        outcome = unpacked(result.bytes);
        if (!result.failure.empty())
          outcome.failure = result.failure;
      });
  if (outcome.failure.empty() || program.units() < 2)
    return outcome;
  const std::string why = outcome.failure;
  outcome = linkEach(program, settings, limits, overlay);
  outcome.failure = "analysed file by file, not together: " + why + outcome.failure;
  return outcome;
}

} // namespace maplint::driver
