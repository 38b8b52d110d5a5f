// Comments that silence a finding, with the meaning they have in clang-tidy: `NOLINT` on the line,
// `NOLINTNEXTLINE` on the line before, `NOLINTBEGIN` ... `NOLINTEND` around it, each for everything
// or for `(map-x,map-y*,-map-z)`.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace maplint::report {

/// Comma separated globs; a leading `-` takes away again what earlier ones matched.
class Globs {
public:
  explicit Globs(std::string_view list);
  [[nodiscard]] bool match(std::string_view id) const;

private:
  struct Glob {
    std::string pattern;
    bool positive = true;
  };

  std::vector<Glob> globs_;
};

/// The suppressions of one file.
class Suppressions {
public:
  explicit Suppressions(std::string_view text);
  /// True when a comment silences `check` on `line` (from 1).
  [[nodiscard]] bool silences(std::string_view check, unsigned line) const;

private:
  /// Lines from `first` to `last`, both included.
  struct Span {
    unsigned first = 0;
    unsigned last = 0;
    Globs globs;
  };

  std::vector<Span> spans_;
};

} // namespace maplint::report
