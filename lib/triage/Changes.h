// Which lines a change touches, read from a unified diff.

#pragma once

#include "llvm/Support/Error.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maplint::triage {

class Changes {
public:
  /// Reads what `diff -u` and git print, whatever stands between the hunks. Files are named as they
  /// are there, without `a/` and `b/`. A diff that is cut short or makes no sense is an error, one
  /// line with the number of the line.
  static llvm::Expected<Changes> parse(std::string_view diff);

  /// Every line of `file` is new.
  void addWhole(std::string file) { files_[std::move(file)] = {{1, ~0U}}; }

  /// The same with files called `rename(file)`; what becomes an empty name is left out.
  template <typename Rename>
  [[nodiscard]] Changes renamed(Rename rename) const {
    Changes result;
    for (const auto &[file, ranges] : files_)
      if (std::string other = rename(file); !other.empty())
        result.files_.insert_or_assign(std::move(other), ranges);
    return result;
  }

  /// Whether a line from `first` to `last`, both included, is new, or stands beside lines that were
  /// taken away.
  [[nodiscard]] bool touch(const std::string &file, unsigned first, unsigned last) const;

  [[nodiscard]] bool contain(const std::string &file) const { return files_.contains(file); }

  [[nodiscard]] bool empty() const { return files_.empty(); }

  [[nodiscard]] std::vector<std::string> files() const;

private:
  friend class DiffReader;

  using Range = std::pair<unsigned, unsigned>; ///< first and last line

  std::map<std::string, std::vector<Range>> files_;
};

} // namespace maplint::triage
