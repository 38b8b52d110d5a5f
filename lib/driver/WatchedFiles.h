// Which files decide what a report says, and which of them have changed.

#pragma once

#include "lib/driver/Interrupts.h"
#include "lib/driver/Options.h"
#include "lib/driver/Project.h"
#include "lib/driver/Run.h"
#include "lib/driver/Stamps.h"

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace maplint::driver {

/// The files that a selection is made of, where there is one and where there may be one: the
/// compilation database, configurations, baseline and diff.
std::set<std::string> settingsFiles(const Options &options, const Selection &selection);

/// Looks at files in turn. Without the system's own notifications: they are not there for every
/// file system, are limited in number, and say little about a file that is replaced.
class WatchedFiles {
public:
  /// Watches `files` from now on beside those it watches.
  void add(const std::set<std::string> &files);
  /// Watches nothing but `files`. What was known of them stays known.
  void only(const std::set<std::string> &files);

  /// Watches what the sources of `project` read, and only sources that have these contents count as
  /// unchanged.
  void expect(const std::map<std::string, program::KnownFile> &contents) { contents_ = contents; }

  /// Waits until some files have changed and no more do; nothing when it was interrupted.
  std::optional<std::set<std::string>> wait(const Interrupts &interrupts);

  [[nodiscard]] std::size_t size() const { return files_.size(); }

private:
  [[nodiscard]] bool hasChanged(const std::string &file) const;
  Stamps settled(const Interrupts &interrupts) const;

  std::set<std::string> files_;
  Stamps stamps_;
  std::map<std::string, program::KnownFile> contents_;
};

} // namespace maplint::driver
