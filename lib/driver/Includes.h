// Which files a translation unit may include, told from the text of its directives alone.

#pragma once

#include "lib/driver/Unit.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace maplint::driver {

/// Follows `#include` without a preprocessor. What it says is never too little, save for what
/// `#include MACRO` names: conditions are taken as true, and of a name that several folders of the
/// search path hold all are followed. Files outside of `within` are not looked into.
class IncludeGraph {
public:
  explicit IncludeGraph(std::string within) : within_(std::move(within)) {}

  /// Whether `unit`, or a file it may include, is one for which `changed` holds. A unit with an
  /// include that only a preprocessor understands counts as one.
  bool reaches(const Unit &unit, const std::function<bool(const std::string &)> &changed);

  /// The files that `unit` may read, and where a header called `missing` would be looked for.
  std::set<std::string> mayRead(const Unit &unit, llvm::StringRef missing);

private:
  struct Directives {
    std::vector<std::string> names;
    bool computed = false;
  };

  /// Calls `visit` for `unit` and each file it may include, until that returns true; whether it
  /// did.
  bool walk(const Unit &unit, const std::function<bool(const std::string &)> &visit);
  const Directives &directivesOf(const std::string &file);
  /// The canonical path of `candidate`, empty when it is no file within.
  const std::string &resolved(const std::string &candidate);

  std::string within_;
  std::map<std::string, Directives> directives_;
  std::map<std::string, std::string> resolved_;
};

} // namespace maplint::driver
