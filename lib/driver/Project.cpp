#include "lib/driver/Project.h"

#include "lib/driver/Transport.h"

#include <algorithm>
#include <numeric>

namespace maplint::driver {

using program::Program;

Project::Project(const std::vector<Unit> &units, const Limits &limits, bool whole)
    : units_(units), limits_(limits), whole_(whole), inProgram_(units.size(), Program::newUnit),
      failures_(units.size()), micros_(units.size()) {}

std::vector<std::string> Project::lower(const std::vector<std::size_t> &which,
                                        const Overlay &overlay) {
  std::vector<std::string> failures(which.size());
  progress_->readingBegins(which.size());
  runInChildren(which.size(), limits_,
                [&](std::size_t i) {
                  UnitFacts facts =
                      factsOf(units_[which[i]], overlay,
                              {.entity = [&](std::uint64_t hash) { return known_.contains(hash); },
                               .body =
                                   [&](std::uint64_t key) {
                                     return unitsShare_ && overlay.empty() && bodies_.contains(key);
                                   }});
                  facts.micros = processorMicros(); // of the child alone
                  return packed(facts);
                },
                {.ended =
                     [&](std::size_t i, const WorkResult &result) {
                       const UnitFacts told = unpackedFacts(result.bytes);
                       failures[i] = result.failure.empty() ? told.failure : result.failure;
                       if (failures[i].empty())
                         failures[i] = program_.add(told.facts, inProgram_[which[i]]);
                       micros_[which[i]] = told.micros;
                       if (failures[i].empty())
                         remember(which[i], told);
                       progress_->fileEnds(units_[which[i]].file);
                     },
                 .began = [&](std::size_t i) { progress_->fileBegins(units_[which[i]].file); },
                 .waiting = [&] { progress_->waiting(); },
                 .isInterrupted = [&] { return progress_->isInterrupted(); }});
  return failures;
}

void Project::remember(std::size_t unit, const UnitFacts &told) {
  if (inProgram_[unit] == Program::newUnit)
    inProgram_[unit] = program_.units() - 1;
  for (const std::uint64_t hash : program_.fresh())
    known_.insert(hash);
  for (const std::uint64_t key : told.bodies)
    bodies_.insert(key);
}

void Project::lower(const Overlay &overlay) {
  std::vector<std::size_t> all(units_.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  failures_ = lower(all, overlay);
}

std::string Project::lowerAgain(const Overlay &overlay) {
  std::vector<std::size_t> affected;
  for (std::size_t i = 0; i < units_.size(); ++i)
    if (failures_[i].empty() && program_.reads(inProgram_[i], overlay))
      affected.push_back(i);
  std::vector<Program::Contents> before = program_.contents();
  for (const std::string &failure : lower(affected, overlay))
    if (!failure.empty()) {
      program_.restore(std::move(before));
      return failure;
    }
  return {};
}

std::vector<std::size_t> Project::readersOf(const std::set<std::string> &files) const {
  std::vector<std::size_t> readers;
  for (std::size_t i = 0; i < units_.size(); ++i)
    if (failures_[i].empty() && program_.reads(inProgram_[i], files))
      readers.push_back(i);
  return readers;
}

void Project::refresh(const std::vector<std::size_t> &which) {
  const std::vector<std::string> failures = lower(which, {});
  std::vector<Program::Contents> contents = program_.contents();
  for (std::size_t i = 0; i < which.size(); ++i) {
    const std::size_t unit = which[i];
    failures_[unit] = failures[i];
    if (!failures[i].empty() && inProgram_[unit] != Program::newUnit)
      contents[inProgram_[unit]] = {.mainFile = contents[inProgram_[unit]].mainFile};
  }
  program_.restore(std::move(contents));
}

/// A unit's own file follows its own settings; a header those of the first unit that includes it.
SettingsOfFiles Project::settings() const {
  std::vector<SharedSettings> byNumber(program_.units());
  for (std::size_t i = 0; i < units_.size(); ++i)
    if (inProgram_[i] != Program::newUnit)
      byNumber[inProgram_[i]] = units_[i].settings;
  SettingsOfFiles settings;
  for (const auto &[file, unit] : program_.readers()) {
    // A file that was asked for by name is looked at whatever the configuration leaves out.
    const bool leftOut = file != program_.mainFile(unit) && byNumber[unit]->config.excludes(file);
    if (!leftOut)
      settings.emplace(file, byNumber[unit]);
  }
  return settings;
}

bool Project::isWhole() const {
  return whole_ && std::ranges::all_of(failures_, &std::string::empty);
}

LinkOutcome Project::link(const Overlay &overlay) const {
  const SettingsOfFiles ofFiles = settings();
  progress_->linkBegins();
  LinkOutcome outcome = linkInChild(
      {.program = program_, .settings = ofFiles, .overlay = overlay, .whole = isWhole()}, limits_,
      *progress_);
  progress_->linkEnds();
  return outcome;
}

} // namespace maplint::driver
