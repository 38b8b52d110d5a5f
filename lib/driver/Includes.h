// Which files a translation unit may include, told from the text of its directives alone.

#pragma once

#include "lib/driver/Unit.h"

#include <functional>
#include <map>
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

private:
  struct Directives {
    std::vector<std::string> names;
    bool computed = false;
  };

  const Directives &directivesOf(const std::string &file);
  /// The canonical path of `candidate`, empty when it is no file within.
  const std::string &resolved(const std::string &candidate);

  std::string within_;
  std::map<std::string, Directives> directives_;
  std::map<std::string, std::string> resolved_;
};

} // namespace maplint::driver
