// Comments that silence a finding, with the meaning they have in clang-tidy: `NOLINT` on the line,
// `NOLINTNEXTLINE` on the line before, `NOLINTBEGIN` ... `NOLINTEND` around it, each for everything
// or for `(map-x,map-y*,-map-z)`. What follows behind a colon is the reason.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace maplint::triage {

/// One name of a list: a glob; a leading `-` takes away again what earlier ones matched.
struct SilencedName {
  std::string pattern;
  bool positive = true;
  std::uint32_t begin = 0; ///< bytes of the file
  std::uint32_t end = 0;
  bool used = false; ///< it silenced something
};

/// Comma separated globs.
class Globs {
public:
  /// `list` stands at byte `offset` of its file.
  explicit Globs(std::string_view list, std::uint32_t offset = 0);
  [[nodiscard]] bool match(std::string_view id) const;
  /// Notes that `id` was silenced.
  void use(std::string_view id);

  [[nodiscard]] const std::vector<SilencedName> &names() const { return globs_; }

private:
  std::vector<SilencedName> globs_;
};

/// A comment that silences.
struct Suppression {
  /// Lines from `first` to `last`, both included; none for a block without its end.
  unsigned first = 0;
  unsigned last = 0;
  Globs globs;
  bool bare = false; ///< it names no checks: everything is silenced
  bool used = false;
  /// Only in some builds, as far as directives tell, or in no comment at all: what it silences may
  /// not be in sight.
  bool unsure = false;
  std::string reason;
  std::uint32_t begin = 0; ///< of `NOLINT...(...)`, in bytes
  std::uint32_t end = 0;
  unsigned line = 0;
};

/// The suppressions of one file.
class Suppressions {
public:
  explicit Suppressions(std::string_view text);
  /// The comment that silences `check` on `line` (from 1), or null; notes that it is used. One that
  /// begins at byte `about` does not count: none silences what is said about itself.
  const Suppression *use(std::string_view check, unsigned line, std::uint32_t about = nowhere);

  [[nodiscard]] const std::vector<Suppression> &all() const { return all_; }

  static constexpr std::uint32_t nowhere = ~std::uint32_t{0};

private:
  std::vector<Suppression> all_;
};

/// Whether `text` matches `pattern`, in which `*` stands for any characters.
bool matchesGlob(std::string_view pattern, std::string_view text);

} // namespace maplint::triage
