// Work in child processes: whatever happens to one piece of it, the others go on.

#pragma once

#include "llvm/ADT/STLFunctionalExtras.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace maplint::driver {

struct Limits {
  std::chrono::seconds time{120};
  std::size_t memoryMiB = 2048;
  unsigned jobs = 1;
  bool showErrors = false; ///< let children write to standard error
};

/// What became of one piece of work.
struct WorkResult {
  std::string bytes;   ///< what it returned
  std::string failure; ///< why it did not; empty when it did
};

/// Told, in the process that waits, what happens; all but the first may be left out.
struct WorkEvents {
  std::function<void(std::size_t, WorkResult)> ended; ///< in the order in which they end
  std::function<void(std::size_t)> began;
  std::function<void()> waiting;       ///< several times a second
  std::function<bool()> isInterrupted; ///< asked as often: ends all children when true
};

/// The processor time this process has taken, in microseconds.
std::uint64_t processorMicros();

/// Runs `work(0)` ... `work(count - 1)`, each in a child forked from this process, at most
/// `limits.jobs` at once. The process must have no other threads. What is interrupted, or not begun
/// then, has failed.
void runInChildren(std::size_t count, const Limits &limits,
                   llvm::function_ref<std::string(std::size_t)> work, const WorkEvents &events);

} // namespace maplint::driver
