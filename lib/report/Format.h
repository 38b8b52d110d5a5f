// The formats of a report, by name.

#pragma once

#include "lib/core/CheckInfo.h"
#include "lib/report/Result.h"
#include "lib/report/Text.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace maplint::report {

enum class Format : std::uint8_t {
  Text,
  Html,
  Json,
  JsonLines,
  Sarif,
  GitHub,
  GitLab,
  ReviewDog,
  Sonar,
  JUnit,
  Checkstyle
};

struct FormatInfo {
  Format format;
  std::string_view name; ///< on the command line
  std::string_view summary;
};

/// All formats, in the order in which they are listed.
std::span<const FormatInfo> formats();

/// The format called `name`.
std::optional<Format> formatNamed(std::string_view name);

/// Whether `format` shows whole passages of the source: Report::sources.
bool showsSource(Format format);

/// What a writer knows besides the findings.
struct Rendering {
  TextStyle style;                         ///< of Format::Text
  std::span<const CheckInfo *const> rules; ///< that formats with a list of them describe
};

/// The whole report in `format`, with a final newline.
std::string render(const Report &report, Format format, const Rendering &rendering);

} // namespace maplint::report
