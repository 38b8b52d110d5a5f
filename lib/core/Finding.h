// One thing wrong in the analysed code: a value that every host translates for its own reader.

#pragma once

#include "lib/core/CheckInfo.h"
#include "lib/core/Source.h"

#include <string>
#include <utility>
#include <vector>

namespace maplint {

/// Replaces `range` by `replacement`; an empty range inserts.
struct Edit {
  SourceRange range;
  std::string replacement;
};

/// Edits that belong together: all of them are applied, or none.
struct Fix {
  std::string description;
  FixSafety safety = FixSafety::Suggested;
  std::vector<Edit> edits;
};

/// A step of the path that leads to the finding.
struct Note {
  SourceRange range;
  std::string message;
};

/// What a thread does on its way to where it meets another one.
struct ThreadEvent {
  enum class Kind : std::uint8_t {
    Start, ///< the thread begins
    Spawn, ///< it starts the other thread
    Call,
    Acquire,
    AcquireShared,
    Release,
    Read, ///< the access that meets the other thread's
    Write,
  } kind = Kind::Start;
  SourceRange range;   ///< not valid when nobody knows where
  std::string subject; ///< the function, lock or container as the reader writes it; may be empty
};

std::string_view name(ThreadEvent::Kind kind);

/// One of the threads that meet in a race: its events in their order. A lock that they do not
/// release is held at the end of them.
struct ThreadPath {
  std::string function; ///< qualified name of where it comes from; may be empty
  std::vector<ThreadEvent> events;
};

/// Built in one expression: `Finding(where, what).note(...).fix(...)`.
struct Finding {
  Finding(SourceRange range, std::string message) : range(range), message(std::move(message)) {}

  Finding &&note(const SourceRange &at, std::string text) && {
    notes.push_back({.range = at, .message = std::move(text)});
    return std::move(*this);
  }
  Finding &&fixedBy(Fix fix) && {
    if (!fix.edits.empty())
      fixes.push_back(std::move(fix));
    return std::move(*this);
  }
  Finding &&inFunction(std::string_view qualifiedName) && {
    function = qualifiedName;
    return std::move(*this);
  }
  Finding &&believed(Confidence how) && {
    confidence = how;
    return std::move(*this);
  }

  SourceRange range;
  std::string message;
  std::vector<Note> notes;
  std::vector<Fix> fixes;
  std::vector<ThreadPath> threads; ///< of a race: the two that meet, the one to blame first
  Confidence confidence = Confidence::High;
  std::string function; ///< qualified name of the function the range stands in
};

} // namespace maplint
