// One analysis of one document: the work of a child process, and what it sends home.

#pragma once

#include "lib/driver/Options.h"
#include "lib/driver/Workers.h"
#include "lib/lsp/Client.h"
#include "lib/lsp/Documents.h"
#include "lib/lsp/Findings.h"

#include <optional>
#include <string>

namespace maplint::lsp {

/// What is looked at, and how.
struct Task {
  const driver::Options &options;
  const char *argv0;
  const Client &client;
  const Documents &documents;
  std::string path;       ///< of a document, canonical
  std::string readBefore; ///< see driver::FileQuery
};

/// What came of it.
struct Answer {
  std::optional<Findings> findings; ///< nothing when the file could not be analysed
  std::string readIn;               ///< see driver::FileAnswer
  std::string why;                  ///< there are no findings
  bool misconfigured = false;       ///< it is the configuration, which somebody should look at
};

/// Analyses a document, without a word on any stream. The result is for answerIn().
std::string answerTo(const Task &task);

Answer answerIn(const driver::WorkResult &result);

} // namespace maplint::lsp
