// Applies fixes, but only those that prove themselves: the edited files are analysed again from
// memory before a byte is written.

#pragma once

#include "lib/driver/Options.h"
#include "lib/driver/Project.h"
#include "lib/report/Edits.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace maplint::driver {

class Fixer {
public:
  /// Everything by reference must outlive the fixer.
  struct Setup {
    Project &project;
    std::string root; ///< nothing outside is touched
    FixMode mode = FixMode::Safe;
    /// Which findings are to be fixed; without it all are.
    std::function<bool(const report::Result &)> wants;
  };

  explicit Fixer(Setup setup) : setup_(std::move(setup)) {}

  /// Chooses and verifies fixes. Afterwards `outcome`, which was that of the project, describes the
  /// code as it will be; findings whose fix was refused say why.
  void run(LinkOutcome &outcome);

  /// Writes the files of the accepted fixes, unless one changed since it was analysed.
  llvm::Error write() const;
  /// What write() would do, as a unified diff with paths relative to the root.
  [[nodiscard]] std::string diff() const;

  [[nodiscard]] std::size_t fixed() const { return accepted_.size(); }

  [[nodiscard]] std::size_t filesChanged() const { return texts_.size(); }

private:
  /// A finding with the fix that was chosen for it.
  struct Candidate {
    report::Result result;
    report::Fix fix;
    std::string refused; ///< why it will not be applied
  };

  using Group = std::vector<Candidate *>;

  void collect(const std::vector<report::Result> &results);
  std::string whyNot(const report::Fix &fix);
  std::string load(const std::string &file);
  void accept(const Group &group, LinkOutcome &outcome);
  static std::string judge(const Group &group, const std::vector<report::Result> &before,
                           const std::vector<report::Result> &after);
  std::string verify(const Group &group, LinkOutcome &outcome);
  [[nodiscard]] Overlay overlayFor(const Group &group) const;
  void explain(std::vector<report::Result> &results) const;

  Setup setup_;
  std::vector<Candidate> candidates_;
  Group accepted_;
  std::map<std::string, program::KnownFile> files_; ///< as they were analysed
  std::map<std::string, std::string> originals_;    ///< text of each file that may be edited
  Overlay texts_;                                   ///< text of each file that will be written
};

} // namespace maplint::driver
