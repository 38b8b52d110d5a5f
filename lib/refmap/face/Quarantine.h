// Memory whose end of life is noticed. Each element of a container lies on pages of its own, which
// are never used again: when the element dies or moves, its pages are closed, and whoever still
// has a plain reference or pointer to it gets a fault that names the operation.
//
// C++ itself has no way to see the use of a T&; this one header therefore asks POSIX for pages.

#pragma once

#include "lib/refmap/face/Access.h"
#include "lib/refmap/face/Death.h"

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <sys/mman.h>
#include <unistd.h>

namespace refmap::face {

class Quarantine {
public:
  static Quarantine &instance() {
    // Never destroyed: static containers outlive every static of this header.
    static auto *const quarantine = new Quarantine;
    return *quarantine;
  }

  /// Fresh memory, at least `bytes` of it, aligned as a page is.
  void *take(std::size_t bytes) {
    const std::lock_guard hold(mutex_);
    const std::size_t size = wholePages(bytes);
    if (used_ + size > reserved)
      fail("the quarantine is full");
    void *const block = base_ + used_;
    used_ += size;
    if (::mprotect(block, size, PROT_READ | PROT_WRITE) != 0)
      fail("cannot open pages");
    return block;
  }

  /// Closes what `take` gave for ever.
  void close(void *block, std::size_t bytes, const Death &death) {
    const std::lock_guard hold(mutex_);
    const std::size_t size = wholePages(bytes);
    ::madvise(block, size, MADV_DONTNEED);
    if (::mprotect(block, size, PROT_NONE) != 0)
      fail("cannot close pages");
    closed_.insert_or_assign(reinterpret_cast<std::uintptr_t>(block), Closed{size, death});
  }

  /// Why the memory at `address` is closed, if it is.
  std::optional<Death> deathAt(const void *address) {
    const std::lock_guard hold(mutex_);
    const auto at = reinterpret_cast<std::uintptr_t>(address);
    const auto after = closed_.upper_bound(at);
    if (after == closed_.begin())
      return std::nullopt;
    const auto &[start, closed] = *std::prev(after);
    return at < start + closed.size ? std::optional(closed.death) : std::nullopt;
  }

private:
  struct Closed {
    std::size_t size;
    Death death;
  };

  // Address space, not memory: pages cost something from their first use to their closing only.
  static constexpr std::size_t reserved = std::size_t{1} << 34;

  Quarantine() : page_(static_cast<std::size_t>(::sysconf(_SC_PAGESIZE))) {
    void *const all =
        ::mmap(nullptr, reserved, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (all == MAP_FAILED)
      fail("cannot reserve address space");
    base_ = static_cast<char *>(all);
  }

  std::size_t wholePages(std::size_t bytes) const { return (bytes + page_ - 1) / page_ * page_; }

  [[noreturn]] static void fail(const char *what) {
    std::fprintf(stderr, "refmap: %s\n", what);
    std::abort();
  }

  std::size_t page_;
  std::mutex mutex_;
  char *base_ = nullptr;
  std::size_t used_ = 0;
  std::map<std::uintptr_t, Closed> closed_;
};

namespace detail {

/// A null pointer leads here, or a little behind, when a member of the object is meant.
inline bool isNull(const void *address) {
  return reinterpret_cast<std::uintptr_t>(address) < 4096;
}

[[noreturn]] inline void raiseNull() {
  raise({.kind = FaultKind::Panic,
         .text = accessUnderWay() == Access::Write
                     ? "assignment to entry in nil map"
                     : "invalid memory address or nil pointer dereference"});
}

inline void onSegmentationFault(int signal, siginfo_t *info, void *) {
  if (const auto death = Quarantine::instance().deathAt(info->si_addr))
    raiseUseOf("reference", *death);
  if (isNull(info->si_addr))
    raiseNull();
  // Not ours: the instruction is tried again and meets the system's own answer.
  std::signal(signal, SIG_DFL);
}

} // namespace detail

/// Makes the use of closed memory, and of null, a named fault. Once is enough for a process. The
/// fault comes out of a signal handler: a fault handler must not throw then.
inline void watchMemory() {
  struct sigaction action = {};
  action.sa_sigaction = detail::onSegmentationFault;
  action.sa_flags = SA_SIGINFO | SA_NODEFER;
  ::sigaction(SIGSEGV, &action, nullptr);
}

} // namespace refmap::face
