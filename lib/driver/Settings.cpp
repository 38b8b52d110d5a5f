#include "lib/driver/Settings.h"

#include "lib/driver/Files.h"
#include "lib/triage/Rules.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Path.h"

#include <algorithm>

namespace maplint::driver {
namespace {

using llvm::StringRef;

constexpr StringRef seeList = "; `maplint list` shows them";

std::vector<std::string> items(StringRef globs) {
  llvm::SmallVector<StringRef> parts;
  globs.split(parts, ',', -1, /*KeepEmpty=*/false);
  std::vector<std::string> list;
  for (const StringRef part : parts)
    list.push_back(part.trim().str());
  return list;
}

/// A glob that matches no check is a slip of the pen, not a wish for silence.
llvm::Error validateGlobs(StringRef globs) {
  for (const std::string &item : items(globs)) {
    const std::vector<std::string> glob = {StringRef(item).ltrim('-').str()};
    if (std::ranges::none_of(triage::allRules(),
                             [&](const CheckInfo *rule) { return selects(glob, rule->id); }))
      return usageError("--checks: no check is called '" + glob.front() + "'" + seeList);
  }
  return llvm::Error::success();
}

std::string range(const CheckInfo &info, StringRef option) {
  for (const OptionInfo &known : info.options)
    if (known.name == std::string_view(option))
      return "a number from " + std::to_string(known.min) + " to " + std::to_string(known.max);
  std::string names;
  for (const OptionInfo &known : info.options)
    names += (names.empty() ? "" : ", ") + std::string(known.name);
  return names.empty() ? "no option, the check has none" : "one of the options " + names;
}

/// One CHECK.NAME=VALUE of the command line.
struct GivenOption {
  const Check *check = nullptr;
  std::string name;
  std::int64_t value = 0;
};

llvm::Expected<GivenOption> parseOption(StringRef text) {
  const auto [name, value] = text.split('=');
  const auto [id, option] = name.split('.');
  if (option.empty() || value.empty())
    return usageError("--option " + text + ": expected CHECK.NAME=VALUE");
  GivenOption given{.check = findCheck(std::string_view(id)), .name = option.str(), .value = 0};
  if (!given.check)
    return usageError("--option " + text + ": no check is called '" + id + "'" + seeList);
  CheckOptions probe(given.check->info);
  if (value.getAsInteger(10, given.value) || !probe.set(given.name, given.value))
    return usageError("--option " + text + ": expected " + range(given.check->info, option));
  return given;
}

} // namespace

Severity AnalysisSettings::severityOf(const CheckInfo &rule) const {
  const auto given = config.severity.find(rule.id);
  return given == config.severity.end() ? rule.severity : given->second;
}

bool AnalysisSettings::runs(std::string_view id) const {
  return std::ranges::any_of(checks,
                             [&](const EnabledCheck &each) { return each.check->info.id == id; });
}

llvm::Expected<SettingsBook> SettingsBook::open(const Options &options) {
  if (llvm::Error error = validateGlobs(options.checks))
    return std::move(error);
  for (const std::string &text : options.checkOptions)
    if (auto given = parseOption(text); !given)
      return given.takeError();
  return SettingsBook(options);
}

llvm::Expected<SharedSettings> SettingsBook::make(const std::string &configFile) const {
  auto settings = std::make_shared<AnalysisSettings>();
  if (!configFile.empty()) {
    auto config = loadConfig(configFile);
    if (!config)
      return config.takeError();
    settings->config = std::move(*config);
  }
  settings->config.extend(settings->model);
  settings->atLeast = options_->confidence.value_or(Confidence::Medium);
  settings->exact = options_->exact;
  const std::vector<std::string> globs =
      options_->checks.empty() ? settings->config.checks : items(options_->checks);
  for (const Check *check : allChecks())
    if (selects(globs, check->info.id))
      settings->checks.push_back(
          {.check = check, .options = settings->config.optionsOf(check->info)});
  const bool mustExplain = options_->requireReasons || settings->config.requireReasons;
  for (const CheckInfo &rule : triage::suppressionRules())
    if (selects(globs, rule.id) && (mustExplain || rule.id != triage::unexplainedSuppression))
      settings->rules.insert(rule.id);
  for (const std::string &text : options_->checkOptions) {
    const GivenOption given = llvm::cantFail(parseOption(text)); // open() has looked at it
    for (EnabledCheck &enabled : settings->checks)
      if (enabled.check == given.check)
        enabled.options.set(given.name, given.value);
  }
  return settings;
}

llvm::Expected<SharedSettings> SettingsBook::of(llvm::StringRef file) {
  const std::string config = options_->configFile.empty()
                                 ? findConfig(llvm::sys::path::parent_path(file))
                                 : canonical(options_->configFile);
  if (const auto known = byConfig_.find(config); known != byConfig_.end())
    return known->second;
  auto made = make(config);
  if (made)
    byConfig_.emplace(config, *made);
  return made;
}

} // namespace maplint::driver
