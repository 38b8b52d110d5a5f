// What the outside world may know about a check. Neither Clang nor LLVM: reports, documentation
// pages, schema and completions are printed from this alone.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace maplint {

enum class Severity : std::uint8_t { Note, Warning, Error };

/// How sure a finding is. Low ones are off by default.
enum class Confidence : std::uint8_t { Low, Medium, High };

/// Safe fixes keep the meaning of a correct program; suggested ones need a look.
enum class FixSafety : std::uint8_t { Safe, Suggested };

/// Whether a check offers fixes at all.
enum class FixKind : std::uint8_t { None, Sometimes, Always };

/// An option of a check: a whole number, set by `.maplint.yaml` or clang-tidy's CheckOptions.
struct OptionInfo {
  std::string_view name;
  std::int64_t fallback = 0;
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::string_view help;
};

/// A shape of the mistake that gets no fix, and the reason: one sentence for the check's page.
struct Unfixed {
  std::string_view shape;
  std::string_view why;
};

/// Everything the outside world may know about a check.
struct CheckInfo {
  std::string_view id;      ///< the only name: file, folder, page, SARIF rule, NOLINT
  std::string_view summary; ///< one lower-case line without a full stop
  std::string_view why;     ///< what goes wrong at run time
  std::string_view bad;     ///< a file that makes the check report exactly once
  std::string_view good;    ///< the same file put right
  Severity severity = Severity::Warning;
  FixKind fix = FixKind::None;
  std::span<const OptionInfo> options = {};
  std::span<const Unfixed> unfixed = {};
  std::string_view since;
};

std::string_view name(Severity severity);
std::string_view name(Confidence confidence);
std::string_view name(FixSafety safety);

} // namespace maplint
