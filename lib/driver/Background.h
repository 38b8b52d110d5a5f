// One piece of work in a child process, while this one goes on.

#pragma once

#include "lib/driver/Workers.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <optional>

#include <sys/types.h>

namespace maplint::driver {

/// At most one child, which may have children of its own.
class Background {
public:
  Background() = default;

  ~Background() { stop(); }

  Background(const Background &) = delete;
  Background &operator=(const Background &) = delete;

  /// Runs `work` in a child, which must not run yet; of `limits` the memory counts. Returns why it
  /// cannot be started, or an empty string. The process must have no other threads.
  std::string start(const Limits &limits, llvm::function_ref<std::string()> work);

  [[nodiscard]] bool isRunning() const { return pid_ > 0; }

  /// Becomes readable when read() has something to do; -1 while nothing runs.
  [[nodiscard]] int descriptor() const { return pipe_; }

  /// Takes what is there to be read. Returns what became of the work once it has ended.
  std::optional<WorkResult> read();

  /// Ends the child and all that it has started.
  void stop();

private:
  int wait();

  pid_t pid_ = -1;
  int pipe_ = -1;
  std::size_t memoryMiB_ = 0;
  std::string bytes_;
};

} // namespace maplint::driver
