// Runs something in a child process: what it prints, and how it ends.

#pragma once

#include <functional>
#include <string>

namespace refmap::conformance {

struct Ending {
  std::string out;
  std::string error;
  int status = 0; ///< the exit status, or 128 and the signal
};

/// Runs `action` in a child of this process; if it returns, the child exits with status 0.
Ending runInChild(const std::function<void()> &action);

} // namespace refmap::conformance
