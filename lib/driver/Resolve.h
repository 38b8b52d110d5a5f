// From findings, which name bytes of files, to results, which name lines a person can look at.

#pragma once

#include "lib/core/Check.h"
#include "lib/ir/Ir.h"
#include "lib/report/Result.h"
#include "lib/triage/Complaints.h"
#include "lib/triage/Suppress.h"
#include "lib/triage/Tokens.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace maplint::driver {

class Resolver {
public:
  /// `userFiles` holds the canonical paths of what is no system header. Both must outlive this.
  Resolver(const ir::Unit &unit, const std::map<std::string, std::string> &userFiles);

  /// The result, which may be silenced by a comment, or nothing when the finding stands in a system
  /// header.
  std::optional<report::Result> resolve(const Check &check, const Finding &finding);

  /// What is wrong with the comments of `file` that silence findings, after resolve() has seen all
  /// findings.
  std::vector<report::Result> complaints(FileId file, const triage::Judgement &judgement);

  /// The canonical path of `file`.
  const std::string &pathOf(FileId file) { return known(file).path; }

private:
  /// A file with what is worked out once about it.
  struct Known {
    std::string path;
    bool isUsers = false;
    std::vector<std::uint32_t> lineStarts;
    triage::Suppressions suppressions;
    std::optional<std::vector<triage::Token>> tokens; ///< once a finding stands in it
  };

  Known &known(FileId file);
  report::Location location(const SourceRange &range);
  std::optional<report::Fix> fix(const Fix &fix);
  std::string fingerprint(const Check &check, const Finding &finding);
  /// The function around `range` that is no lambda of another one.
  [[nodiscard]] SourceRange functionAround(const SourceRange &range) const;

  const FileTable &files_;
  /// Functions that lie in no other one, in order of their place.
  std::vector<SourceRange> functions_;
  const std::map<std::string, std::string> &userFiles_;
  std::map<FileId, Known> known_;
};

} // namespace maplint::driver
