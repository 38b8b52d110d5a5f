// The units of a run: lowered each in a process of its own, linked in another.
//
//   units --factsOf--> facts --Program--> link --> results

#pragma once

#include "lib/driver/KnownEntities.h"
#include "lib/driver/Link.h"
#include "lib/driver/Progress.h"
#include "lib/driver/Unit.h"
#include "lib/driver/Workers.h"
#include "lib/program/Program.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace maplint::driver {

class Project {
public:
  /// Units and limits must outlive the project. `whole` says that no unit of it is left out.
  Project(const std::vector<Unit> &units, const Limits &limits, bool whole = false);

  /// Tells `progress`, which must outlive the project, what it does from now on.
  void tell(Progress &progress) { progress_ = &progress; }

  /// Lowers every unit, with the texts of `overlay` in place of files on disk.
  void lower(const Overlay &overlay = {});
  /// Lowers the units that read a file of `overlay` once more, with its texts. Returns why one of
  /// them cannot be analysed; then nothing has changed.
  std::string lowerAgain(const Overlay &overlay);

  /// From now on no unit leaves out what another one has told, so that each can be lowered again.
  void keepUnitsApart() { unitsShare_ = false; }

  /// Lowers the units numbered `which` once more, from what is on disk now. Of one that cannot be
  /// analysed any more nothing is left.
  void refresh(const std::vector<std::size_t> &which);
  /// The numbers of the units that have read one of `files`.
  [[nodiscard]] std::vector<std::size_t> readersOf(const std::set<std::string> &files) const;

  /// Why unit number `i` has no facts; empty when it has.
  [[nodiscard]] const std::string &failure(std::size_t i) const { return failures_[i]; }

  /// The processor time that unit number `i` took.
  [[nodiscard]] std::uint64_t micros(std::size_t i) const { return micros_[i]; }

  /// Analyses what is lowered, see linkInChild().
  [[nodiscard]] LinkOutcome link(const Overlay &overlay = {}) const;

  [[nodiscard]] const program::Program &program() const { return program_; }

  [[nodiscard]] const std::vector<program::Program::Contents> &contents() const {
    return program_.contents();
  }

  /// What is looked for in each of the program's files.
  [[nodiscard]] SettingsOfFiles settings() const;

  /// Whether every unit of the project was lowered.
  [[nodiscard]] bool isWhole() const;

  void restore(std::vector<program::Program::Contents> contents) {
    program_.restore(std::move(contents));
  }

private:
  /// Lowers the units numbered `which`; returns the failures in that order.
  std::vector<std::string> lower(const std::vector<std::size_t> &which, const Overlay &overlay);
  /// Takes down what the unit has told, for those that come after it.
  void remember(std::size_t unit, const UnitFacts &told);

  const std::vector<Unit> &units_;
  const Limits &limits_;
  bool whole_;
  bool unitsShare_ = true; ///< the bodies of functions in headers
  Progress silent_;
  Progress *progress_ = &silent_;
  program::Program program_;
  KnownEntities known_;
  KnownEntities bodies_;               ///< of functions in headers, by HeaderBodies' keys
  std::vector<std::size_t> inProgram_; ///< by number of the unit: its number in the program
  std::vector<std::string> failures_;
  std::vector<std::uint64_t> micros_;
};

} // namespace maplint::driver
