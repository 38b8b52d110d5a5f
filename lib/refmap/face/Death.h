// Why an iterator or a reference must not be used any more.

#pragma once

#include "lib/refmap/Fault.h"

#include <cstdint>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>

namespace refmap::face {

/// Where the program calls; an operation that takes any number of arguments cannot know.
using Place = std::optional<std::source_location>;
using Here = std::source_location;

/// The kind of operation that made a handle invalid, in the words of the standard's tables.
enum class Cause : std::uint8_t {
  Erase,
  Insertion,
  Clear,
  Rehash,
  Extraction,
  Merge,
  Assignment,
  Move,
  Destruction,
};

inline std::string_view nameOf(Cause cause) {
  switch (cause) {
  case Cause::Erase: return "erase";
  case Cause::Insertion: return "insertion";
  case Cause::Clear: return "clear";
  case Cause::Rehash: return "rehash";
  case Cause::Extraction: return "extraction";
  case Cause::Merge: return "merge";
  case Cause::Assignment: return "assignment";
  case Cause::Move: return "move";
  case Cause::Destruction: return "destruction";
  }
  return "";
}

struct Death {
  Cause cause;
  Place place = std::nullopt;
};

/// Ends the use of a dead handle: `iterator invalidated by erase at FILE:LINE`.
[[noreturn]] inline void raiseUseOf(std::string_view handle, const Death &death) {
  raise({.kind = FaultKind::Misuse,
         .text = std::string(handle) + " invalidated by " + std::string(nameOf(death.cause)),
         .cause = death.place});
}

/// Ends another misuse of an iterator.
[[noreturn]] inline void raiseMisuse(std::string_view text) {
  raise({.kind = FaultKind::Misuse, .text = std::string(text)});
}

} // namespace refmap::face
