// Reports writes to a map through a pointer that is null, or may be and was not looked at.

#include "lib/core/Check.h"
#include "lib/fix/NilFix.h"
#include "lib/fix/Unfixed.h"
#include "lib/flow/Facts.h"
#include "lib/flow/NullFacts.h"

namespace maplint {

static constexpr CheckInfo info{
    .id = "map-nil-write",
    .summary = "a write to a map through a null pointer, or to a map that was moved away",
    .why = "A null pointer has no map behind it: inserting through it writes near address zero and "
           "crashes at best. That holds for raw pointers, for an empty unique_ptr, shared_ptr or "
           "optional, and for the null that operator[] of a map of pointers has just made. A map "
           "whose contents were moved away is valid but unspecified: what is written to it is "
           "rarely what was meant.",
    .bad = R"cpp(#include <map>
#include <memory>

using Ages = std::map<int, int>;

void record(int id, int age) {
  std::unique_ptr<Ages> ages;
  (*ages)[id] = age;
}
)cpp",
    .good = R"cpp(#include <map>
#include <memory>

using Ages = std::map<int, int>;

void record(int id, int age) {
  std::unique_ptr<Ages> ages = std::make_unique<Ages>();
  (*ages)[id] = age;
}
)cpp",
    .severity = Severity::Error,
    .fix = FixKind::Sometimes,
    .unfixed = fix::unfixedNullWrites,
    .since = "0.1",
};

using Cause = flow::NullWrite::Cause;

static std::string message(const flow::NullWrite &write) {
  const std::string name = write.pointer.empty() ? "a pointer" : "'" + write.pointer + "'";
  switch (write.cause) {
  case Cause::MovedContainer:
    return "write to " + (write.pointer.empty() ? "a map" : name) +
           " after its contents were moved away";
  case Cause::NeverSet: return "write through " + name + ", which nothing ever sets";
  case Cause::Unset:
    return "write through " + name + (write.certain ? ", which is unset" : ", which may be unset");
  case Cause::MaybeResult:
  case Cause::StoredMaybe:
  case Cause::Subscript:
  case Cause::CheckedLater: return "write through " + name + ", which may be null";
  default:
    return "write through " + name + (write.certain ? ", which is null" : ", which may be null");
  }
}

static void run(const flow::UnitFacts &facts, const CheckOptions &, const FindingSink &report) {
  for (const flow::NullWrite &write : flow::nullWrites(facts)) {
    Finding finding(write.range, message(write));
    for (const flow::Step &step : write.steps)
      finding.notes.push_back({.range = step.range, .message = step.message});
    finding.function = facts.function(write.at).name;
    const bool believed = write.cause == Cause::MaybeResult || write.cause == Cause::StoredMaybe ||
                          write.cause == Cause::CheckedLater || write.cause == Cause::Subscript;
    finding.confidence = believed ? Confidence::Medium : Confidence::High;
    report(std::move(finding).fixedBy(fix::nilWrite(facts, write)));
  }
}

extern constexpr Check mapNilWrite = define(info, run);

} // namespace maplint
