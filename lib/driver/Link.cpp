#include "lib/driver/Link.h"

#include "lib/driver/Files.h"
#include "lib/driver/Resolve.h"
#include "lib/driver/Transport.h"
#include "lib/flow/Analysis.h"
#include "lib/report/Collect.h"
#include "lib/triage/Rules.h"

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
class CheckRun {
public:
  CheckRun(const flow::UnitFacts &facts, Resolver &resolver, const LinkInput &input)
      : facts_(facts), resolver_(resolver), input_(input) {}

  void run(LinkOutcome &outcome) {
    std::set<SharedSettings> all;
    for (const auto &[file, ofFile] : input_.settings)
      all.insert(ofFile);
    for (const SharedSettings &some : all)
      for (const auto &[check, options] : some->checks) {
        const std::uint64_t before = processorMicros();
        check->run(facts_, options, [&, check = check](const Finding &finding) {
          // What a comment hides it hides whether or not the finding is sure enough to be shown.
          auto result = resolver_.resolve(*check, finding);
          if (!result || finding.confidence < some->atLeast)
            return;
          const auto ofFile = input_.settings.find(result->location.file);
          if (ofFile == input_.settings.end() || ofFile->second != some)
            return;
          result->severity = some->severityOf(check->info);
          add(std::move(*result), outcome);
        });
        outcome.checkMicros.emplace_back(check->info.id, processorMicros() - before);
      }
  }

  /// Afterwards: what is wrong with the comments that silence findings.
  void complain(bool whole, LinkOutcome &outcome) {
    for (FileId file = 0; file < facts_.unit().files.size(); ++file) {
      const auto ofFile = input_.settings.find(resolver_.pathOf(file));
      if (ofFile == input_.settings.end())
        continue;
      const AnalysisSettings &settings = *ofFile->second;
      const triage::Judgement judgement{
          .ran = [&](std::string_view id) { return settings.runs(id); },
          .wants = [&](std::string_view rule) { return settings.rules.contains(rule); },
          .whole = whole};
      for (report::Result &result : resolver_.complaints(file, judgement)) {
        result.severity = settings.severityOf(*triage::findRule(result.check));
        add(std::move(result), outcome);
      }
    }
  }

private:
  static void add(report::Result result, LinkOutcome &outcome) {
    auto &list = result.silence == report::Silence::None ? outcome.results : outcome.silenced;
    list.push_back(std::move(result));
  }

  const flow::UnitFacts &facts_;
  Resolver &resolver_;
  const LinkInput &input_;
};

} // namespace

LinkOutcome link(const LinkInput &input, std::size_t only) {
  const std::uint64_t before = processorMicros();
  LinkOutcome outcome;
  program::Merged merged;
  outcome.failure = input.program.merge(merged, only);
  if (!outcome.failure.empty())
    return outcome;
  Texts texts(input.program, input.overlay);
  texts.load(merged.unit.files);
  outcome.changed = texts.changed;
  for (const std::string &file : texts.changed)
    texts.hashes.erase(file);
  const flow::UnitFacts facts = flow::analyse(merged.unit);
  Resolver resolver(merged.unit, texts.hashes);
  outcome.flowMicros = processorMicros() - before;
  CheckRun checks(facts, resolver, input);
  checks.run(outcome);
  checks.complain(input.whole && only == program::Program::allUnits, outcome);
  // A template's instances say the same of the same text.
  report::settle(outcome.results);
  report::settle(outcome.silenced);
  return outcome;
}

static WorkEvents eventsFor(Progress &progress,
                            std::function<void(std::size_t, WorkResult)> ended) {
  return {.ended = std::move(ended),
          .waiting = [&] { progress.waiting(); },
          .isInterrupted = [&] { return progress.isInterrupted(); }};
}

static LinkOutcome linkEach(const LinkInput &input, const Limits &limits, Progress &progress) {
  LinkOutcome all;
  runInChildren(
      input.program.units(), limits, [&](std::size_t i) { return packed(link(input, i)); },
      eventsFor(progress, [&](std::size_t i, const WorkResult &result) {
        LinkOutcome one = unpacked(result.bytes);
        if (!result.failure.empty())
          one.failure = result.failure;
        if (!one.failure.empty())
          all.failure += "; " + input.program.mainFile(i) + ": " + one.failure;
        std::ranges::move(one.results, std::back_inserter(all.results));
        std::ranges::move(one.silenced, std::back_inserter(all.silenced));
        std::ranges::move(one.checkMicros, std::back_inserter(all.checkMicros));
        all.flowMicros += one.flowMicros;
        std::ranges::move(one.changed, std::back_inserter(all.changed));
      }));
  return all;
}

LinkOutcome linkInChild(const LinkInput &input, const Limits &limits, Progress &progress) {
  // All files together may take what several of them may take one by one.
  Limits wide = limits;
  wide.memoryMiB *= 4;
  wide.time *= 10;
  LinkOutcome outcome;
  runInChildren(
      1, wide, [&](std::size_t) { return packed(link(input)); },
      eventsFor(progress, [&](std::size_t, const WorkResult &result) {
        outcome = unpacked(result.bytes);
        if (!result.failure.empty())
          outcome.failure = result.failure;
      }));
  if (outcome.failure.empty() || input.program.units() < 2 || progress.isInterrupted())
    return outcome;
  const std::string why = outcome.failure;
  outcome = linkEach(input, limits, progress);
  outcome.failure = "analysed file by file, not together: " + why + outcome.failure;
  return outcome;
}

} // namespace maplint::driver
