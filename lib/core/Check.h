// A check is a constant: what it is called, what it says, and what it runs.
//
//   source -> IR -> facts -> Finding -> host
//
// Hosts (the command line, the clang-tidy module, the documentation generator) walk allChecks();
// nothing else in the project knows an individual check by name.

#pragma once

#include "lib/core/CheckInfo.h"
#include "lib/core/Finding.h"

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace maplint {

namespace flow {
class UnitFacts;
}

/// Receives each finding of a check.
using FindingSink = std::function<void(Finding)>;

/// The options of one check, with the defaults its CheckInfo declares filled in.
class CheckOptions {
public:
  explicit CheckOptions(const CheckInfo &info);
  /// Sets a declared option. Returns false for an unknown name or a value out of range.
  bool set(std::string_view option, std::int64_t value);
  /// The value of a declared option.
  [[nodiscard]] std::int64_t get(std::string_view option) const;

private:
  const CheckInfo *info_;
  std::map<std::string, std::int64_t, std::less<>> values_;
};

/// Looks at the facts of one translation unit and reports what is wrong.
using RunFn = void (*)(const flow::UnitFacts &, const CheckOptions &, const FindingSink &);

struct Check {
  CheckInfo info;
  RunFn run;
};

// Never defined: naming one in a constant expression is the compiler's error message.
void idMustStartWithMapAndBeKebabCase();
void summaryMustBeOneLowerCaseLineWithoutFullStop();
void whyAndExamplesMustNotBeEmpty();
void sinceMustNotBeEmpty();

/// Rejects a badly described check at compile time.
consteval Check define(const CheckInfo &info, RunFn run) {
  if (!info.id.starts_with("map-"))
    idMustStartWithMapAndBeKebabCase();
  for (const char c : info.id)
    if (c != '-' && (c < 'a' || c > 'z'))
      idMustStartWithMapAndBeKebabCase();
  if (info.summary.empty() || info.summary.ends_with('.') ||
      info.summary.find('\n') != std::string_view::npos ||
      (info.summary.front() >= 'A' && info.summary.front() <= 'Z'))
    summaryMustBeOneLowerCaseLineWithoutFullStop();
  if (info.why.empty() || info.bad.empty() || info.good.empty())
    whyAndExamplesMustNotBeEmpty();
  if (info.since.empty())
    sinceMustNotBeEmpty();
  return {.info = info, .run = run};
}

/// All checks, sorted by id. CMake generates the list from the files under checks/.
std::span<const Check *const> allChecks();

/// The check called `id`, or null.
const Check *findCheck(std::string_view id);

} // namespace maplint
