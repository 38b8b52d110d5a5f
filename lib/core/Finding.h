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
  Confidence confidence = Confidence::High;
  std::string function; ///< qualified name of the function the range stands in
};

} // namespace maplint
