// Ctrl-C, for a process that wants to end in its own way.

#pragma once

#include <chrono>

#include <csignal>

namespace maplint::driver {

/// As long as there is one, SIGINT and SIGTERM do not end this process but wait to be asked for.
class Interrupts {
public:
  Interrupts();
  ~Interrupts();
  Interrupts(const Interrupts &) = delete;
  Interrupts &operator=(const Interrupts &) = delete;

  /// Whether one has come.
  [[nodiscard]] bool isPending() const;
  /// Sleeps for `time`, or until one comes. Returns isPending().
  [[nodiscard]] bool sleep(std::chrono::milliseconds time) const;

private:
  sigset_t wanted_;
  sigset_t before_;
};

} // namespace maplint::driver
