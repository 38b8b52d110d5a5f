// What a check says about itself, for people and scripts.

#pragma once

#include "lib/core/Check.h"

#include <string>

namespace maplint::tool {

/// One line for each check.
std::string listText();

std::string explainText(const CheckInfo &info);
std::string explainJson(const CheckInfo &info);

/// What a check is about, as markdown.
std::string explanation(const CheckInfo &info);

/// The documentation page of a check, docs/checks/<id>.md.
std::string explainMarkdown(const CheckInfo &info);

} // namespace maplint::tool
