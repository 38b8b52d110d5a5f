#include "lib/driver/EffectiveConfig.h"

#include "lib/driver/Files.h"
#include "lib/driver/Glob.h"
#include "lib/driver/Settings.h"
#include "lib/report/Escape.h"
#include "lib/triage/Rules.h"

#include "llvm/ADT/StringExtras.h"

#include <algorithm>

namespace maplint::driver {
namespace {

constexpr std::size_t commentColumn = 40;

/// A scalar of YAML that is that text and nothing else.
std::string quoted(std::string_view text) {
  std::string plain = "'";
  for (const char c : report::escaped(text)) {
    plain += c;
    if (c == '\'')
      plain += c;
  }
  return plain + "'";
}

class Writer {
public:
  Writer(const AnalysisSettings &settings, const Options &options)
      : settings_(settings), config_(settings.config), options_(options) {}

  std::string run(llvm::StringRef file) {
    const std::string from = config_.file.empty() ? "no .maplint.yaml above it" : config_.file;
    out_ = "# " + report::escaped(std::string_view(file)) + ": " +
           report::escaped(std::string_view(from)) + "\n";
    for (std::size_t i = 0; i < config_.exclude.size(); ++i)
      if (config_.excludes(file, i))
        line("# left out, unless it is named", "exclude", i);
    checks();
    severities();
    checkOptions();
    containers();
    list("handlers", config_.handlers);
    list("exclude", config_.exclude);
    const bool byOption = options_.requireReasons;
    put(std::string("require-reasons: ") + (byOption || config_.requireReasons ? "true" : "false"),
        byOption ? "--require-reasons" : origin("require-reasons"));
    return std::move(out_);
  }

private:
  void put(const std::string &text, const std::string &comment) {
    std::string whole = text;
    if (whole.size() + 1 < commentColumn)
      whole.resize(commentColumn - 1, ' ');
    out_ += whole + " # " + comment + "\n";
  }

  void line(const std::string &text, const std::string &key, std::size_t i) {
    put(text, origin(key + "/" + std::to_string(i)));
  }

  /// `FILE:LINE` of a key, or `default`.
  [[nodiscard]] std::string origin(const std::string &key) const {
    const auto known = config_.lines.find(key);
    if (known == config_.lines.end())
      return "default";
    return report::escaped(std::string_view(config_.file)) + ":" + std::to_string(known->second);
  }

  /// Who decided whether `id` runs: the last entry that matches it.
  [[nodiscard]] std::string decider(llvm::StringRef id) const {
    if (!options_.checks.empty())
      return "--checks";
    for (std::size_t i = config_.checks.size(); i-- > 0;)
      if (matches(llvm::StringRef(config_.checks[i]).ltrim('-'), id))
        return origin("checks/" + std::to_string(i));
    // A list that begins by selecting leaves the others out.
    return config_.checks.empty() || config_.selects(id) ? "default" : origin("checks/0");
  }

  void checks() {
    const bool none = std::ranges::none_of(
        triage::allRules(), [&](const CheckInfo *rule) { return settings_.wants(rule->id); });
    out_ += none ? "checks: ['-map-*']\n" : "checks:\n";
    for (const CheckInfo *rule : triage::allRules()) {
      const bool isOn = settings_.wants(rule->id);
      const bool isAsked =
          rule->id != triage::unexplainedSuppression || isOn || !config_.selects(rule->id);
      put(std::string("  ") + (isOn ? "- " : "# - ") + std::string(rule->id),
          (isOn ? "" : "off: ") + (isAsked ? decider(rule->id) : "without --require-reasons"));
    }
  }

  void severities() {
    out_ += "severity:\n";
    for (const CheckInfo *rule : triage::allRules())
      put("  " + std::string(rule->id) + ": " + std::string(name(settings_.severityOf(*rule))),
          origin("severity/" + std::string(rule->id)));
  }

  void checkOptions() {
    const bool none = std::ranges::all_of(settings_.checks, [](const EnabledCheck &each) {
      return each.check->info.options.empty();
    });
    out_ += none ? "" : "options:\n";
    for (const EnabledCheck &each : settings_.checks) {
      const std::string id(each.check->info.id);
      if (!each.check->info.options.empty())
        out_ += "  " + id + ":\n";
      for (const OptionInfo &option : each.check->info.options) {
        const std::string optionName(option.name);
        const std::string given = id + "." + optionName + "=";
        const bool byOption = std::ranges::any_of(
            options_.checkOptions, [&](const std::string &o) { return o.starts_with(given); });
        put("    " + optionName + ": " + std::to_string(each.options.get(option.name)),
            byOption ? "--option" : origin("options/" + id + "/" + optionName));
      }
    }
  }

  void containers() {
    out_ += config_.containers.empty() ? "" : "containers:\n";
    for (std::size_t i = 0; i < config_.containers.size(); ++i) {
      const ContainerConfig &container = config_.containers[i];
      line("  - name: " + quoted(container.name), "containers", i);
      out_ += "    like: " + quoted(container.like) + "\n";
      out_ += container.methods.empty() ? "" : "    methods:\n";
      for (const auto &[method, word] : container.methods)
        out_ += "      " + quoted(method) + ": " + word + "\n";
    }
  }

  void list(const std::string &key, const std::vector<std::string> &entries) {
    out_ += entries.empty() ? "" : key + ":\n";
    for (std::size_t i = 0; i < entries.size(); ++i)
      line("  - " + quoted(entries[i]), key, i);
  }

  const AnalysisSettings &settings_;
  const Config &config_;
  const Options &options_;
  std::string out_;
};

} // namespace

llvm::Expected<std::string> effectiveConfig(const Options &options) {
  if (options.files.size() != 1)
    return usageError("usage: maplint config [OPTION...] FILE");
  auto book = SettingsBook::open(options);
  if (!book)
    return book.takeError();
  const std::string file = canonical(options.files.front());
  auto settings = book->of(file);
  if (!settings)
    return settings.takeError();
  return Writer(**settings, options).run(file);
}

} // namespace maplint::driver
