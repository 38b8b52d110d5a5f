// From options and configuration files to what is looked for.

#pragma once

#include "lib/core/Check.h"
#include "lib/driver/Config.h"
#include "lib/driver/Options.h"
#include "lib/model/Model.h"

#include "llvm/Support/Error.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace maplint::driver {

struct EnabledCheck {
  const Check *check;
  CheckOptions options;
};

/// What is looked for in a translation unit.
struct AnalysisSettings {
  Config config;
  model::Model model;
  std::vector<EnabledCheck> checks;
  std::set<std::string_view> rules; ///< of triage::suppressionRules(), those that are wanted
  Confidence atLeast = Confidence::Medium;
  bool exact = false; ///< never the fast parse

  /// Whether the check called `id` is looked for.
  [[nodiscard]] bool runs(std::string_view id) const;

  /// Whether the check or rule called `id` may report.
  [[nodiscard]] bool wants(std::string_view id) const { return runs(id) || rules.contains(id); }

  /// How severe what `rule` reports is in this project.
  [[nodiscard]] Severity severityOf(const CheckInfo &rule) const;
};

using SharedSettings = std::shared_ptr<const AnalysisSettings>;

/// The settings of each file: the nearest configuration above it, and the command line on top.
class SettingsBook {
public:
  /// Validates what `options` say about checks, which must outlive the book.
  static llvm::Expected<SettingsBook> open(const Options &options);
  /// The settings for `file`, whose path is canonical.
  llvm::Expected<SharedSettings> of(llvm::StringRef file);

private:
  explicit SettingsBook(const Options &options) : options_(&options) {}

  llvm::Expected<SharedSettings> make(const std::string &configFile) const;

  const Options *options_;
  std::map<std::string, SharedSettings> byConfig_;
};

} // namespace maplint::driver
