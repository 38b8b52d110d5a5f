// From findings, which name bytes of files, to results, which name lines a person can look at.

#pragma once

#include "lib/core/Check.h"
#include "lib/report/Result.h"
#include "lib/report/Suppress.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace maplint::driver {

class Resolver {
public:
  /// `userFiles` holds the canonical paths of what is no system header.
  Resolver(const FileTable &files, const std::map<std::string, std::string> &userFiles)
      : files_(files), userFiles_(userFiles) {}

  /// The result, or nothing when the finding stands in a system header or a comment silences it.
  std::optional<report::Result> resolve(const Check &check, const Finding &finding);

private:
  /// A file with what is worked out once about it.
  struct Known {
    std::string path;
    bool isUsers = false;
    std::vector<std::uint32_t> lineStarts;
    report::Suppressions suppressions;
  };

  const Known &known(FileId file);
  report::Location location(const SourceRange &range);
  std::optional<report::Fix> fix(const Fix &fix);

  const FileTable &files_;
  const std::map<std::string, std::string> &userFiles_;
  std::map<FileId, Known> known_;
};

} // namespace maplint::driver
