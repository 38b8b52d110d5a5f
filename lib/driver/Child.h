// The inside of a worker process.

#pragma once

#include "lib/driver/Workers.h"

namespace maplint::driver {

/// How a child says what went wrong where it cannot send text: its exit status.
inline constexpr int exitOutOfMemory = 97;
inline constexpr int exitCannotSend = 98;

/// Limits this process, runs `work` and writes what it returns to `pipe`. Never returns.
[[noreturn]] void runChild(const Limits &limits, int pipe, llvm::function_ref<std::string()> work);

/// Why a child, of which `waitpid` told `status`, has not returned anything; empty if it has.
std::string whyChildFailed(int status, std::size_t memoryMiB);

} // namespace maplint::driver
