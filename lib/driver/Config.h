// A project's settings: `.maplint.yaml`, the nearest one above what is analysed.
//
//   checks:     [map-*, -map-missing-reserve]
//   options:    {map-missing-reserve: {min-insertions: 16}}
//   containers: [{name: app::Cache, like: std::unordered_map, methods: {put: insert}}]
//   handlers:   [app::Greeter, '*::Service']
//   exclude:    [third_party, '*.pb.h']
//   severity:   {map-missing-reserve: note}
//   require-reasons: true

#pragma once

#include "lib/core/Check.h"
#include "lib/model/Model.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace maplint::driver {

inline constexpr llvm::StringRef configFileName = ".maplint.yaml";

/// A class of the project that behaves like a known container.
struct ContainerConfig {
  std::string name;
  std::string like;
  std::map<std::string, std::string> methods; ///< further methods, in the model's words
};

/// A key of the file.
struct ConfigKey {
  std::string_view name;
  std::string_view help;
};

/// All keys, in the order in which they are described.
std::span<const ConfigKey> configKeys();

struct Config {
  std::string file; ///< where it was read from; empty for the defaults
  std::vector<std::string> checks;
  /// By check, then by option. Checks may be named here without being selected.
  std::map<std::string, std::map<std::string, std::int64_t>, std::less<>> options;
  std::vector<ContainerConfig> containers;
  std::vector<std::string> handlers; ///< classes whose methods several threads call
  std::vector<std::string> exclude;
  bool requireReasons = false; ///< silencing without a reason is a finding
  std::map<std::string, Severity, std::less<>> severity; ///< by check or rule
  /// Where values stand: `checks/0`, `options/ID/NAME`, `severity/ID`, `require-reasons`.
  std::map<std::string, unsigned> lines;

  /// Whether the check called `id` is to run.
  [[nodiscard]] bool selects(llvm::StringRef id) const;
  /// Whether `path` is left out: it, or a folder above it, matches a glob of `exclude`, seen from
  /// the folder of the configuration file.
  [[nodiscard]] bool excludes(llvm::StringRef path) const;
  /// Whether the glob number `i` does.
  [[nodiscard]] bool excludes(llvm::StringRef path, std::size_t i) const;
  /// The options of `check`: its defaults and what the project says instead.
  [[nodiscard]] CheckOptions optionsOf(const CheckInfo &check) const;
  /// Teaches `model` the project's own containers.
  void extend(model::Model &model) const;
};

/// Whether `globs`, taken in order, select the check called `id`: `-glob` takes away. No globs at
/// all, or a list that only takes away, start from all checks.
bool selects(std::span<const std::string> globs, llvm::StringRef id);

/// Reads `text`, which stands in `file`, for a tool that knows `checks`. An error is one line:
/// `FILE:LINE:COL: error: ...`.
llvm::Expected<Config> parseConfig(llvm::StringRef text, llvm::StringRef file,
                                   std::span<const Check *const> checks = allChecks());

/// Reads the configuration in `file`.
llvm::Expected<Config> loadConfig(llvm::StringRef file);

/// The nearest `.maplint.yaml` in `folder` or above it; empty when there is none.
std::string findConfig(llvm::StringRef folder);

} // namespace maplint::driver
