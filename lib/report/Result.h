// What a run found, resolved: files, lines and columns instead of anything of the compiler's.

#pragma once

#include "lib/core/Finding.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace maplint::report {

/// A half-open range of one file. Lines and columns count from 1, columns in bytes.
struct Location {
  std::string file;
  unsigned line = 0;
  unsigned column = 0;
  unsigned endLine = 0;
  unsigned endColumn = 0;
  std::uint32_t begin = 0; ///< byte offset
  std::uint32_t end = 0;
  std::string excerpt; ///< text of the first line, without its end

  [[nodiscard]] bool valid() const { return !file.empty(); }
};

struct Step {
  std::string message;
  Location location;
};

/// As in Finding.
struct ThreadEvent {
  maplint::ThreadEvent::Kind kind = maplint::ThreadEvent::Kind::Start;
  std::string subject;
  Location location; ///< not valid when nobody knows where
};

struct ThreadPath {
  std::string function;
  std::vector<ThreadEvent> events;
};

struct Edit {
  std::string file;
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
  std::string replacement;
  unsigned line = 0; ///< of the range, as in Location
  unsigned column = 0;
  unsigned endLine = 0;
  unsigned endColumn = 0;

  friend bool operator==(const Edit &, const Edit &) = default;
};

struct Fix {
  std::string description;
  FixSafety safety = FixSafety::Suggested;
  std::vector<Edit> edits;
  std::string notApplied; ///< why it was not written although it was asked for
};

/// Why a finding is not shown.
enum class Silence : std::uint8_t {
  None,
  Comment,  ///< NOLINT
  Baseline, ///< it was known before
};

/// How a finding stands to the baseline of the run.
enum class BaselineState : std::uint8_t {
  None, ///< there is no baseline
  New,
  Known,
  Absent, ///< it was known and is gone: of its place only the file is known
};

/// One finding as every writer prints it.
struct Result {
  std::string check;
  Severity severity = Severity::Warning;
  Confidence confidence = Confidence::High;
  std::string message;
  Location location;
  std::vector<Step> trace;
  std::vector<Fix> fixes;
  std::vector<ThreadPath> threads; ///< of a race: the two that meet, the one to blame first
  std::string fingerprint; ///< the same for the same finding after edits elsewhere
  unsigned occurrence = 1; ///< among those with that fingerprint
  std::string function;    ///< qualified name, may be empty
  BaselineState state = BaselineState::None;
  Silence silence = Silence::None;
  std::string reason; ///< of the silence or in the baseline, as its author gave it; may be empty

  /// A name that no other finding of the report has.
  [[nodiscard]] std::string identity() const {
    return occurrence > 1 ? fingerprint + "-" + std::to_string(occurrence) : fingerprint;
  }
};

struct FailedFile {
  std::string file;
  std::string reason;
};

struct Tool {
  std::string version;
  std::string llvm;
};

/// What something cost and found.
struct Cost {
  std::string name;
  std::size_t findings = 0; ///< that are reported
  std::uint64_t micros = 0; ///< of processor time
};

struct Statistics {
  std::vector<Cost> checks;
  std::vector<Cost> files; ///< parsing and lowering; a header's time is that of who includes it
  std::uint64_t flowMicros = 0; ///< what is worked out for all checks
};

/// Everything a writer needs.
struct Report {
  Tool tool;
  std::vector<Result> findings;
  std::vector<Result> silenced; ///< found as well, but not to be shown
  std::vector<Result> absent;   ///< in the baseline, but not found any more
  std::vector<FailedFile> failed;
  unsigned analysed = 0;
  unsigned fromCache = 0;
  std::uint64_t elapsedMs = 0;
  /// What was analysed, by file as findings name it, for formats that show source (showsSource());
  /// a file that is not there can be shown by the excerpts of its places only.
  std::map<std::string, std::string> sources;
  std::optional<Statistics> statistics; ///< when they are asked for
};

} // namespace maplint::report
