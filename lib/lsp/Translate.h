// From a report to what the editor is told of one of its files.

#pragma once

#include "lib/lsp/Client.h"
#include "lib/lsp/Findings.h"
#include "lib/lsp/Places.h"
#include "lib/report/Result.h"

#include <string>

namespace maplint::lsp {

/// The findings of `report` that lie in the file with the canonical path `path`.
Findings translate(const report::Report &report, const std::string &path, const Client &client,
                   Places &places);

} // namespace maplint::lsp
