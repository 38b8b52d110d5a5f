// A rule broken at run time: what was broken, in the words of whoever states the rule, and what
// happens then. Go's texts and Go's exit status, unless a handler wants to look.

#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <ranges>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace refmap {

enum class FaultKind : std::uint8_t {
  Panic,  ///< Go can recover from it: a write to a nil map, an unhashable key
  Fatal,  ///< Go cannot: the map was used by two threads at once
  Misuse, ///< a rule of C++'s containers: an invalidated iterator was used
};

/// One fault. `text` is the rule that was broken, without prefix: `concurrent map writes`.
struct Fault {
  FaultKind kind;
  std::string text;
  std::optional<std::source_location> cause = {}; ///< what made the handle invalid
  std::optional<std::source_location> use = {};   ///< where it was used all the same
  std::string detail = {};                        ///< more lines for the reader, or nothing
};

/// `panic: `, `fatal error: ` or `fault: `.
inline std::string_view prefix(FaultKind kind) {
  switch (kind) {
  case FaultKind::Panic: return "panic: ";
  case FaultKind::Fatal: return "fatal error: ";
  case FaultKind::Misuse: return "fault: ";
  }
  return "";
}

/// The line that is printed: `fault: iterator invalidated by erase at a.cpp:7`.
inline std::string describe(const Fault &fault) {
  std::string line(prefix(fault.kind));
  line += fault.text;
  if (fault.cause)
    line +=
        std::string(" at ") + fault.cause->file_name() + ":" + std::to_string(fault.cause->line());
  return line;
}

/// Sees a fault before anything else happens. It may throw; if it returns, the next one is asked.
using FaultHandler = std::function<void(const Fault &)>;

/// What `throwFault` throws.
class FaultError : public std::exception {
public:
  explicit FaultError(Fault fault) : fault_(std::move(fault)), line_(describe(fault_)) {}

  const char *what() const noexcept override { return line_.c_str(); }

  const Fault &fault() const { return fault_; }

private:
  Fault fault_;
  std::string line_;
};

/// A handler: turns every fault into a FaultError, the fatal ones too, so that a test can see it.
[[noreturn]] inline void throwFault(const Fault &fault) {
  throw FaultError(fault);
}

/// A handler: what Go's `recover` can do. Panics are thrown, everything else goes on its way.
inline void throwPanic(const Fault &fault) {
  if (fault.kind == FaultKind::Panic)
    throw FaultError(fault);
}

namespace detail {

/// The installed handlers, innermost last. Faults happen on every thread, so it is the process's.
class HandlerStack {
public:
  static HandlerStack &instance() {
    static HandlerStack stack;
    return stack;
  }

  void push(const void *owner, FaultHandler handler) {
    const std::lock_guard hold(mutex_);
    entries_.emplace_back(owner, std::move(handler));
  }

  void remove(const void *owner) {
    const std::lock_guard hold(mutex_);
    std::erase_if(entries_, [owner](const auto &entry) { return entry.first == owner; });
  }

  /// Asks the handlers, innermost first, until one throws.
  void ask(const Fault &fault) {
    std::unique_lock hold(mutex_);
    const auto entries = entries_;
    hold.unlock(); // a handler may install another one
    for (const auto &[owner, handler] : std::views::reverse(entries))
      handler(fault);
  }

private:
  std::mutex mutex_;
  std::vector<std::pair<const void *, FaultHandler>> entries_;
};

} // namespace detail

/// Installs a handler until the end of the scope, for all threads.
class FaultHandlerScope {
public:
  explicit FaultHandlerScope(FaultHandler handler) {
    detail::HandlerStack::instance().push(this, std::move(handler));
  }

  ~FaultHandlerScope() { detail::HandlerStack::instance().remove(this); }

  FaultHandlerScope(const FaultHandlerScope &) = delete;
  FaultHandlerScope &operator=(const FaultHandlerScope &) = delete;
};

/// Go's exit status of an unrecovered panic and of a fatal error.
inline constexpr int faultExitStatus = 2;

/// Prints what Go prints and ends the process as Go does, without running destructors: other
/// threads may be in the middle of things.
[[noreturn]] inline void die(const Fault &fault) {
  std::fflush(stdout);
  std::string text = describe(fault) + "\n";
  if (fault.use)
    text += std::string("\tused at ") + fault.use->file_name() + ":" +
            std::to_string(fault.use->line()) + "\n";
  text += fault.detail;
  std::fputs(text.c_str(), stderr);
  std::fflush(stderr);
  std::_Exit(faultExitStatus);
}

/// Ends what cannot go on: asks the handlers, any of which may throw, and then the process dies.
[[noreturn]] inline void raise(const Fault &fault) {
  detail::HandlerStack::instance().ask(fault);
  die(fault);
}

/// Runs `action` as a Go function with a deferred `recover`: the panic it died of, if any.
template <class Action>
std::optional<Fault> recover(Action &&action) {
  const FaultHandlerScope scope(throwPanic);
  try {
    std::forward<Action>(action)();
  } catch (const FaultError &error) {
    if (error.fault().kind != FaultKind::Panic)
      throw;
    return error.fault();
  }
  return std::nullopt;
}

} // namespace refmap
