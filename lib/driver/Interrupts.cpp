#include "lib/driver/Interrupts.h"

#include <algorithm>
#include <ctime>

namespace maplint::driver {

Interrupts::Interrupts() {
  sigemptyset(&wanted_);
  sigaddset(&wanted_, SIGINT);
  sigaddset(&wanted_, SIGTERM);
  sigprocmask(SIG_BLOCK, &wanted_, &before_);
}

/// What is pending has been answered: it must not end the process after all.
Interrupts::~Interrupts() {
  const timespec now{};
  while (isPending())
    sigtimedwait(&wanted_, nullptr, &now);
  sigprocmask(SIG_SETMASK, &before_, nullptr);
}

bool Interrupts::isPending() const {
  sigset_t pending;
  sigpending(&pending);
  return sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1;
}

bool Interrupts::sleep(std::chrono::milliseconds time) const {
  // In slices: waiting for the signal itself would take it away.
  constexpr std::chrono::milliseconds slice{50};
  for (; time.count() > 0 && !isPending(); time -= slice) {
    const auto now = std::min(time, slice);
    const timespec length{.tv_sec = 0, .tv_nsec = static_cast<long>(now.count()) * 1000000};
    nanosleep(&length, nullptr);
  }
  return isPending();
}

} // namespace maplint::driver
